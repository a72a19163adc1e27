import { grantIdOf } from '../ledger/account.ts';
import { cycleIn } from '../ledger/ledger.ts';
import type { Instant } from '../time.ts';
import type { Book, UsageDelta } from './book.ts';
import { bucketStart } from './usage.ts';

/** Sums of usage: credits, list credits and quantity of one meter in one bucket, and how many events they came from. */
export interface RollupSums {
  credits: bigint;
  listCredits: bigint;
  /** 1e-12 parts. */
  quantity: bigint;
  events: number;
}

export interface TotalRollup extends RollupSums {
  readonly bucketAt: Instant;
  readonly meter: string;
  readonly unit: string;
}

/** As a total, for one value of one dimension; `value` is empty for what has none. */
export interface DimensionRollup extends TotalRollup {
  readonly dimension: string;
  readonly value: string;
}

/** How often a `unique` meter met a value on a day. */
export interface DistinctRollup {
  readonly bucketAt: Instant;
  readonly meter: string;
  readonly value: string;
  count: number;
}

/** What the charges booked in a plan cycle took from a grant, less what they gave back. */
export interface DrawRollup {
  /** Where the cycle begins. */
  readonly bucketAt: Instant;
  readonly grantId: number;
  drawn: bigint;
}

export interface Rollups {
  /** By hour. */
  readonly totals: TotalRollup[];
  /** By day, or hour where the catalog marks the dimension. */
  readonly dimensions: DimensionRollup[];
  /** By plan cycle: most questions are about whole ones, and these are a thirtieth of the rows. */
  readonly cycles: DimensionRollup[];
  readonly draws: DrawRollup[];
  readonly distinct: DistinctRollup[];
}

/** Sums what an operation changed into buckets, each key once and sorted, ready to be added to what is stored. */
export function rollUp(book: Book, usage: readonly UsageDelta[]): Rollups {
  const totals = new Map<string, TotalRollup>();
  const dimensions = new Map<string, DimensionRollup>();
  const distinct = new Map<string, DistinctRollup>();
  for (const delta of usage) {
    const { meter, unit, bookedAt } = delta;
    const hour = bucketStart(book, bookedAt, 'hour');
    const day = bucketStart(book, bookedAt, 'day');
    const total = () => ({ bucketAt: hour, meter, unit, ...NOTHING });
    add(rowOf(totals, `${hour}|${meter}|${unit}`, total), delta);
    for (const dimension of book.catalog.meters.get(meter)?.dimensions ?? []) {
      const value = delta.attribution[dimension] ?? '';
      const bucketAt = book.catalog.dimensions.get(dimension)?.hourly ? hour : day;
      const row = () => ({ dimension, value, bucketAt, meter, unit, ...NOTHING });
      add(rowOf(dimensions, `${dimension}|${bucketAt}|${meter}|${unit}|${value}`, row), delta);
    }
    if (delta.value !== null)
      countDistinct(distinct, { bucketAt: day, meter, value: delta.value, count: delta.events });
  }
  return {
    totals: sorted(totals),
    dimensions: sorted(dimensions),
    cycles: sorted(byCycle(book, dimensions)),
    draws: sorted(drawsOf(book)),
    distinct: sorted(distinct),
  };
}

/** What days and hours add up to in plan cycles, each of which is a whole number of them. */
function byCycle(
  book: Book,
  rows: ReadonlyMap<string, DimensionRollup>,
): Map<string, DimensionRollup> {
  const cycles = new Map<string, DimensionRollup>();
  for (const each of rows.values()) {
    const { dimension, value, meter, unit } = each;
    const bucketAt = planCycleStart(book, each.bucketAt);
    if (bucketAt === undefined) continue;
    const row = () => ({ dimension, value, bucketAt, meter, unit, ...NOTHING });
    add(rowOf(cycles, `${dimension}|${bucketAt}|${meter}|${unit}|${value}`, row), each);
  }
  return cycles;
}

/** Undefined for what was booked before the customer's first cycle. */
function planCycleStart(book: Book, at: Instant): Instant | undefined {
  return cycleIn(book.ledger, 'plan', at)?.start;
}

function drawsOf(book: Book): Map<string, DrawRollup> {
  const draws = new Map<string, DrawRollup>();
  for (const { debit, credit, amount, bookedAt } of book.ledger.appended.entries) {
    const grantId = grantIdOf(credit === 'used' ? debit : credit);
    const bucketAt = planCycleStart(book, bookedAt);
    const isCharge = credit === 'used' || debit === 'used';
    if (!isCharge || grantId === undefined || bucketAt === undefined) continue;
    const row = rowOf(draws, `${bucketAt}|${grantId}`, () => ({ bucketAt, grantId, drawn: 0n }));
    row.drawn += credit === 'used' ? amount : -amount;
  }
  return draws;
}

const NOTHING: RollupSums = { credits: 0n, listCredits: 0n, quantity: 0n, events: 0 };

/** The row of a key, made when it is missing. */
function rowOf<Row>(rows: Map<string, Row>, key: string, make: () => Row): Row {
  const known = rows.get(key);
  if (known) return known;
  const row = make();
  rows.set(key, row);
  return row;
}

function add(row: RollupSums, more: Readonly<RollupSums>): void {
  row.credits += more.credits;
  row.listCredits += more.listCredits;
  row.quantity += more.quantity;
  row.events += more.events;
}

function countDistinct(rows: Map<string, DistinctRollup>, row: DistinctRollup): void {
  const key = `${row.bucketAt}|${row.meter}|${row.value}`;
  const known = rows.get(key);
  if (known) known.count += row.count;
  else rows.set(key, row);
}

/** In key order, so that two batches that touch the same rows lock them in the same order. */
function sorted<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
