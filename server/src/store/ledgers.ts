// ledger, cycle and cycle_total: the row every writer locks, and where its time is divided.

import type { Instant } from '@fuelgauge/core';
import { assert, type Cycle, type CycleTotals, type Head, nano, totalsKey } from '@fuelgauge/core';
import type { Database, Queries } from './database.ts';
import { instantOf, sinceText, timestamp, timestampOrNull } from './rows.ts';

/** The head with what only the store counts. */
export interface LockedLedger {
  readonly head: Head;
  readonly operations: bigint;
  readonly acts: bigint;
  /** The database's clock, read after the lock was granted. */
  readonly clock: Instant;
}

interface LedgerRow {
  readonly seq: bigint;
  readonly operations: bigint;
  readonly acts: bigint;
  readonly posted: bigint;
  readonly held: bigint;
  readonly overdraft: bigint;
  readonly metered: bigint;
  readonly recorded_at: number;
  readonly first_cycle_at: number;
  readonly advanced_to: number;
  readonly clock: number;
}

const COLUMNS = `seq, operations, acts, posted, held, overdraft, metered, recorded_at, first_cycle_at, advanced_to,
  clock_timestamp() as clock`;

/** Locks the customer. Alone in its statement, so that every later statement sees what the lock waited for. */
export async function lockLedger(
  tx: Queries,
  customerId: bigint,
): Promise<LockedLedger | undefined> {
  const [row] = await tx.query<LedgerRow>(
    `select ${COLUMNS} from ledger where customer_id = $1 for update`,
    [customerId],
  );
  return row && ledgerOf(row);
}

/** The head without a lock, to read from. */
export async function findLedger(
  tx: Queries,
  customerId: bigint,
): Promise<LockedLedger | undefined> {
  const [row] = await tx.query<LedgerRow>(`select ${COLUMNS} from ledger where customer_id = $1`, [
    customerId,
  ]);
  return row && ledgerOf(row);
}

function ledgerOf(row: LedgerRow): LockedLedger {
  return {
    head: {
      seq: Number(row.seq),
      posted: nano(row.posted),
      held: nano(row.held),
      overdraft: nano(row.overdraft),
      metered: nano(row.metered),
      at: instantOf(row.recorded_at),
      firstCycleAt: instantOf(row.first_cycle_at),
      advancedTo: instantOf(row.advanced_to),
    },
    operations: row.operations,
    acts: row.acts,
    clock: instantOf(row.clock),
  };
}

/** For each of these customers a text that changes whenever anything of its ledger or its terms does, or gaps are declared. */
export async function listHeads(
  database: Database,
  customerIds: readonly bigint[],
): Promise<Map<bigint, string>> {
  const rows = await database.transaction({ customer: 'all' }, (tx) =>
    tx.query<{ customer_id: bigint; mark: string }>(
      `select customer_id, concat_ws(' ', seq, operations, acts, (
          select md5(string_agg(concat_ws(' ', gap_id, customer, started_at, ended_at), ',' order by gap_id))
            from ingestion_gap)) as mark
         from ledger where customer_id = any($1::bigint[])`,
      [customerIds],
    ),
  );
  return new Map(rows.map(({ customer_id, mark }) => [customer_id, mark]));
}

/** The database's clock. */
export async function readClock(tx: Queries): Promise<Instant> {
  const [row] = await tx.query<{ clock: number }>('select clock_timestamp() as clock');
  return instantOf(row?.clock ?? 0);
}

export async function insertLedger(tx: Queries, customerId: bigint, head: Head): Promise<void> {
  await tx.query(
    'insert into ledger (customer_id, recorded_at, first_cycle_at, advanced_to) values ($1, $2, $3, $4)',
    [customerId, timestamp(head.at), timestamp(head.firstCycleAt), timestamp(head.advancedTo)],
  );
}

export interface LedgerUpdate {
  readonly head: Head;
  readonly operations: bigint;
  readonly acts: bigint;
  readonly nextBoundaryAt: Instant | null;
}

export async function updateLedger(
  tx: Queries,
  customerId: bigint,
  { head, ...counts }: LedgerUpdate,
): Promise<void> {
  await tx.query(
    `update ledger set seq = $2, operations = $3, acts = $4, posted = $5, held = $6, overdraft = $7, metered = $8,
       recorded_at = $9, first_cycle_at = $10, advanced_to = $11, next_boundary_at = $12
      where customer_id = $1`,
    [
      customerId,
      BigInt(head.seq),
      counts.operations,
      counts.acts,
      head.posted,
      head.held,
      head.overdraft,
      head.metered,
      timestamp(head.at),
      timestamp(head.firstCycleAt),
      timestamp(head.advancedTo),
      timestampOrNull(counts.nextBoundaryAt),
    ],
  );
}

/** Takes the next number of the audit, for an act that is no operation. Whoever calls holds the customer's lock. */
export async function countAct(tx: Queries, customerId: bigint): Promise<bigint> {
  const [row] = await tx.query<{ acts: bigint }>(
    'update ledger set acts = acts + 1 where customer_id = $1 returning acts',
    [customerId],
  );
  assert(row, 'the ledger was locked before');
  return row.acts;
}

/**
 * Customers with something due whose clock is the real one and which may be written, soonest first: for the sweep, which reads
 * across customers without locking any.
 */
