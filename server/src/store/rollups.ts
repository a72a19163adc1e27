// rollup_total, rollup_dimension and rollup_distinct: usage summed as it is recorded.

import {
  formatQuantity,
  type Instant,
  quantity,
  type RollupSums,
  type Rollups,
} from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { hashKey, instantOf, timestamp } from './rows.ts';

const SUMS = `credits = r.credits + excluded.credits, list_credits = r.list_credits + excluded.list_credits,
  quantity = r.quantity + excluded.quantity, events = r.events + excluded.events`;

/** Adds what an operation changed. */
export async function addRollups(tx: Queries, customerId: bigint, rollups: Rollups): Promise<void> {
  await Promise.all([
    addTotals(tx, customerId, rollups.totals),
    addDimensions(tx, customerId, rollups.dimensions),
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

async function addDimensions(
  tx: Queries,
  customerId: bigint,
  rows: Rollups['dimensions'],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rollup_dimension as r (customer_id, dimension, bucket_at, meter, unit, value, credits, list_credits, quantity, events)
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

/** One stored sum; `value` is null where no dimension was asked for, empty where usage has no value of it. */
export interface UsageRow extends Readonly<RollupSums> {
  readonly bucketAt: Instant;
  readonly meter: string;
  readonly unit: string;
  readonly value: string | null;
}

interface SumRow {
  readonly bucket_at: number;
  readonly meter: string;
  readonly unit: string;
  readonly value: string | null;
  readonly credits: bigint;
  readonly list_credits: bigint;
  readonly quantity: string;
  readonly events: bigint;
}

/** Hourly sums by meter in a half-open range. */
export async function listTotals(
  tx: Queries,
  customerId: bigint,
  { from, to }: { from: Instant; to: Instant },
): Promise<UsageRow[]> {
  const rows = await tx.query<SumRow>(
    `select bucket_at, meter, unit, null as value, credits, list_credits, quantity::text as quantity, events from rollup_total
      where customer_id = $1 and bucket_at >= $2 and bucket_at < $3 order by bucket_at, meter`,
    [customerId, timestamp(from), timestamp(to)],
  );
  return rows.map(usageOf);
}

/** Sums by meter and value of one dimension in a half-open range, by bucket. */
export async function listDimension(
  tx: Queries,
  customerId: bigint,
  { dimension, from, to }: { dimension: string; from: Instant; to: Instant },
): Promise<UsageRow[]> {
  const rows = await tx.query<SumRow>(
    `select bucket_at, meter, unit, value, credits, list_credits, quantity::text as quantity, events from rollup_dimension
      where customer_id = $1 and dimension = $2 and bucket_at >= $3 and bucket_at < $4 order by bucket_at, meter, value`,
    [customerId, dimension, timestamp(from), timestamp(to)],
  );
  return rows.map(usageOf);
}

/** As {@link listDimension}, summed over the whole range: for ranked breakdowns. */
export async function sumDimension(
  tx: Queries,
  customerId: bigint,
  { dimension, from, to }: { dimension: string; from: Instant; to: Instant },
): Promise<UsageRow[]> {
  const rows = await tx.query<SumRow>(
    `select min(bucket_at) as bucket_at, meter, unit, value, sum(credits)::bigint as credits,
       sum(list_credits)::bigint as list_credits, sum(quantity)::text as quantity, sum(events)::bigint as events
       from rollup_dimension where customer_id = $1 and dimension = $2 and bucket_at >= $3 and bucket_at < $4
      group by meter, unit, value`,
    [customerId, dimension, timestamp(from), timestamp(to)],
  );
  return rows.map(usageOf);
}

function usageOf(row: SumRow): UsageRow {
  return {
    bucketAt: instantOf(row.bucket_at),
    meter: row.meter,
    unit: row.unit,
    value: row.value,
    credits: row.credits,
    listCredits: row.list_credits,
    quantity: quantity(
      row.quantity.includes('.') ? row.quantity.replace(/\.?0+$/, '') : row.quantity,
    ),
    events: Number(row.events),
  };
}

/** How many distinct values a meter met in a half-open range of days. */
export async function countDistinct(
  tx: Queries,
  customerId: bigint,
  { meter, from, to }: { meter: string; from: Instant; to: Instant },
): Promise<number> {
  const [row] = await tx.query<{ distinct_values: bigint }>(
    `select count(*) as distinct_values from (
       select value_hash from rollup_distinct where customer_id = $1 and meter = $2 and bucket_at >= $3 and bucket_at < $4
        group by value_hash having sum(count) > 0) as met`,
    [customerId, meter, timestamp(from), timestamp(to)],
  );
  return Number(row?.distinct_values ?? 0n);
}
