// rollup_total, rollup_dimension and rollup_distinct: usage summed as it is recorded.

import {
  formatQuantity,
  type Instant,
  quantity,
  type RollupSums,
  type Rollups,
} from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { hashKey, timestamp } from './rows.ts';

const SUMS = `credits = r.credits + excluded.credits, list_credits = r.list_credits + excluded.list_credits,
  quantity = r.quantity + excluded.quantity, events = r.events + excluded.events`;

/** Adds what an operation changed. */
export async function addRollups(tx: Queries, customerId: bigint, rollups: Rollups): Promise<void> {
  await Promise.all([
    addTotals(tx, customerId, rollups.totals),
    addDimensions(tx, customerId, { table: 'rollup_dimension', rows: rollups.dimensions }),
    addDimensions(tx, customerId, { table: 'rollup_cycle', rows: rollups.cycles }),
    addDraws(tx, customerId, rollups.draws),
    addDistinct(tx, customerId, rollups.distinct),
  ]);
}

async function addTotals(tx: Queries, customerId: bigint, rows: Rollups['totals']): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rollup_total as r (customer_id, bucket_at, meter, unit, credits, list_credits, quantity, events)
     select $1, * from unnest($2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::numeric[], $8::bigint[])
     on conflict (customer_id, bucket_at, meter, unit) do update set ${SUMS}`,
    [
      customerId,
      rows.map((row) => timestamp(row.bucketAt)),
      rows.map((row) => row.meter),
      rows.map((row) => row.unit),
      ...sums(rows),
    ],
  );
}

/** Where sums by the values of a dimension are kept: by day or hour, and by plan cycle. */
export type DimensionTable = 'rollup_dimension' | 'rollup_cycle';

async function addDimensions(
  tx: Queries,
  customerId: bigint,
  { table, rows }: { readonly table: DimensionTable; readonly rows: Rollups['dimensions'] },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into ${table} as r (customer_id, dimension, bucket_at, meter, unit, value, credits, list_credits, quantity, events)
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
       $9::numeric[], $10::bigint[])
     on conflict (customer_id, dimension, bucket_at, meter, unit, value) do update set ${SUMS}`,
    [
      customerId,
      rows.map((row) => row.dimension),
      rows.map((row) => timestamp(row.bucketAt)),
      rows.map((row) => row.meter),
      rows.map((row) => row.unit),
      rows.map((row) => row.value),
      ...sums(rows),
    ],
  );
}

async function addDraws(tx: Queries, customerId: bigint, rows: Rollups['draws']): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rollup_draw as r (customer_id, bucket_at, grant_id, drawn)
     select $1, * from unnest($2::timestamptz[], $3::bigint[], $4::bigint[])
     on conflict (customer_id, bucket_at, grant_id) do update set drawn = r.drawn + excluded.drawn`,
    [
      customerId,
      rows.map((row) => timestamp(row.bucketAt)),
      rows.map((row) => BigInt(row.grantId)),
      rows.map((row) => row.drawn),
    ],
  );
}

async function addDistinct(
  tx: Queries,
  customerId: bigint,
  rows: Rollups['distinct'],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rollup_distinct as r (customer_id, meter, bucket_at, value_hash, value, count)
     select $1, * from unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::text[], $6::bigint[])
     on conflict (customer_id, meter, bucket_at, value_hash) do update set count = r.count + excluded.count`,
    [
      customerId,
      rows.map((row) => row.meter),
      rows.map((row) => timestamp(row.bucketAt)),
      rows.map((row) => hashKey(row.value)),
      rows.map((row) => row.value),
      rows.map((row) => BigInt(row.count)),
    ],
  );
}

function sums(rows: readonly RollupSums[]): (bigint[] | string[])[] {
  return [
    rows.map((row) => row.credits),
    rows.map((row) => row.listCredits),
    rows.map((row) => formatQuantity(row.quantity)),
    rows.map((row) => BigInt(row.events)),
  ];
}

/** Stretches of time that follow one another: each begins at its start and ends where the next begins, the last at `to`. */
export interface Tiles {
  readonly starts: readonly Instant[];
  readonly to: Instant;
}

/** Usage summed over one tile, counted from 0; `value` is null where no dimension was asked for, empty where usage has none. */
export interface TileSum extends Readonly<RollupSums> {
  readonly tile: number;
  readonly meter: string;
  readonly unit: string;
  readonly value: string | null;
}

interface TileRow {
  readonly tile: number;
  readonly meter: string;
  readonly unit: string;
  readonly value: string | null;
  readonly credits: bigint;
  readonly list_credits: bigint;
  readonly quantity: string;
  readonly events: bigint;
}

const TILE_SUMS = `sum(credits)::bigint as credits, sum(list_credits)::bigint as list_credits,
  trim_scale(sum(quantity))::text as quantity, sum(events)::bigint as events`;