export async function listDueCustomers(
  all: Queries,
  by: Instant,
  limit: number,
): Promise<bigint[]> {
  const rows = await all.query<{ customer_id: bigint }>(
    `select l.customer_id from ledger l join customer c on c.customer_id = l.customer_id
      where l.next_boundary_at <= $1 and c.clock_at is null and c.read_only_since is null
      order by l.next_boundary_at limit $2`,
    [timestamp(by), limit],
  );
  return rows.map((row) => row.customer_id);
}

interface CycleRow {
  readonly series: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly state: Cycle['state'];
  readonly anchor: string;
  readonly every: Cycle['grid']['every'];
  readonly zone: string;
}

/** Cycles that are not final or end after `since`, oldest first. */
export async function listCycles(
  tx: Queries,
  customerId: bigint,
  since: Instant | null,
): Promise<Cycle[]> {
  const rows = await tx.query<CycleRow>(
    `select series, start_at, end_at, state, anchor, every, zone from cycle
      where customer_id = $1 and (state <> 'final' or end_at > $2) order by start_at, series`,
    [customerId, sinceText(since)],
  );
  return rows.map(({ anchor, every, zone, ...row }) => ({
    series: row.series,
    start: instantOf(row.start_at),
    end: instantOf(row.end_at),
    state: row.state,
    grid: { anchor, every, zone },
  }));
}

/** Writes cycles that began, ended or became final. */
export async function upsertCycles(
  tx: Queries,
  customerId: bigint,
  cycles: readonly Cycle[],
): Promise<void> {
  if (cycles.length === 0) return;
  await tx.query(
    `insert into cycle (customer_id, series, start_at, end_at, state, anchor, every, zone)
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[])
     on conflict (customer_id, series, start_at) do update set end_at = excluded.end_at, state = excluded.state`,
    [
      customerId,
      cycles.map((cycle) => cycle.series),
      cycles.map((cycle) => timestamp(cycle.start)),
      cycles.map((cycle) => timestamp(cycle.end)),
      cycles.map((cycle) => cycle.state),
      cycles.map((cycle) => cycle.grid.anchor),
      cycles.map((cycle) => cycle.grid.every),
      cycles.map((cycle) => cycle.grid.zone),
    ],
  );
}

/** A row of cycle_total as {@link TOTALS} selects it. */
export type TotalsRow = Readonly<CycleTotals> & {
  readonly series: string;
  readonly start_at: number;
  readonly unit: string;
};

const TOTAL_COLUMNS = {
  granted: 'granted',
  expired: 'expired',
  voided: 'voided',
  used: 'used',
  overdrawn: 'overdrawn',
  overage: 'overage',
  unlimited: 'unlimited',
  restoredOverdraft: 'restored_overdraft',
  restoredOverage: 'restored_overage',
  restoredUnlimited: 'restored_unlimited',
} as const satisfies Record<keyof CycleTotals, string>;

const FIELDS = Object.keys(TOTAL_COLUMNS) as (keyof typeof TOTAL_COLUMNS)[];

/** What a cycle's totals are selected as, of cycle_total under the name `t`. */
export const TOTALS = FIELDS.map((field) => `t.${TOTAL_COLUMNS[field]} as "${field}"`).join(', ');

/** Totals of the same cycles as {@link listCycles}, by core's key. */
export async function listCycleTotals(
  tx: Queries,
  customerId: bigint,
  since: Instant | null,
): Promise<Map<string, CycleTotals>> {
  const rows = await tx.query<TotalsRow>(
    `select t.series, t.start_at, t.unit, ${TOTALS}
       from cycle_total t join cycle c on c.customer_id = t.customer_id and c.series = t.series and c.start_at = t.start_at
      where t.customer_id = $1 and c.customer_id = $1 and (c.state <> 'final' or c.end_at > $2)`,
    [customerId, sinceText(since)],
  );
  const totals = new Map<string, CycleTotals>();
  for (const { series, start_at, unit, ...amounts } of rows) {
    totals.set(totalsKey({ series, start: instantOf(start_at) }, unit), amounts);
  }
  return totals;
}

/** Adds to the totals of cycles. */
export async function addCycleTotals(
  tx: Queries,
  customerId: bigint,
  added: ReadonlyMap<string, CycleTotals>,
): Promise<void> {
  if (added.size === 0) return;
  const keys = [...added.keys()].sort();
  const parts = keys.map((key) => key.split('|'));
  const columns = FIELDS.map((field) => TOTAL_COLUMNS[field]);
  const amounts = FIELDS.map((field) => keys.map((key) => added.get(key)?.[field] ?? 0n));
  await tx.query(
    `insert into cycle_total (customer_id, series, start_at, unit, ${columns.join(', ')})
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::text[],
       ${columns.map((_, index) => `$${index + 5}::bigint[]`).join(', ')})
     on conflict (customer_id, series, start_at, unit) do update set
       ${columns.map((column) => `${column} = cycle_total.${column} + excluded.${column}`).join(', ')}`,
    [
      customerId,
      parts.map(([series = '']) => series),
      parts.map(([, start = '']) => timestamp(instantOf(Number(start)))),
      parts.map(([, , unit = '']) => unit),
      ...amounts,
    ],
  );
}
