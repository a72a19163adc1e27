import { formatInstant, type Instant } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import {
  deleteIngestionGap,
  type IngestionGap,
  listIngestionGaps,
  upsertIngestionGap,
} from '../store/ingestion-gaps.ts';
import { readClock } from '../store/ledgers.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { idFault } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { instantField, isRefused } from './read-input.ts';

/** A declared gap. */
export interface IngestionGapJson {
  readonly id: string;
  /** Null: of every customer. */
  readonly customer: string | null;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  readonly declared_at: string;
}

/** What `PUT /v1/ingestion/gaps/{id}` takes. What is absent stays; at first `from` is needed. */
export interface GapBody {
  /** Of every customer when null, or absent at first. */
  readonly customer?: string | null | undefined;
  readonly from?: string | undefined;
  /** Null, or absent at first: it lasts. */
  readonly to?: string | null | undefined;
  readonly reason?: string | undefined;
}

type Refused = ReturnType<typeof refused>;

/**
 * Declares that not all usage of a time was received, or changes what was declared: ends it, above all. Nobody else says so,
 * because no usage may be no usage.
 */
export async function declareGap(
  context: Context,
  caller: Caller,
  { id, body }: { readonly id: string; readonly body: GapBody },
): Promise<Answer<IngestionGapJson>> {
  const malformed = idFault('id', id);
  if (malformed) return refusedAs(malformed);
  const { customer, reason = null } = body;
  if (typeof customer === 'string' && !(await findCustomerFor(context, caller, customer))) {
    return customerUnknown(customer);
  }
  const now = context.clock?.() ?? (await readClock(context.database));
  return context.database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
    const gaps = await listIngestionGaps(tx);
    const before = gaps.find((gap) => gap.id === id);
    if (!before && gaps.length >= bounds.ingestionGaps) {
      const detail = `There may be ${bounds.ingestionGaps} gaps. Withdraw one of which everything has come since.`;
      return refused('directory_full', detail);
    }
    const after = changed(before ?? null, { id, body, now });
    if (isRefused(after)) return after;
    const [told, answer] = [before ? gapJson(before) : null, gapJson(after)];
    if (told && JSON.stringify(told) === JSON.stringify(answer)) return answered(answer);
    await upsertIngestionGap(tx, after);
    const act = { at: now, actor: caller.actor, act: 'gap.declare', subject: `gap/${id}` };
    await insertOperatorAudit(tx, { ...act, before: told, after: answer, reason });
    return answered(answer, before ? 200 : 201);
  });
}

/** Takes a gap back, as when everything has come after all. What it was stays in the audit. */
export async function withdrawGap(
  context: Context,
  caller: Caller,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<Answer<IngestionGapJson>> {
  const now = context.clock?.() ?? (await readClock(context.database));
  return context.database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
    const gap = (await listIngestionGaps(tx)).find((each) => each.id === id);
    if (!gap) return refused('not_found', `There is no gap "${id}".`);
    await deleteIngestionGap(tx, id);
    const before = gapJson(gap);
    const act = { at: now, actor: caller.actor, act: 'gap.withdraw', subject: `gap/${id}` };
    await insertOperatorAudit(tx, { ...act, before, after: null, reason });
    return answered(before);
  });
}

/** Every declared gap, the newest first. */
export async function listGaps({
  database,
}: Context): Promise<
  Answer<{ readonly data: readonly IngestionGapJson[]; readonly next_cursor: null }>
> {
  return answered({ data: (await listIngestionGaps(database)).map(gapJson), next_cursor: null });
}

interface Change {
  readonly id: string;
  readonly body: GapBody;
  readonly now: Instant;
}

function changed(before: IngestionGap | null, { id, body, now }: Change): IngestionGap | Refused {
  const startedAt =
    body.from === undefined ? before?.startedAt : instantField('from', body.from, 'UTC');
  if (startedAt === undefined) return refused('body_invalid', 'Say since when: from.', '/from');
  if (isRefused(startedAt)) return startedAt;
  const endedAt =
    typeof body.to === 'string'
      ? instantField('to', body.to, 'UTC')
      : body.to === undefined
        ? (before?.endedAt ?? null)
        : null;
  if (isRefused(endedAt)) return endedAt;
  if (endedAt !== null && endedAt <= startedAt) {
    return refused('time_invalid', 'A gap ends after it begins.', '/to');
  }
  const customer = body.customer === undefined ? (before?.customer ?? null) : body.customer;
  return { id, customer, startedAt, endedAt, declaredAt: before?.declaredAt ?? now };
}

function gapJson({ id, customer, startedAt, endedAt, declaredAt }: IngestionGap): IngestionGapJson {
  return {
    id,
    customer,
    from: formatInstant(startedAt),
    to: endedAt === null ? null : formatInstant(endedAt),
    declared_at: formatInstant(declaredAt),
  };
}
