// What the proof reads of a customer: its state of one moment, and its history a page at a time.

import {
  type Accumulator,
  type Correction,
  type Cycle,
  type CycleTotals,
  type Entry,
  type Grant,
  type Instant,
  instant,
  type Level,
  type RecordedEvent,
} from '@fuelgauge/core';
import { listAccumulators, listLevels } from './accumulators.ts';
import { listCorrections } from './corrections.ts';
import { type CustomerRecord, findCustomer } from './customers.ts';
import type { Queries } from './database.ts';
import { listEntriesBetween } from './entries.ts';
import { listEvents } from './events.ts';
import { listGrants } from './grants.ts';
import { findLedger, type LockedLedger, listCycles, listCycleTotals } from './ledgers.ts';
import type { DimensionTable } from './rollups.ts';
import { hexOf, instantOrNull } from './rows.ts';

/** Everything of a customer that changes in place, as it was at one moment. */
export interface StoredState {
  readonly customer: CustomerRecord;
  readonly ledger: LockedLedger;
  readonly nextBoundaryAt: Instant | null;
  readonly grants: readonly Grant[];
  readonly cycles: readonly Cycle[];
  /** By core's `totalsKey`. */
  readonly totals: ReadonlyMap<string, CycleTotals>;
  readonly accumulators: readonly Accumulator[];
  /** The event that claimed, by the hash of the once-only key. */
  readonly claims: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, readonly Level[]>;
}

/** Every cycle, sample and total there is lies after it. */
const EARLIEST = instant(0);

/** Reads a customer's state, in a snapshot; undefined when there is no such customer. */
export async function readState(tx: Queries, id: bigint): Promise<StoredState | undefined> {
  const [ledger, customer, boundaries, grants, cycles, totals, accumulators, claims, levels] =
    await Promise.all([
      findLedger(tx, id),
      findCustomer(tx, id),
      tx.query<{ next_boundary_at: number | null }>(
        'select next_boundary_at from ledger where customer_id = $1',
        [id],
      ),
      listGrants(tx, id),
      listCycles(tx, id, EARLIEST),
      listCycleTotals(tx, id, EARLIEST),
      listAccumulators(tx, id),
      tx.query<{ key_hash: string; event_key: string }>(
        'select key_hash, event_key from once_key where customer_id = $1',
        [id],
      ),
      listLevels(tx, id, EARLIEST),
    ]);
  if (!ledger || !customer) return undefined;
  return {
    customer,
    ledger,
    nextBoundaryAt: instantOrNull(boundaries[0]?.next_boundary_at ?? null),
    grants: grants.map(({ grant }) => grant),
    cycles,
    totals,
    accumulators,
    claims: new Map(claims.map((row) => [row.key_hash, hexOf(row.event_key)])),
    levels,
  };
}

export type RollupKind = 'total' | 'dimension' | 'cycle' | 'draw' | 'distinct';

/** One stored rollup of any of the tables, under a key that names its table and bucket. */
export interface RollupRow {
  readonly key: readonly [table: RollupKind, ...parts: (string | number)[]];
  readonly credits: bigint;
  readonly listCredits: bigint;
  /** As the database writes it. */
  readonly quantity: string;
  /** Events, or how often a distinct value was met. */
  readonly events: bigint;
}

interface StoredRollup {
  readonly bucket_at: number;
  readonly meter: string;
  readonly unit: string;
  readonly dimension: string;
  readonly value: string;
  readonly credits: bigint;
  readonly list_credits: bigint;
  readonly quantity: string;
  readonly events: bigint;
}

/** Every rollup of a customer. */
export async function readRollups(tx: Queries, id: bigint): Promise<RollupRow[]> {
  const dimensionsIn = (table: DimensionTable) =>
    tx.query<StoredRollup>(
      `select bucket_at, meter, unit, dimension, value, credits, list_credits,
              quantity::text as quantity, events
         from ${table} where customer_id = $1`,
      [id],
    );
  const [totals, dimensions, cycles, draws, distinct] = await Promise.all([
    tx.query<StoredRollup>(
      `select bucket_at, meter, unit, credits, list_credits, quantity::text as quantity, events
         from rollup_total where customer_id = $1`,
      [id],
    ),
    dimensionsIn('rollup_dimension'),
    dimensionsIn('rollup_cycle'),
    tx.query<StoredRollup>(
      `select bucket_at, grant_id::text as value, drawn as credits, 0::bigint as list_credits, '0' as quantity,
              0::bigint as events
         from rollup_draw where customer_id = $1`,
      [id],
    ),
    tx.query<StoredRollup>(
      `select bucket_at, meter, value, 0::bigint as credits, 0::bigint as list_credits, '0' as quantity,
              count as events
         from rollup_distinct where customer_id = $1`,
      [id],
    ),
  ]);
  return [
    ...totals.map((row) => rollupOf(['total', row.bucket_at, row.meter, row.unit], row)),
    ...dimensions.map((row) =>
      rollupOf(['dimension', row.bucket_at, row.meter, row.unit, row.dimension, row.value], row),
    ),
    ...cycles.map((row) =>
      rollupOf(['cycle', row.bucket_at, row.meter, row.unit, row.dimension, row.value], row),
    ),
    ...draws.map((row) => rollupOf(['draw', row.bucket_at, row.value], row)),
    ...distinct.map((row) => rollupOf(['distinct', row.bucket_at, row.meter, row.value], row)),
  ];
}

function rollupOf(key: RollupRow['key'], row: StoredRollup): RollupRow {
  const { credits, list_credits: listCredits, quantity, events } = row;
  return { key, credits, listCredits, quantity, events };
}

/** The rows that operations have appended in a range of sequence numbers, each list in order. */
export interface HistoryPage {
  readonly events: readonly RecordedEvent[];
  readonly corrections: readonly Correction[];
  readonly entries: readonly Entry[];
}

/** Both ends of the range are included. */
export async function readHistory(
  tx: Queries,
  id: bigint,
  range: { from: number; to: number },
): Promise<HistoryPage> {
  const [events, corrections, entries] = await Promise.all([
    listEvents(tx, id, range),
    listCorrections(tx, id, range),
    listEntriesBetween(tx, id, range),
  ]);
  return { events, corrections, entries };
}

/** The events that were ever corrected. */
export async function listCorrectedEvents(tx: Queries, id: bigint): Promise<Set<string>> {
  const rows = await tx.query<{ event_key: string }>(
    'select distinct event_key from correction where customer_id = $1',
    [id],
  );
  return new Set(rows.map((row) => hexOf(row.event_key)));
}
