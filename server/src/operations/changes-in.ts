import {
  bucketOf,
  formatCredits,
  formatInstant,
  type Instant,
  MICROSECOND,
  notableUse,
  RECENT_DAYS,
  shift,
  USUAL_DAYS,
  unitAt,
  valueAt,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { type DaysQuestion, sumDays } from '../store/rollups.ts';
import type { OpenInterval } from './gaps-in.ts';
import type { BreakdownJson } from './wire/breakdown-json.ts';
import type { ChangeJson } from './wire/overview-json.ts';
import type { ReadWork } from './with-book.ts';

/** Where what changed is looked for. */
export interface ChangesAsked {
  /** Of the current cycle, unfiltered: their first rows are looked at. */
  readonly tables: readonly BreakdownJson[];
  /** Days that touch one are not known. */
  readonly gaps: readonly OpenInterval[];
}

/**
 * Where use is a multiple of its own usual, by the rule of `notableUse`: of each attribute that the first page lists (meters, and
 * what its tables are by) the one that used most beyond its usual, of all of them at most three. Read from rollups: of a table
 * its first ten rows, and none of a table of very many. Nothing for who sees a part of the usage, or is rated in money.
 */
export async function changesIn(
  work: ReadWork,
  { tables, gaps }: ChangesAsked,
): Promise<ChangeJson[]> {
  const { book } = work.open;
  if (work.bounds !== null || unitAt(book, book.ledger.head.at) !== book.catalog.creditUnit)
    return [];
  const days = daysBefore(work);
  const small = [...new Map(tables.map((table) => [table.by, table])).values()].filter(isSmall);
  const [meters, ...listed] = await Promise.all([
    metersOf(work, days),
    ...small.map((table) => rowsOf(work, days, table)),
  ]);
  const all = days.starts.map((_, day) =>
    [...meters.amounts.values()].reduce((sum, used) => sum + (used[day] ?? 0n), 0n),
  );
  const found = [meters, ...listed].flatMap(({ by, labels, amounts }) => {
    const changes = [...amounts].flatMap(([key, used]) => {
      const label = labels.get(key);
      const change = changeOf(work, { days, gaps, used, all });
      return change && label !== undefined ? [{ by, key, label, ...change }] : [];
    });
    return changes.sort(byBeyond).slice(0, 1);
  });
  const zone = valueAt(book.terms.zones, book.ledger.head.at);
  return found
    .sort(byBeyond)
    .slice(0, CHANGES_MAX)
    .map(({ by, key, label, since, amount, usual, times }) => ({
      by,
      key,
      label,
      since: formatInstant(since, zone),
      credits: formatCredits(amount),
      usual: formatCredits(usual),
      times: Number(times),
    }));
}

const CHANGES_MAX = 3;
const ROWS_MAX = 10;

/** Stretches of time: the days that are over, and today as far as it has come. */
interface Days {
  readonly starts: readonly Instant[];
  readonly to: Instant;
}

/** The days that the rule looks at, and today. */
function daysBefore({ open }: ReadWork): Days {
  const { terms, ledger } = open.book;
  const { at } = ledger.head;
  const zone = valueAt(terms.zones, at);
  const today = bucketOf(at, 'day', zone);
  const starts = [today.start];
  for (let day = 0; day < USUAL_DAYS + RECENT_DAYS; day += 1) {
    const [next = today.start] = starts;
    starts.unshift(bucketOf(shift(next, -MICROSECOND), 'day', zone).start);
  }
  return { starts, to: today.end };
}

function isSmall({ rows, rest }: BreakdownJson): boolean {
  return rows.length + (rest?.rows ?? 0) <= bounds.changeRows;
}

/** What is looked at of one attribute: names and credits of each day, today the last, by key. */
interface Listed {
  readonly by: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly amounts: ReadonlyMap<string, readonly bigint[]>;
}

async function metersOf(work: ReadWork, days: Days): Promise<Listed> {
  const { meters } = work.open.book.catalog;
  const labels = new Map([...meters.values()].map(({ id, label }) => [id, label]));
  return { by: 'meter', labels, amounts: await amountsOf(work, days, null) };
}

async function rowsOf(work: ReadWork, days: Days, { by, rows }: BreakdownJson): Promise<Listed> {
  const named = rows.slice(0, ROWS_MAX);
  const labels = new Map(named.flatMap(({ key, label }) => (key === null ? [] : [[key, label]])));
  const of = { dimension: by, values: [...labels.keys()] };
  return { by, labels, amounts: labels.size === 0 ? new Map() : await amountsOf(work, days, of) };
}

/** Credits by day and key, with what has fallen due and is not written. */
async function amountsOf(
  { open, tx }: ReadWork,
  days: Days,
  of: DaysQuestion['of'],
): Promise<Listed['amounts']> {
  const { catalog, changed } = open.book;
  const unit = catalog.creditUnit;
  const stored = await sumDays(tx, open.customer.customerId, { ...days, unit, of });
  const due = changed.usage.flatMap(({ bookedAt, meter, attribution, credits, unit: own }) => {
    const key = of ? attribution[of.dimension] : meter;
    const tile = days.starts.findLastIndex((start) => start <= bookedAt);
    return own === unit && key != null && tile >= 0 ? [{ tile, key, credits }] : [];
  });
  const sums = new Map<string, bigint[]>();
  for (const { tile, key, credits } of [...stored, ...due]) {
    const sum = sums.get(key) ?? days.starts.map(() => 0n);
    sums.set(key, sum);
    sum[tile] = (sum[tile] ?? 0n) + credits;
  }
  return sums;
}

interface Compared {
  readonly days: Days;
  readonly gaps: readonly OpenInterval[];
  readonly used: readonly bigint[];
  readonly all: readonly bigint[];
}

interface Change {
  readonly since: Instant;
  /** From then to now. */
  readonly amount: bigint;
  readonly usual: bigint;
  readonly times: bigint;
}

function changeOf({ open }: ReadWork, { days, gaps, used, all }: Compared): Change | null {
  const { startedAt } = open.book.terms;
  const over = days.starts.slice(0, -1);
  const isKnown = (start: Instant, end: Instant) =>
    start >= startedAt &&
    !gaps.some((gap) => gap.start < end && (gap.end === null || gap.end > start));
  const notable = notableUse({
    used: over.map((start, index) =>
      isKnown(start, days.starts[index + 1] ?? days.to) ? (used[index] ?? 0n) : null,
    ),
    all: all.slice(0, -1),
  });
  if (!notable) return null;
  const first = over.length - notable.days;
  const since = over[first];
  if (since === undefined) return null;
  const amount = used.slice(first).reduce((sum, each) => sum + each, 0n);
  return { since, amount, usual: notable.usual, times: notable.times };
}

/** What used most beyond its usual comes first. */
function byBeyond(one: Change, other: Change): number {
  const [a, b] = [beyond(one), beyond(other)];
  return a > b ? -1 : a < b ? 1 : 0;
}

function beyond({ amount, times }: Change): bigint {
  return amount - amount / times;
}
