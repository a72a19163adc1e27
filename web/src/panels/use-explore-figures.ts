import type { Breakdown, Cycle, Usage } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import type { Pivot } from '../data/load-pivot.ts';
import { OTHER_COLUMN } from '../data/load-pivot.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import type { ExploreData } from '../data/use-explore.ts';
import { useScale } from '../data/use-scale.ts';
import { useText } from '../data/use-text.ts';
import { type AmountScale, amountsIn } from '../figures/amount-scale.ts';
import { restartsOf, type UsageSeries } from '../figures/chart-series.ts';
import type { ComparedRange } from '../figures/compared-range.ts';
import { exploreSeries } from '../figures/explore-series.ts';
import { type ExploreView, TIME } from '../figures/explore-view.ts';
import type { ExploreWords } from '../figures/explore-words.ts';
import type { Grid } from '../figures/grid.ts';
import type { GridExplain } from '../figures/grid-explain.ts';
import type { AmountUnit } from '../figures/number-text.ts';
import { pivotGrid } from '../figures/pivot-grid.ts';
import { rankedGrid } from '../figures/ranked-grid.ts';
import { sum } from '../figures/rounding.ts';
import { type ComparedAmounts, timeGrid } from '../figures/time-grid.ts';
import { periodText } from '../figures/time-text.ts';
import { usageWhere } from '../figures/usage-where.ts';
import { useAmountWords } from './use-amount-words.ts';

/** What Explore shows: the same amounts as a chart, a table and files. */
export interface ExploreFigures {
  readonly shown: ExploreView;
  readonly usage: Usage;
  readonly scale: AmountScale;
  readonly series: readonly UsageSeries[];
  /** Undefined until the table's own answer is there. */
  readonly grid: Grid | undefined;
  readonly ranked: Breakdown | undefined;
  readonly pivot: Pivot | undefined;
  readonly compared: ComparedAmounts | undefined;
  readonly words: ExploreWords;
  readonly explain: GridExplain;
  /** Buckets in which sums so far begin again. */
  readonly restarts: ReadonlySet<number>;
}

/** Figures of the answers that belong together; undefined until there is a first one. */
export function useExploreFigures(data: ExploreData): ExploreFigures | undefined {
  const { shown, usage: asked, ranked, pivot, range, compared: before, comparedRanked } = data;
  const usage = asked.value;
  const { words, catalog, cycles } = useShownCustomer();
  const t = useText('explore');
  const scale = useScale(usage);
  const nameOf = useAttributeName();
  const exploreWords = useExploreWords(scale.unit, usage?.granularity ?? 'day');
  return useMemo(() => {
    if (!usage) return undefined;
    const order = shown.colours === 'meter' ? words.chargedMeters : [];
    const series = exploreSeries({ usage, scale, order, other: t('other') });
    const slots = new Map(series.map(({ key, slot }) => [key, slot]));
    const compared = comparedOf({ range, before: before.value, scale, usage, cycles });
    const restarts = restartsOf(usage.buckets, cycles);
    const explain = { scale, filter: shown.filter, where: usageWhere(catalog) };
    const base = { scale, slots, words: exploreWords, heading: nameOf(shown.rows), explain };
    const gridOf = (): Grid | undefined => {
      if (shown.rows === TIME) {
        const isSplit = shown.columns !== null;
        const { colours } = shown;
        return timeGrid({ ...base, usage, series, isSplit, compared, colours });
      }
      if (shown.columns !== null) {
        if (pivot.value?.breakdown.by !== shown.rows) return undefined;
        const { breakdown } = pivot.value;
        const columns = columnsOf(pivot.value, t('other'));
        return pivotGrid({ ...base, breakdown, columns, across: shown.columns });
      }
      if (ranked.value?.by !== shown.rows) return undefined;
      const other = comparedRanked.value;
      return rankedGrid({
        ...base,
        breakdown: ranked.value,
        compared:
          compared && range && other?.by === shown.rows && isOf(other, range)
            ? { label: compared.label, breakdown: other }
            : undefined,
      });
    };
    return {
      shown,
      usage,
      scale,
      series,
      grid: gridOf(),
      ranked: ranked.value,
      pivot: pivot.value,
      compared,
      words: exploreWords,
      explain,
      restarts,
    };
  }, [
    catalog,
    cycles,
    usage,
    shown,
    scale,
    words,
    range,
    before.value,
    ranked.value,
    pivot.value,
    comparedRanked.value,
    exploreWords,
    nameOf,
    t,
  ]);
}

function columnsOf({ columns }: Pivot, other: string): Pivot['columns'] {
  return columns.map((column) =>
    column.id === OTHER_COLUMN ? { ...column, label: other } : column,
  );
}

/** What tables of amounts in a unit say. */
export function useExploreWords(unit: AmountUnit, granularity: string): ExploreWords {
  const t = useText('explore');
  const { heading } = useAmountWords(unit);
  const { words } = useShownCustomer();
  return useMemo(
    () => ({
      amount: heading,
      share: t('share'),
      events: t('events'),
      requests: words.requests,
      quantity: t('quantity'),
      change: t('change'),
      total: t('total'),
      other: t('other'),
      time: t('per', { granularity }),
      directly: (name) => t('directly', { name }),
      everyoneElse: (count) => t('everyoneElse', { count }),
    }),
    [t, heading, granularity, words],
  );
}

interface ComparedInput {
  readonly range: ComparedRange | null;
  readonly before: Usage | undefined;
  readonly scale: AmountScale;
  readonly usage: Usage;
  readonly cycles: readonly Cycle[];
}

/** The last answer stays while the next is on its way: only one of this range is compared. */
function comparedOf(input: ComparedInput): ComparedAmounts | undefined {
  const { range, before, scale, usage } = input;
  if (!range || !before || !isOf(before, range) || before.granularity !== usage.granularity) {
    return undefined;
  }
  const span = { start: new Date(range.from), end: new Date(range.to) };
  const label = periodText(span, usage.time_zone);
  const groups = before.groups.map((group) => amountsIn(scale, group));
  const amounts = before.buckets.map((_, index) => sum(groups.map((each) => each[index] ?? 0n)));
  const periods = before.buckets.map(({ start, end }) => ({ from: start, to: end }));
  return { label, amounts, periods, restarts: restartsOf(before.buckets, input.cycles) };
}

function isOf(answer: { readonly from: string; readonly to: string }, range: ComparedRange) {
  const isAt = (a: string, b: string) => Date.parse(a) === Date.parse(b);
  return isAt(answer.from, range.from) && isAt(answer.to, range.to);
}
