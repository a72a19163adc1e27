import { formatCredits, type Interval } from '@fuelgauge/core';
import { countDistinct, type DistinctCounts, distinctMeterOf } from './count-distinct.ts';
import { loadUsage, type UsageItem } from './load-usage.ts';
import { passesFilter } from './passes-filter.ts';
import {
  groupUsage,
  quantityUnitOf,
  totalOf,
  type UsageGroup,
  type UsageSums,
} from './sum-usage.ts';
import { bothFilters, narrowingOf, type UsageFilter } from './usage-filter.ts';
import { dimensionsOf, type Grouping, keyOfItem } from './usage-grouping.ts';
import type { Valuation } from './value-credits.ts';
import type { AmountsJson, UnitSumJson } from './wire/usage-json.ts';
import type { ReadWork } from './with-book.ts';

/** What is asked of a customer's usage. */
export interface UsageAsked {
  readonly buckets: readonly Interval[];
  readonly grouping: Grouping;
  readonly filter: UsageFilter;
  /** The unit whose amounts count. */
  readonly amountUnit: string;
  readonly valuation: Valuation | null;
}

/** Usage in groups, each with one cell a bucket. */
export interface MeasuredUsage {
  readonly groups: readonly UsageGroup[];
  /** The unit of a group's quantities; null when they cannot be added. */
  readonly quantityUnitOf: (group: UsageGroup) => string | null;
  /** Of a group whose one meter counts distinct values: how to count them over several buckets. */
  readonly distinctOf: (group: UsageGroup) => DistinctCounts | undefined;
  /** Everything that passes the filter. */
  readonly total: AmountsJson;
  /** What passes the filter from a bucket on, by unit. */
  readonly unitsFrom: (bucket: number) => UnitSumJson[];
  /** What there is for the reader from a bucket on, filtered or not. */
  readonly wholeFrom: (bucket: number) => Promise<AmountsJson>;
}

/** Reads, filters and groups usage, as much of it as the reader may see. */
export async function measureUsage(work: ReadWork, asked: UsageAsked): Promise<MeasuredUsage> {
  const { book } = work.open;
  const { buckets, grouping, valuation, amountUnit } = asked;
  const filter = bothFilters(asked.filter, work.bounds?.filter);
  const dimensions = dimensionsOf(book.catalog, grouping, filter);
  const tiles = tilesOf(buckets, valuation);
  const to = tiles.at(-1)?.end ?? book.ledger.head.at;
  const within = narrowingOf(book.catalog, asked.filter);
  const question = { starts: tiles.map(({ start }) => start), to, dimensions, within };
  const isPassed = passesFilter(book.catalog, filter, dimensions);
  const keyOf = keyOfItem(book.catalog, grouping, dimensions);
  const cellOf = (tile: number) => tiles[tile]?.bucket ?? 0;
  const priceOf = (tile: number) => valuation?.priceAt(tiles[tile]?.start ?? to) ?? 0n;
  const items = (await loadUsage(work, question)).filter(isPassed);
  const cells = buckets.length;
  const groups = groupUsage(items, { amountUnit, cells, cellOf, keyOf, priceOf });
  const counted = new Map<string, DistinctCounts>();
  for (const meter of new Set(groups.map((group) => distinctMeterOf(book, group)))) {
    if (meter === null) continue;
    const narrowed = { ...question, within: narrowingOf(book.catalog, filter) };
    const counting = { question: narrowed, cellOf, passes: isPassed, keyOf };
    counted.set(meter, await countDistinct(work, meter, counting));
  }
  return {
    groups,
    total: amountsJson(totalOf(groups.flatMap((group) => group.cells))),
    quantityUnitOf: (group) => quantityUnitOf(book.catalog, metersOf(group)),
    distinctOf: (group) => counted.get(distinctMeterOf(book, group) ?? ''),
    unitsFrom: (bucket) => unitSums(items.filter(({ tile }) => cellOf(tile) >= bucket)),
    wholeFrom: async (bucket) => {
      const starts = question.starts.filter((_, tile) => cellOf(tile) >= bucket);
      return wholeOf(await loadUsage(work, { starts, to, dimensions: [], within: [] }), amountUnit);
    },
  };
}

function wholeOf(items: readonly UsageItem[], amountUnit: string): AmountsJson {
  const one = { amountUnit, cells: 1, cellOf: () => 0, keyOf: () => null, priceOf: () => 0n };
  return amountsJson(totalOf(groupUsage(items, one).flatMap(({ cells }) => cells)));
}

/** Buckets divided further where the price of a credit changes. */
function tilesOf(buckets: readonly Interval[], valuation: Valuation | null) {
  const cuts = valuation?.cuts ?? [];
  return buckets.flatMap(({ start, end }, bucket) => {
    const starts = [start, ...cuts.filter((at) => at > start && at < end)];
    return starts.map((at, index) => ({ start: at, end: starts[index + 1] ?? end, bucket }));
  });
}

function metersOf({ cells }: UsageGroup): string[] {
  return [...new Set(cells.flatMap(({ quantities }) => [...quantities.keys()]))];
}

export function amountsJson({ credits, listCredits, events }: UsageSums): AmountsJson {
  return { credits: formatCredits(credits), list_credits: formatCredits(listCredits), events };
}

/** Usage by unit, in the order of the units' ids. */
function unitSums(items: readonly UsageItem[]): UnitSumJson[] {
  const byUnit = Map.groupBy(items, ({ unit }) => unit);
  const sum = (rows: readonly UsageItem[], field: 'credits' | 'listCredits') =>
    formatCredits(rows.reduce((total, row) => total + row[field], 0n));
  return [...byUnit.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, rows]) => ({
      unit,
      amount: sum(rows, 'credits'),
      list_amount: sum(rows, 'listCredits'),
      events: rows.reduce((total, { events }) => total + events, 0),
    }));
}
