// entry and the view ledger_entry: every transfer.

import { type Account, type Entry, type Instant, nano } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { asUuid, hexOf, instantOf, timestamp } from './rows.ts';

/** Adds transfers. The primary key refuses a sequence number that was given out twice. */
export async function insertEntries(
  tx: Queries,
  customerId: bigint,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into entry (customer_id, seq, part, kind, debit_account, credit_account, amount, unit, booked_at, recorded_at,
       balance_after, event_key)
     select $1, * from unnest($2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
       $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::uuid[])`,
    [
      customerId,
      entries.map((entry) => BigInt(entry.seq)),
      entries.map((entry) => entry.part),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.debit),
      entries.map((entry) => entry.credit),
      entries.map((entry) => entry.amount),
      entries.map((entry) => entry.unit),
      entries.map((entry) => timestamp(entry.bookedAt)),
      entries.map((entry) => timestamp(entry.recordedAt)),
      entries.map((entry) => entry.balanceAfter),
      entries.map((entry) => entry.eventKey),
    ],
  );
}

interface EntryRow {
  readonly seq: bigint;
  readonly part: number;
  readonly kind: Entry['kind'];
  readonly debit_account: Account;
  readonly credit_account: Account;
  readonly amount: bigint;
  readonly unit: string;
  readonly booked_at: number;
  readonly recorded_at: number;
  readonly balance_after: bigint;
  readonly event_key: string | null;
}

const COLUMNS = `seq, part, kind, debit_account, credit_account, amount, unit, booked_at, recorded_at, balance_after, event_key`;

/** Which entries a page shows. `account` is a ledger account such as `used` or `grant/12`. */
export interface EntryFilter {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly account?: string;
  readonly kind?: string;
  readonly eventKey?: string;
}

/** Entries after a position, in order of sequence and part, wherever they are stored. */
export async function listEntries(
  tx: Queries,
  customerId: bigint,
  {
    filter,
    after,
    limit,
  }: { filter: EntryFilter; after: { seq: number; part: number }; limit: number },
): Promise<Entry[]> {
  const rows = await tx.query<EntryRow>(
    `select ${COLUMNS} from ledger_entry
      where customer_id = $1 and (seq, part) > ($2::bigint, $3::integer)
        and ($4::timestamptz is null or booked_at >= $4) and ($5::timestamptz is null or booked_at < $5)
        and ($6::text is null or debit_account = $6 or credit_account = $6) and ($7::text is null or kind = $7)
        and ($8::uuid is null or event_key = $8)
      order by seq, part limit $9`,
    [
      customerId,
      BigInt(after.seq),
      after.part,
      filter.from === undefined ? null : timestamp(filter.from),
      filter.to === undefined ? null : timestamp(filter.to),
      filter.account ?? null,
      filter.kind ?? null,
      filter.eventKey === undefined ? null : asUuid(filter.eventKey),
      limit,
    ],
  );
  return rows.map(entryOf);
}

/** All transfers of a range of sequence numbers, both ends included, in order, wherever they are stored. */
export async function listEntriesBetween(
  tx: Queries,
  customerId: bigint,
  range: { from: number; to: number },
): Promise<Entry[]> {
  const rows = await tx.query<EntryRow>(
    `select ${COLUMNS} from ledger_entry where customer_id = $1 and seq between $2 and $3 order by seq, part`,
    [customerId, BigInt(range.from), BigInt(range.to)],
  );
  return rows.map(entryOf);
}

/** The transfers of one operation, in order. */
export async function findEntries(
  tx: Queries,
  customerId: bigint,
  seqs: readonly number[],
): Promise<Entry[]> {
  if (seqs.length === 0) return [];
  const rows = await tx.query<EntryRow>(
    `select ${COLUMNS} from entry where customer_id = $1 and seq = any($2::bigint[]) order by seq, part`,
    [customerId, seqs.map(BigInt)],
  );
  return rows.map(entryOf);
}

function entryOf(row: EntryRow): Entry {
  return {
    seq: Number(row.seq),
    part: row.part,
    kind: row.kind,
    debit: row.debit_account,
    credit: row.credit_account,
    amount: nano(row.amount),
    unit: row.unit,
    bookedAt: instantOf(row.booked_at),
    recordedAt: instantOf(row.recorded_at),
    balanceAfter: nano(row.balance_after),
    eventKey: row.event_key === null ? null : hexOf(row.event_key),
  };
}

/** What each ledger account held at a moment, by recording and by booking time: for balances of the past. */
export async function sumAccounts(
  tx: Queries,
  customerId: bigint,
  at: { recordedBy: Instant; bookedFrom: Instant | null; bookedBefore: Instant; unit: string },
): Promise<{ debit: Account; credit: Account; amount: bigint }[]> {
  const rows = await tx.query<{ debit_account: Account; credit_account: Account; amount: bigint }>(
    `select debit_account, credit_account, sum(amount)::bigint as amount from ledger_entry
      where customer_id = $1 and recorded_at <= $2 and ($3::timestamptz is null or booked_at >= $3) and booked_at < $4
        and unit = $5
      group by debit_account, credit_account`,
    [
      customerId,
      timestamp(at.recordedBy),
      at.bookedFrom === null ? null : timestamp(at.bookedFrom),
      timestamp(at.bookedBefore),
      at.unit,
    ],
  );
  return rows.map((row) => ({
    debit: row.debit_account,
    credit: row.credit_account,
    amount: row.amount,
  }));
}
