// correction: how facts were corrected.

import {
  type Correction,
  formatQuantity,
  instant,
  nano,
  quantity,
  type RecordedEvent,
  type UsageDelta,
} from '@fuelgauge/core';
import type { Queries } from './database.ts';
import {
  amountOf,
  asUuid,
  hexOf,
  instantOf,
  type LineRow,
  lineOf,
  lineRow,
  timestamp,
} from './rows.ts';

export async function insertCorrections(
  tx: Queries,
  customerId: bigint,
  corrections: readonly Correction[],
): Promise<void> {
  await Promise.all(
    corrections.map((correction) =>
      tx.query(
        `insert into correction (customer_id, seq, kind, event_key, reason, booked_at, recorded_at, unit, credits, rerated,
           list_credits, event, usage, compensation, balance_after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb, $14::jsonb, $15)`,
        [
          customerId,
          BigInt(correction.seq),
          correction.kind,
          correction.eventKey,
          correction.reason,
          timestamp(correction.bookedAt),
          timestamp(correction.recordedAt),
          correction.unit,
          correction.credits,
          correction.rerated,
          correction.listCredits,
          JSON.stringify(eventJson(correction.event)),
          JSON.stringify(correction.usage.map(usageJson)),
          correction.compensation &&
            JSON.stringify({
              grant: correction.compensation.grant,
              amount: correction.compensation.amount.toString(),
            }),
          correction.balanceAfter,
        ],
      ),
    ),
  );
}

interface CorrectionRow {
  readonly seq: bigint;
  readonly kind: Correction['kind'];
  readonly event_key: string;
  readonly reason: string;
  readonly booked_at: number;
  readonly recorded_at: number;
  readonly unit: string;
  readonly credits: bigint;
  readonly rerated: bigint;
  readonly list_credits: bigint;
  readonly event: EventJson;
  readonly usage: readonly UsageJson[];
  readonly compensation: { readonly grant: number; readonly amount: string } | null;
  readonly balance_after: bigint;
}

const COLUMNS = `seq, kind, event_key, reason, booked_at, recorded_at, unit, credits, rerated, list_credits, event, usage,
  compensation, balance_after`;

/** The corrections of these events, oldest first. */
export async function findCorrections(
  tx: Queries,
  customerId: bigint,
  eventKeys: readonly string[],
): Promise<Correction[]> {
  if (eventKeys.length === 0) return [];
  const rows = await tx.query<CorrectionRow>(FIND_CORRECTIONS, [customerId, eventKeys.map(asUuid)]);
  return rows.map(correctionOf);
}

// Each key is a look of its own at the index that has it, which the offset keeps apart and the order chooses: a plan made
// while the table was small must not read all corrections of the customer later.
const FIND_CORRECTIONS = `select found.* from unnest($2::uuid[]) as wanted (key),
  lateral (select ${COLUMNS} from correction
            where customer_id = $1 and event_key >= wanted.key and event_key <= wanted.key
            order by event_key, seq offset 0) as found
  order by seq`;

/** Corrections of a range of sequence numbers, both ends included, in order. */
export async function listCorrections(
  tx: Queries,
  customerId: bigint,
  range: { from: number; to: number },
): Promise<Correction[]> {
  const rows = await tx.query<CorrectionRow>(
    `select ${COLUMNS} from correction where customer_id = $1 and seq between $2 and $3 order by seq`,
    [customerId, BigInt(range.from), BigInt(range.to)],
  );
  return rows.map(correctionOf);
}

/** Corrections by their own sequence numbers, in order. */
export async function findCorrectionsBySeq(
  tx: Queries,
  customerId: bigint,
  seqs: readonly number[],
): Promise<Correction[]> {
  if (seqs.length === 0) return [];
  const rows = await tx.query<CorrectionRow>(
    `select ${COLUMNS} from correction where customer_id = $1 and seq = any($2::bigint[]) order by seq`,
    [customerId, seqs.map(BigInt)],
  );
  return rows.map(correctionOf);
}

function correctionOf(row: CorrectionRow): Correction {
  return {
    seq: Number(row.seq),
    kind: row.kind,
    eventKey: hexOf(row.event_key),
    reason: row.reason,
    bookedAt: instantOf(row.booked_at),
    recordedAt: instantOf(row.recorded_at),
    unit: row.unit,
    credits: nano(row.credits),
    rerated: nano(row.rerated),
    listCredits: nano(row.list_credits),
    balanceAfter: nano(row.balance_after),
    event: { ...eventOfJson(row.event), drawnAt: instantOf(row.booked_at) },
    usage: row.usage.map(usageOfJson),
    compensation: row.compensation && {
      grant: row.compensation.grant,
      amount: amountOf(row.compensation.amount),
    },
  };
}

type EventJson = Omit<
  RecordedEvent,
  'credits' | 'listCredits' | 'lines' | 'parts' | 'balanceAfter' | 'denial' | 'drawnAt'
> & {
  readonly credits: string;
  readonly listCredits: string;
  readonly balanceAfter: string;
  readonly lines: readonly LineRow[];
  readonly parts: readonly {
    readonly account: RecordedEvent['parts'][number]['account'];
    readonly amount: string;
  }[];
};

function eventJson({ denial: _never, drawnAt: _booked, ...event }: RecordedEvent): EventJson {
  return {
    ...event,
    credits: event.credits.toString(),
    listCredits: event.listCredits.toString(),
    balanceAfter: event.balanceAfter.toString(),
    lines: event.lines.map(lineRow),
    parts: event.parts.map(({ account, amount }) => ({ account, amount: amount.toString() })),
  };
}

function eventOfJson(json: EventJson): Omit<RecordedEvent, 'drawnAt'> {
  return {
    ...json,
    credits: amountOf(json.credits),
    listCredits: amountOf(json.listCredits),
    balanceAfter: amountOf(json.balanceAfter),
    lines: json.lines.map(lineOf),
    parts: json.parts.map(({ account, amount }) => ({ account, amount: amountOf(amount) })),
    denial: null,
  };
}

type UsageJson = Omit<UsageDelta, 'quantity' | 'credits' | 'listCredits'> & {
  readonly quantity: string;
  readonly credits: string;
  readonly listCredits: string;
};

function usageJson(usage: UsageDelta): UsageJson {
  return {
    ...usage,
    quantity: formatQuantity(usage.quantity),
    credits: usage.credits.toString(),
    listCredits: usage.listCredits.toString(),
  };
}

function usageOfJson(json: UsageJson): UsageDelta {
  return {
    ...json,
    bookedAt: instant(json.bookedAt),
    quantity: quantity(json.quantity),
    credits: amountOf(json.credits),
    listCredits: amountOf(json.listCredits),
  };
}
