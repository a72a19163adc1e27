// accumulator, once_key and level: what prices that look back remember.

import { type Accumulator, type Instant, type Level, nano } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import {
  asUuid,
  hashKey,
  hexOf,
  instantOf,
  instantOrNull,
  partsOf,
  sinceText,
  timestamp,
  timestampOrNull,
} from './rows.ts';

interface AccumulatorRow {
  readonly key: string;
  readonly role: Accumulator['role'];
  readonly amount: string;
  readonly lines: number;
  readonly credits: bigint;
  readonly latest_at: number | null;
}

export async function findAccumulators(
  tx: Queries,
  customerId: bigint,
  keys: readonly string[],
): Promise<Accumulator[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<AccumulatorRow>(
    `select key, role, amount::text as amount, lines, credits, latest_at from accumulator
      where customer_id = $1 and key_hash = any($2::uuid[])`,
    [customerId, keys.map(hashKey)],
  );
  return rows.map(accumulatorOf);
}

/** The running totals that the prices of these meters keep: the second part of a key names its meter. */
export async function listAccumulatorsOf(
  tx: Queries,
  customerId: bigint,
  meters: readonly string[],
): Promise<Accumulator[]> {
  if (meters.length === 0) return [];
  const rows = await tx.query<AccumulatorRow>(
    `select key, role, amount::text as amount, lines, credits, latest_at from accumulator
      where customer_id = $1 and key::jsonb ->> 1 = any($2::text[])`,
    [customerId, meters],
  );
  return rows.map(accumulatorOf);
}

/** All running totals of a customer, for the proof. */
export async function listAccumulators(tx: Queries, customerId: bigint): Promise<Accumulator[]> {
  const rows = await tx.query<AccumulatorRow>(
    'select key, role, amount::text as amount, lines, credits, latest_at from accumulator where customer_id = $1 order by key',
    [customerId],
  );
  return rows.map(accumulatorOf);
}

function accumulatorOf(row: AccumulatorRow): Accumulator {
  return {
    key: row.key,
    role: row.role,
    amount: BigInt(row.amount),
    lines: row.lines,
    credits: nano(row.credits),
    latestAt: row.latest_at,
  };
}

/** Writes running totals as they now stand. */
export async function upsertAccumulators(
  tx: Queries,
  customerId: bigint,
  accumulators: readonly Accumulator[],
): Promise<void> {
  if (accumulators.length === 0) return;
  const sorted = accumulators
    .map((each) => ({ ...each, hash: hashKey(each.key) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  await tx.query(
    `insert into accumulator (customer_id, key_hash, key, role, amount, lines, credits, latest_at)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::numeric[], $6::integer[], $7::bigint[], $8::timestamptz[])
     on conflict (customer_id, key_hash) do update set amount = excluded.amount, lines = excluded.lines,
       credits = excluded.credits, latest_at = excluded.latest_at`,
    [
      customerId,
      sorted.map((each) => each.hash),
      sorted.map((each) => each.key),
      sorted.map((each) => each.role),
      sorted.map((each) => each.amount.toString()),
      sorted.map((each) => each.lines),
      sorted.map((each) => each.credits),
      sorted.map((each) => timestampOrNull(instantOrNull(each.latestAt))),
    ],
  );
}

/** Which of these once-only keys are taken, and by which event. */
export async function findClaims(
  tx: Queries,
  customerId: bigint,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const byHash = new Map(keys.map((key) => [hashKey(key), key]));
  const rows = await tx.query<{ key_hash: string; event_key: string }>(
    'select key_hash, event_key from once_key where customer_id = $1 and key_hash = any($2::uuid[])',
    [customerId, [...byHash.keys()]],
  );
  return new Map(rows.map((row) => [byHash.get(row.key_hash) ?? '', hexOf(row.event_key)]));
}

export async function insertClaims(
  tx: Queries,
  customerId: bigint,
  claims: readonly (readonly [string, string])[],
): Promise<void> {
  if (claims.length === 0) return;
  await tx.query(
    `insert into once_key (customer_id, key_hash, event_key) select $1, * from unnest($2::uuid[], $3::uuid[])
     on conflict (customer_id, key_hash) do update set event_key = excluded.event_key`,
    [
      customerId,
      claims.map(([key]) => hashKey(key)),
      claims.map(([, eventKey]) => asUuid(eventKey)),
    ],
  );
}

export async function deleteClaims(
  tx: Queries,
  customerId: bigint,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.query('delete from once_key where customer_id = $1 and key_hash = any($2::uuid[])', [
    customerId,
    keys.map(hashKey),
  ]);
}

interface LevelRow {
  readonly series: string;
  readonly at: number;
  readonly event_key: string;
  readonly meter: string;
  readonly quantity: string;
  readonly attribution: Level['attribution'];
}

/**
 * The samples of every series since a moment or the last boundary booked, whichever is earlier, and the one in force then,
 * oldest first.
 */
export async function listLevels(
  tx: Queries,
  customerId: bigint,
  since: Instant | null,
): Promise<Map<string, Level[]>> {
  const rows = await tx.query<LevelRow>(
    `select series, at, event_key, meter, quantity::text as quantity, attribution from level l
      where customer_id = $1 and at >= coalesce(
        (select max(b.at) from level b where b.customer_id = $1 and b.series_hash = l.series_hash
           and b.at <= least($2, (select advanced_to - interval '2 days' from ledger where customer_id = $1))), '-infinity')
      order by series, at, event_key`,
    [customerId, sinceText(since)],
  );
  const levels = new Map<string, Level[]>();
  for (const row of rows) {
    const level = {
      meter: row.meter,
      at: instantOf(row.at),
      quantity: partsOf(row.quantity),
      eventKey: hexOf(row.event_key),
      attribution: row.attribution,
    };
    levels.set(row.series, [...(levels.get(row.series) ?? []), level]);
  }
  return levels;
}

export async function insertLevels(
  tx: Queries,
  customerId: bigint,
  levels: readonly { readonly series: string; readonly level: Level }[],
): Promise<void> {
  if (levels.length === 0) return;
  await tx.query(
    `insert into level (customer_id, series_hash, at, event_key, series, meter, quantity, attribution)
     select $1, h, a, e, s, m, q, j::jsonb
       from unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[], $7::numeric[], $8::text[])
         as u (h, a, e, s, m, q, j)`,
    [
      customerId,
      levels.map(({ series }) => hashKey(series)),
      levels.map(({ level }) => timestamp(level.at)),
      levels.map(({ level }) => level.eventKey),
      levels.map(({ series }) => series),
      levels.map(({ level }) => level.meter),
      levels.map(({ level }) => level.quantity.toString()),
      levels.map(({ level }) => JSON.stringify(level.attribution)),
    ],
  );
}

export async function deleteLevels(
  tx: Queries,
  customerId: bigint,
  removed: readonly { readonly series: string; readonly eventKey: string }[],
): Promise<void> {
  for (const { series, eventKey } of removed) {
    await tx.query(
      'delete from level where customer_id = $1 and series_hash = $2 and event_key = $3',
      [customerId, hashKey(series), asUuid(eventKey)],
    );
  }
}
