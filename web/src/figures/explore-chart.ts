import { NANO } from '@fuelgauge/core';
import type { ChartComparison, ChartData } from '../charts/chart-data.ts';
import { type AmountScale, shownIn } from './amount-scale.ts';
import type { ChartInput } from './chart-columns.ts';
import type { GapWords } from './chart-gaps.ts';
import { columnText } from './number-text.ts';
import { sum } from './rounding.ts';
import { type ComparedAmounts, comparedValues } from './time-grid.ts';
import { usageChart } from './usage-chart.ts';

export interface ExploreChartInput extends ChartInput {
  readonly compared: ComparedAmounts | undefined;
  readonly gap: GapWords;
}

const NO_WORDS = { inTotal: (amount: string) => amount, estimated: '' };

/** The chart of Explore: usage by bucket and colour, and what it is compared with behind it. */
export function exploreChart(input: ExploreChartInput, mode: 'cumulative' | 'daily'): ChartData {
  const { usage, series, scale, compared, restarts, gap } = input;
  const chart = usageChart({
    ...{ usage, series, scale, mode, restarts },
    total: null,
    estimate: undefined,
    words: { ...NO_WORDS, gap },
  });
  return compared
    ? { ...chart, comparison: comparisonOf(compared, { scale, mode, usage }) }
    : chart;
}

interface Comparing extends Pick<ChartInput, 'usage'> {
  readonly scale: AmountScale;
  readonly mode: 'cumulative' | 'daily';
}

function comparisonOf(
  compared: ComparedAmounts,
  { scale, mode, usage }: Comparing,
): ChartComparison {
  const { label, amounts } = compared;
  const values = comparedValues(compared, mode);
  const text = (exact: bigint) =>
    columnText(shownIn({ ...scale, used: undefined }, exact), scale.unit);
  return {
    label,
    values: usage.buckets.map((_, index) => {
      const value = values[index];
      return value === undefined ? null : Number(value) / Number(NANO);
    }),
    text: (bucket) => {
      if (bucket === null) return text(sum(amounts));
      const value = values[bucket];
      return value === undefined ? '' : text(value);
    },
  };
}