/** Totals by tile, meter and unit. Every tile begins where a bucket does. */
export async function sumTotals(
  tx: Queries,
  customerId: bigint,
  { starts, to }: Tiles,
): Promise<TileSum[]> {
  const rows = await tx.query<TileRow>(
    `select width_bucket(bucket_at, $4::timestamptz[]) - 1 as tile, meter, unit, null as value, ${TILE_SUMS}
       from rollup_total where customer_id = $1 and bucket_at >= $2 and bucket_at < $3
      group by 1, 2, 3`,
    [customerId, ...tileValues({ starts, to })],
  );
  return rows.map(tileSumOf);
}

/** What the charges of the plan cycle that begins at an instant took from each grant, and did not give back. */
export async function listDraws(
  tx: Queries,
  customerId: bigint,
  cycleAt: Instant,
): Promise<Map<number, bigint>> {
  const rows = await tx.query<{ grant_id: bigint; drawn: bigint }>(
    'select grant_id, drawn from rollup_draw where customer_id = $1 and bucket_at = $2',
    [customerId, timestamp(cycleAt)],
  );
  return new Map(rows.map(({ grant_id, drawn }) => [Number(grant_id), drawn]));
}

/** One dimension over tiles that begin where buckets of the table do. */
export interface DimensionQuestion extends Tiles {
  readonly table: DimensionTable;
  readonly dimension: string;
  /** Only these values; null: all. */
  readonly values: readonly string[] | null;
}

/** As {@link sumTotals}, also by the value of one dimension. */
export async function sumDimension(
  tx: Queries,
  customerId: bigint,
  { table, dimension, values, ...tiles }: DimensionQuestion,
): Promise<TileSum[]> {
  const [condition, parameters] = values
    ? ['and value = any($6::text[])', [[...values]]]
    : ['', []];
  const rows = await tx.query<TileRow>(
    `select width_bucket(bucket_at, $4::timestamptz[]) - 1 as tile, meter, unit, value, ${TILE_SUMS}
       from ${table}
      where customer_id = $1 and dimension = $5 and bucket_at >= $2 and bucket_at < $3 ${condition}
      group by 1, 2, 3, 4`,
    [customerId, ...tileValues(tiles), dimension, ...parameters],
  );
  return rows.map(tileSumOf);
}

/** How often a meter met each value in each tile. Every tile begins where a local day or a cycle does. */
export async function listDistinct(
  tx: Queries,
  customerId: bigint,
  { meter, ...tiles }: Tiles & { readonly meter: string },
): Promise<{ tile: number; value: string; count: number }[]> {
  const rows = await tx.query<{ tile: number; value_hash: string; count: bigint }>(
    `select width_bucket(bucket_at, $4::timestamptz[]) - 1 as tile, value_hash, sum(count)::bigint as count
       from rollup_distinct where customer_id = $1 and meter = $5 and bucket_at >= $2 and bucket_at < $3
      group by 1, 2`,
    [customerId, ...tileValues(tiles), meter],
  );
  return rows.map((row) => ({ tile: row.tile, value: row.value_hash, count: Number(row.count) }));
}

/** Credits of days, by meter or by some values of a dimension. */
export interface DaysQuestion extends Tiles {
  readonly unit: string;
  /** Null: by meter. */
  readonly of: { readonly dimension: string; readonly values: readonly string[] } | null;
}

export interface DaySum {
  readonly tile: number;
  readonly key: string;
  readonly credits: bigint;
}

/** Credits alone by tile and key: a fraction of what {@link sumTotals} and {@link sumDimension} cost. */
export async function sumDays(
  tx: Queries,
  customerId: bigint,
  { unit, of, ...tiles }: DaysQuestion,
): Promise<DaySum[]> {
  const [table, key, condition, parameters] = of
    ? [
        'rollup_dimension',
        'value',
        'and dimension = $6 and value = any($7::text[])',
        [of.dimension, [...of.values]],
      ]
    : (['rollup_total', 'meter', '', []] as const);
  // No order is asked for, so keys are compared byte by byte: a language only makes it slower.
  return tx.query<DaySum>(
    `select width_bucket(bucket_at, $4::timestamptz[]) - 1 as tile, ${key} collate "C" as key, sum(credits)::bigint as credits
       from ${table}
      where customer_id = $1 and bucket_at >= $2 and bucket_at < $3 and unit = $5 ${condition}
      group by 1, 2`,
    [customerId, ...tileValues(tiles), unit, ...parameters],
  );
}

function tileValues({ starts, to }: Tiles): [string, string, string[]] {
  return [timestamp(starts[0] ?? to), timestamp(to), starts.map(timestamp)];
}

function tileSumOf(row: TileRow): TileSum {
  return {
    tile: row.tile,
    meter: row.meter,
    unit: row.unit,
    value: row.value,
    credits: row.credits,
    listCredits: row.list_credits,
    quantity: quantity(row.quantity),
    events: Number(row.events),
  };
}
