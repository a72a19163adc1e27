import { operate } from '@fuelgauge/core';
import { listQuotas, upsertQuota } from '../store/quotas.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { type QuotaJson, type QuotaRef, quotaUnknown, showQuotas } from './read-quotas.ts';
import { type Done, withBook } from './with-book.ts';

/** What `PUT …/quotas/{key}` takes. What is absent stays. */
export interface QuotaBody {
  /** How many are in use; null: nobody says. */
  readonly used?: number | null | undefined;
  /** Null is unlimited; `plan` is what the plan allows. */
  readonly limit?: number | null | 'plan' | undefined;
  readonly reason?: string | undefined;
}

/** Tells how many of something are in use, or gives a customer a limit of its own. */
export async function putQuota(
  context: Context,
  caller: Caller,
  { customer, key, body }: QuotaRef & { body: QuotaBody },
): Promise<Answer<QuotaJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const request = { ...ref, kind: 'advance' } as const;
  return withBook<QuotaJson>(context, request, async (work): Promise<Done<QuotaJson>> => {
    operate.advance(work.open.book, work.asOf);
    const { tx, open } = work;
    const quotas = await showQuotas(context, work);
    const before = quotas.find((each) => each.key === key);
    if (!before) return { answer: quotaUnknown(key, quotas) };
    const told = (await listQuotas(tx, ref.customerId)).find((each) => each.key === key);
    const { used, limit } = body;
    await upsertQuota(tx, ref.customerId, {
      key,
      used: used === undefined ? (told?.used ?? null) : bigintOrNull(used),
      limit: limit === undefined ? told?.limit : limit === 'plan' ? undefined : bigintOrNull(limit),
      at: open.book.ledger.head.at,
    });
    const after = (await showQuotas(context, work)).find((each) => each.key === key) ?? before;
    const answer = answered(after);
    if (JSON.stringify(before) === JSON.stringify(after)) return { answer };
    const { reason = null } = body;
    const subject = `quotas/${key}`;
    return {
      answer,
      audit: [{ actor: caller.actor, act: 'quota.put', subject, before, after, reason }],
    };
  });
}

function bigintOrNull(count: number | null): bigint | null {
  return count === null ? null : BigInt(count);
}
