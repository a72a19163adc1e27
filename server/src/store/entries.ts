// entry and the view ledger_entry: every transfer.

import { type Account, type Entry, type Instant, type Interval, nano } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { hexOf, instantOf, timestamp } from './rows.ts';

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
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly account?: string | undefined;
  readonly kind?: string | undefined;
  /** Only those of these operations. */
  readonly seqs?: readonly number[] | undefined;
  /** Only those of events whose usage satisfies every condition; null or absent: all, without an event too. */
  readonly usage?: readonly AttributionCondition[] | null | undefined;
}

/** One condition on what an event is attributed to: any of the dimensions has (or, unless `isIn`, none has) a value. */
export interface AttributionCondition {
  readonly dimensions: readonly string[];
  readonly isIn: boolean;
  readonly values: readonly string[];
}

export interface EntryPage {
  readonly filter: EntryFilter;
  readonly after: { readonly seq: number; readonly part: number };
  readonly limit: number;
}

const PAGE_FILTER = `and ($4::timestamptz is null or booked_at >= $4) and ($5::timestamptz is null or booked_at < $5)
  and ($7::text is null or kind = $7) and ($8::bigint[] is null or seq = any($8))`;

/** Whether an event `e` satisfies the conditions of `$10`. */
const IS_SHOWN = `not exists (
  select from jsonb_array_elements($10::jsonb) as f (item)
   where (exists (select from jsonb_array_elements_text(f.item -> 'dimensions') as d (name)
                   where f.item -> 'values' ? coalesce(e.attribution ->> d.name, '')))
         is distinct from (f.item ->> 'isIn')::boolean)`;

/** Entries after a position, in order of sequence and part. Each table gives a page of its own, so neither is sorted whole. */
export async function listEntries(
  tx: Queries,
  customerId: bigint,
  { filter, after, limit }: EntryPage,
): Promise<Entry[]> {
  const rows = await tx.query<EntryRow>(
    `select ${COLUMNS} from (
       (select * from (
          select seq, 0 as part, 'draw' as kind, draw_account as debit_account, 'used' as credit_account, credits as amount,
                 unit, booked_at, recorded_at, balance_after, event_key
            from event as e where customer_id = $1 and draw_account is not null and seq > $2
                              and ($10::jsonb is null or ${IS_SHOWN})) as drawn
         where ($6::text is null or debit_account = $6 or credit_account = $6) ${PAGE_FILTER}
         order by seq limit $9)
       union all
       (select ${COLUMNS} from entry
         where customer_id = $1 and (seq, part) > ($2::bigint, $3::integer)
           and ($6::text is null or debit_account = $6 or credit_account = $6) ${PAGE_FILTER}
           and ($10::jsonb is null or exists (
                 select from event as e
                  where e.customer_id = $1 and e.event_key = entry.event_key and ${IS_SHOWN}))
         order by seq, part limit $9)) as page
      order by seq, part limit $9`,
    [
      customerId,
      BigInt(after.seq),
      after.part,
      filter.from === undefined ? null : timestamp(filter.from),
      filter.to === undefined ? null : timestamp(filter.to),
      filter.account ?? null,
      filter.kind ?? null,
      filter.seqs === undefined ? null : filter.seqs.map(BigInt),
      limit,
      filter.usage ? JSON.stringify(filter.usage) : null,
    ],
  );
  return rows.map(entryOf);
}

/** A sequence number and when it was recorded. */
export interface SeqAt {
  readonly seq: number;
  readonly at: Instant;
}

/**
 * The last sequence number recorded by a moment; undefined before the first. Sequence numbers are dense and their moments
 * never go back, so halving finds it in a few dozen looks.
 */
export async function findSeqAt(
  tx: Queries,
  customerId: bigint,
  at: Instant,
): Promise<SeqAt | undefined> {
  const [row] = await tx.query<{ seq: bigint; at: number | null }>(
    `with recursive halved (low, high, at) as (
       select 0::bigint, seq, null::timestamptz from ledger where customer_id = $1
       union all
       select case when look.at <= $2 then look.seq else look.low end,
              case when look.at <= $2 then look.high else look.seq - 1 end,
              case when look.at <= $2 then look.at else look.low_at end
         from (select low, high, low_at, middle as seq,
                      coalesce((select recorded_at from event where customer_id = $1 and seq = middle),
                               (select recorded_at from entry where customer_id = $1 and seq = middle and part = 0),
                               (select recorded_at from correction where customer_id = $1 and seq = middle)) as at
                 from (select low, high, at as low_at, (low + high + 1) / 2 as middle
                         from halved where low < high) as half) as look)
     select low as seq, at from halved where low = high`,
    [customerId, timestamp(at)],
  );
  return row === undefined || row.at === null
    ? undefined
    : { seq: Number(row.seq), at: instantOf(row.at) };
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

/** What went from one account to another: in all, in how many transfers, and the part of it booked in a stretch of time. */
export interface Flow {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: bigint;
  readonly transfers: number;
  readonly within: bigint;
}

interface FlowRow {
  readonly debit_account: Account;
  readonly credit_account: Account;
  readonly amount: bigint;
  readonly transfers: bigint;
  readonly within_amount: bigint;
}

/** Flows recorded after a sequence number, or booked after a moment: what must be undone to see a ledger of the past. */
export async function sumFlowsAfter(
  tx: Queries,
  customerId: bigint,
  about: {
    readonly after: { readonly seq: number } | { readonly booked: Instant };
    readonly within: Interval;
    readonly unit: string;
  },
): Promise<Flow[]> {
  const { after, within, unit } = about;
  const rows = await tx.query<FlowRow>(
    `select debit_account, credit_account, sum(amount)::bigint as amount, count(*) as transfers,
            coalesce(sum(amount) filter (where booked_at >= $5 and booked_at < $6), 0)::bigint as within_amount
       from ledger_entry where customer_id = $1 and seq > $2 and booked_at > $3 and unit = $4
      group by debit_account, credit_account`,
    [
      customerId,
      'seq' in after ? BigInt(after.seq) : 0n,
      'booked' in after ? timestamp(after.booked) : '-infinity',
      unit,
      timestamp(within.start),
      timestamp(within.end),
    ],
  );
  return rows.map((row) => ({
    debit: row.debit_account,
    credit: row.credit_account,
    amount: row.amount,
    transfers: Number(row.transfers),
    within: row.within_amount,
  }));
}

/** What charges booked in a stretch of time took from each of some accounts and did not give back, by a sequence number. */
export async function sumDrawn(
  tx: Queries,
  customerId: bigint,
  about: {
    readonly accounts: readonly Account[];
    readonly within: Interval;
    readonly bySeq: number;
  },
): Promise<Map<Account, bigint>> {
  const { accounts, within, bySeq } = about;
  const rows = await tx.query<{ account: Account; amount: bigint }>(
    `select account, sum(amount)::bigint as amount from (
       select debit_account as account, amount from ledger_entry
        where customer_id = $1 and booked_at >= $2 and booked_at < $3 and seq <= $4 and credit_account = 'used'
          and debit_account = any($5::text[])
       union all
       select credit_account, -amount from ledger_entry
        where customer_id = $1 and booked_at >= $2 and booked_at < $3 and seq <= $4 and debit_account = 'used'
          and credit_account = any($5::text[])) as drawn
      group by account`,
    [customerId, timestamp(within.start), timestamp(within.end), BigInt(bySeq), [...accounts]],
  );
  return new Map(rows.map(({ account, amount }) => [account, amount]));
}
