import { type Book, contains, type Instant, type Interval, type RollupSums } from '@fuelgauge/core';
import {
  type DimensionQuestion,
  sumDimension,
  sumTotals,
  type TileSum,
  type Tiles,
} from '../store/rollups.ts';
import { type LineCondition, type LineSum, sumUsageLines } from '../store/usage-lines.ts';
import { passesFilter } from './passes-filter.ts';
import { storedBucketAt } from './time-range.ts';
import { narrowingOf } from './usage-filter.ts';
import type { ReadWork, Work } from './with-book.ts';

/** Usage summed over one tile by meter, unit and the values of the dimensions asked for, null where it has none. */
export type UsageItem = LineSum;

export interface UsageQuestion {
  /** Starts of stretches that follow one another, the last ending at `to`. */
  readonly starts: readonly Instant[];
  readonly to: Instant;
  readonly dimensions: readonly string[];
  /** What the asker looks at; other usage may come as well, and costs. See `narrowingOf`. */
  readonly within: readonly LineCondition[];
}

/**
 * Sums usage from the cheapest place that knows it: hourly totals, the daily (or hourly) sums of one dimension, and lines
 * for several dimensions, for tiles finer than what is stored, and for the ends of a range that cut a stored bucket. What
 * a meter does not attribute to a dimension has no value of it. What has fallen due and is not written counts too; what
 * was taken back within a tile does not. Nothing leaves here that is beyond the bounds of the reader.
 */
export function loadUsage(work: ReadWork, question: UsageQuestion): Promise<readonly UsageItem[]> {
  const asked = askedBefore.get(work) ?? new Map<string, Promise<readonly UsageItem[]>>();
  askedBefore.set(work, asked);
  const key = JSON.stringify(question);
  const known = asked.get(key) ?? readUsage(work, question);
  asked.set(key, known);
  return known;
}

/** One reading asks the same for several of its parts: it is of one moment, so once is enough. */
const askedBefore = new WeakMap<ReadWork, Map<string, Promise<readonly UsageItem[]>>>();

async function readUsage(work: ReadWork, question: UsageQuestion): Promise<UsageItem[]> {
  const { bounds } = work;
  if (bounds === null) return loadAll(work, question);
  const { filter } = bounds;
  const beside = filter.dimensions.filter((name) => !question.dimensions.includes(name));
  const dimensions = [...question.dimensions, ...beside];
  const isShown = passesFilter(work.open.book.catalog, filter, dimensions);
  const within = [...question.within, ...narrowingOf(work.open.book.catalog, filter)];
  const items = (await loadAll(work, { ...question, dimensions, within })).filter(isShown);
  const asked = question.dimensions.length;
  return merged(items.map((item) => ({ ...item, values: item.values.slice(0, asked) })));
}

async function loadAll(work: Work, question: UsageQuestion): Promise<UsageItem[]> {
  const { book } = work.open;
  const stored = storedPart(book, question);
  const [summed, read] = await Promise.all([
    stored ? readStored(work, question, stored) : [],
    readLines(work, question, stored),
  ]);
  const items = [...summed, ...read, ...pending(book, question)];
  return merged(items.map((item) => normalized(book, item, question)));
}

/** One item for each tile, meter, unit and values; what was taken back whole is gone. */
function merged(items: readonly UsageItem[]): UsageItem[] {
  const sums = new Map<string, UsageItem>();
  for (const item of items) {
    const key = keyOf(item);
    const sum = sums.get(key);
    sums.set(key, sum ? added(sum, item) : item);
  }
  return [...sums.values()].filter(isSomething);
}

/** No text of a customer has the characters that part and mark values here. */
function keyOf({ tile, meter, unit, values }: UsageItem): string {
  const [value = null, ...others] = values;
  const own = `${tile}\u0000${meter}\u0000${unit}\u0000${value === null ? '\u0000' : value}`;
  return others.length === 0 ? own : own + JSON.stringify(others);
}

function added(one: UsageItem, other: UsageItem): UsageItem {
  return {
    ...one,
    credits: one.credits + other.credits,
    listCredits: one.listCredits + other.listCredits,
    quantity: one.quantity + other.quantity,
    events: one.events + other.events,
  };
}

/** The part of the range that stored buckets fill exactly; undefined when they are too coarse or too long. */
function storedPart(book: Book, { starts, to, dimensions }: UsageQuestion): Interval | undefined {
  const [first, ...inner] = starts;
  const [dimension, ...others] = dimensions;
  if (first === undefined || others.length > 0) return undefined;
  const isHourly = dimension === undefined || book.catalog.dimensions.get(dimension)?.hourly;
  const size = isHourly ? 'hour' : 'day';
  const now = book.ledger.head.at;
  const bucketAt = (at: Instant) => storedBucketAt(book, at, size);
  const isAligned = (at: Instant) => at > now || bucketAt(at).start === at;
  if (!inner.every(isAligned)) return undefined;
  const start = isAligned(first) ? first : bucketAt(first).end;
  const end = isAligned(to) ? to : bucketAt(to).start;
  return start < end ? { start, end } : undefined;
}

