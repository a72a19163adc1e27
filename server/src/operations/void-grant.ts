import { type Instant, operate, valueAt } from '@fuelgauge/core';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { type GrantJson, grantIdOf, grantJson } from './wire/balance-json.ts';
import { type IdempotencyKey, withBook } from './with-book.ts';

export interface VoidGrant {
  readonly customer: string;
  /** The id on the wire, `grt_…`. */
  readonly grant: string;
  readonly body: { readonly reason: string };
  readonly idempotency?: IdempotencyKey | undefined;
}

/** Takes back what is left of a grant; what was drawn stays drawn. */
export async function voidGrantOf(
  context: Context,
  caller: Caller,
  { customer: key, grant: id, body, idempotency }: VoidGrant,
): Promise<Answer<GrantJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return customerUnknown(key);
  const grantId = grantIdOf(ref.customerId, id);
  if (grantId === undefined) return refused('grant_unknown', `The customer has no grant ${id}.`);
  const request = {
    ...ref,
    kind: 'void_grant' as const,
    since: 0 as Instant,
    allGrants: true,
    idempotency,
  };
  return withBook<GrantJson>(context, request, async ({ open, asOf }) => {
    const { book } = open;
    operate.advance(book, asOf);
    const zone = valueAt(book.terms.zones, book.ledger.head.at);
    const note = open.notes.get(grantId) ?? null;
    const before = book.ledger.grants.get(grantId);
    const was = before && grantJson(before, { customer: ref, zone, note });
    const outcome = operate.voidGrant(book, asOf, grantId);
    if (!outcome.ok) return { answer: refusedAs(outcome.refusal) };
    const json = grantJson(outcome.grant, { customer: ref, zone, note });
    const audit = [
      {
        actor: caller.actor,
        act: 'grant.void',
        subject: `grant/${id}`,
        before: was,
        after: json,
        reason: body.reason,
      },
    ];
    return { answer: answered(json), input: { grant: grantId }, audit };
  });
}
