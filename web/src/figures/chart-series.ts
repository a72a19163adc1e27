import type { Cycle, Usage } from '@fuelgauge/sdk';
import { namedCount, seriesSlots } from '../charts/series-slots.ts';
import { type AmountScale, amountIn, amountsIn, shownIn } from './amount-scale.ts';
import type { Shown } from './number-text.ts';
import { compare, fitRanked, stepOf, sum } from './rounding.ts';

/** What one group of usage used, exactly. Slot 0 is Other, 1–8 are the series colours. */
export interface UsageSeries {
  readonly key: string;
  readonly label: string;
  readonly slot: number;
  /** One amount per bucket, also for those that have not begun. */
  readonly credits: readonly bigint[];
  readonly total: Shown;
}

export interface SeriesInput {
  readonly usage: Usage;
  readonly scale: AmountScale;
  /** Keys in the order that gives them their colours. */
  readonly order: readonly string[];
  /** What each group is shown as. */
  readonly totals: ReadonlyMap<string, Shown>;
  /** What the smallest of many are called, by how many they are. */
  readonly other: (count: number) => string;
}

/** No key of usage: a group without a value has the empty one. */
const OTHER = '(other)';
const NOTHING: Shown = { exact: 0n, rounded: 0n };

/**
 * The groups that used anything, largest first, the smallest of more than seven together as Other.
 * A slot follows from its place in `order`, not from its rank, so that it keeps its colour
 * when the ranking changes.
 */
export function chartSeries(input: SeriesInput): UsageSeries[] {
  const { usage, scale, order, totals, other } = input;
  const groups = usage.groups
    .map((group) => ({
      key: group.key ?? '',
      label: group.label,
      credits: amountsIn(scale, group),
      total: totals.get(group.key ?? '') ?? NOTHING,
    }))
    .filter((group) => group.credits.some((amount) => amount !== 0n))
    .sort((a, b) => compare(b.total.exact, a.total.exact));
  const named = groups.slice(0, namedCount(groups.length));
  const slots = seriesSlots(
    named.map(({ key }) => key),
    order,
  );
  const series = named.map((group) => ({ ...group, slot: slots.get(group.key) ?? 0 }));
  const others = groups.slice(named.length);
  if (others.length === 0) return series;
  const together = {
    key: OTHER,
    label: other(others.length),
    slot: 0,
    credits: usage.buckets.map((_, index) =>
      sum(others.map((group) => group.credits[index] ?? 0n)),
    ),
    total: {
      exact: sum(others.map(({ total }) => total.exact)),
      rounded: sum(others.map(({ total }) => total.rounded)),
    },
  };
  return [...series, together];
}

/** What each group used in all, by key, rounded so that together they are the total. */
export function groupTotals(usage: Usage, scale: AmountScale): ReadonlyMap<string, Shown> {
  const exact = usage.groups.map((group) => amountIn(scale, group.total));
  const { rounded: total } = shownIn(scale, sum(exact));
  const rounded = fitRanked(exact, { total, step: stepOf(scale.unit.decimals) });
  return new Map(
    usage.groups.map(({ key }, index) => [
      key ?? '',
      { exact: exact[index] ?? 0n, rounded: rounded[index] ?? 0n },
    ]),
  );
}

/** The sum of each bucket and all before it, from zero again in each of `restarts`. */
export function cumulative(
  amounts: readonly bigint[],
  restarts: ReadonlySet<number> = NONE,
): bigint[] {
  let running = 0n;
  return amounts.map((amount, index) => {
    running = restarts.has(index) ? amount : running + amount;
    return running;
  });
}

const NONE: ReadonlySet<number> = new Set();

/** The buckets, but the first, that a cycle begins with. */
export function restartsOf(
  buckets: readonly { readonly start: string }[],
  cycles: readonly Pick<Cycle, 'series' | 'start'>[],
): ReadonlySet<number> {
  const starts = new Set(
    cycles.filter(({ series }) => series === 'plan').map(({ start }) => Date.parse(start)),
  );
  return new Set(
    buckets.flatMap(({ start }, index) =>
      index > 0 && starts.has(Date.parse(start)) ? [index] : [],
    ),
  );
}