async function readStored(
  { open, tx }: Work,
  { starts, dimensions, within }: UsageQuestion,
  { start, end }: Interval,
): Promise<UsageItem[]> {
  const id = open.customer.customerId;
  const tiles = { starts: [start, ...starts.filter((at) => at > start && at < end)], to: end };
  const shift = starts.filter((at) => at <= start).length - 1;
  const [dimension] = dimensions;
  const only = within.find((each) => each.dimensions.every((name) => name === dimension));
  const [totals, values] = await Promise.all([
    only ? [] : sumTotals(tx, id, tiles),
    dimension === undefined
      ? []
      : sumValues({ open, tx }, { dimension, values: only?.values ?? null, ...tiles }),
  ]);
  const items = dimension === undefined ? totals : [...values, ...restOf(totals, values)];
  return items.map(({ value, ...item }) => ({
    ...item,
    tile: item.tile + shift,
    values: dimension === undefined ? [] : [value === '' ? null : value],
  }));
}

type ValuesQuestion = Omit<DimensionQuestion, 'table'>;

/** Sums of whole plan cycles where the tiles leave any whole, of buckets before and after them. */
async function sumValues(
  { open, tx }: Pick<Work, 'open' | 'tx'>,
  { starts, to, ...asked }: ValuesQuestion,
): Promise<TileSum[]> {
  const whole = wholeCycles(open.book, { starts, to });
  const start = starts[0] ?? to;
  const parts = [
    { table: 'rollup_dimension', start, end: whole.start },
    { table: 'rollup_cycle', ...whole },
    { table: 'rollup_dimension', start: whole.end, end: to },
  ] as const;
  const sums = parts.map(async ({ table, start, end }) => {
    if (start >= end) return [];
    const inner = starts.filter((at) => at > start && at < end);
    const shift = starts.filter((at) => at <= start).length - 1;
    const tiles = { starts: [start, ...inner], to: end };
    const rows = await sumDimension(tx, open.customer.customerId, { table, ...asked, ...tiles });
    return rows.map((row) => ({ ...row, tile: row.tile + shift }));
  });
  return (await Promise.all(sums)).flat();
}

/** The longest stretch of whole plan cycles that no tile cuts; empty at the end when there is none. */
function wholeCycles(book: Book, { starts, to }: Tiles): Interval {
  const now = book.ledger.head.at;
  const first = starts[0] ?? to;
  const cycles = book.ledger.cycles.filter(
    ({ series, start, end }) =>
      series === 'plan' && start >= first && (end <= to || to > now) && start < to,
  );
  const isCut = cycles.some(({ start, end }) => starts.some((at) => at > start && at < end));
  const [oldest, newest] = [cycles[0], cycles.at(-1)];
  if (!oldest || !newest || isCut) return { start: to, end: to };
  return { start: oldest.start, end: newest.end < to ? newest.end : to };
}

/** What meters used that the dimension does not know of: their total less what it has. */
function restOf(totals: readonly TileSum[], values: readonly TileSum[]): TileSum[] {
  const keyOf = ({ tile, meter, unit }: TileSum) => `${tile}|${meter}|${unit}`;
  const rests = new Map(totals.map((total) => [keyOf(total), { ...total, value: null }]));
  for (const each of values) {
    const rest = rests.get(keyOf(each));
    if (!rest) continue;
    rest.credits -= each.credits;
    rest.listCredits -= each.listCredits;
    rest.quantity -= each.quantity;
    rest.events -= each.events;
  }
  return [...rests.values()];
}

function isSomething({ credits, listCredits, quantity, events }: Readonly<RollupSums>): boolean {
  return credits !== 0n || listCredits !== 0n || quantity !== 0n || events !== 0;
}

/** Everything when nothing stored fits; otherwise what lies before and after it. */
async function readLines(
  work: Work,
  question: UsageQuestion,
  stored: Interval | undefined,
): Promise<UsageItem[]> {
  const { starts, to, dimensions, within } = question;
  const first = starts[0] ?? to;
  const parts = stored
    ? [
        { start: first, end: stored.start },
        { start: stored.end, end: to },
      ]
    : [{ start: first, end: to }];
  const read = parts.map(async ({ start, end }) => {
    if (start >= end) return [];
    const tiles = [start, ...starts.filter((at) => at > start && at < end)];
    const shift = starts.filter((at) => at <= start).length - 1;
    const asked = { starts: tiles, to: end, dimensions, within };
    const items = await sumUsageLines(work.tx, work.open.customer.customerId, asked);
    return items.map((item) => ({ ...item, tile: item.tile + shift }));
  });
  return (await Promise.all(read)).flat();
}

/** Daily accruals that have fallen due since the last write. */
function pending({ changed }: Book, { starts, to, dimensions }: UsageQuestion): UsageItem[] {
  const range = { start: starts[0] ?? to, end: to };
  const due = changed.usage.filter(({ bookedAt }) => contains(range, bookedAt));
  return due.map(({ bookedAt, attribution, ...usage }) => ({
    ...usage,
    tile: starts.findLastIndex((start) => start <= bookedAt),
    values: dimensions.map((dimension) => attribution[dimension] ?? null),
  }));
}

function normalized({ catalog }: Book, item: UsageItem, { dimensions }: UsageQuestion): UsageItem {
  const known = catalog.meters.get(item.meter)?.dimensions ?? [];
  if (dimensions.every((dimension) => known.includes(dimension))) return item;
  const isKnown = (index: number) => known.includes(dimensions[index] ?? '');
  return { ...item, values: item.values.map((value, index) => (isKnown(index) ? value : null)) };
}
