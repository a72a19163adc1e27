import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, amountsIn } from './amount-scale.ts';
import { chartSeries, groupTotals, type UsageSeries } from './chart-series.ts';
import { OTHER_KEY } from './explore-view.ts';
import { sum } from './rounding.ts';

export interface ExploreSeriesInput {
  readonly usage: Usage;
  readonly scale: AmountScale;
  readonly order: readonly string[];
  readonly other: string;
}

/** The colours of the chart; what the server left together is part of Other. */
export function exploreSeries({ usage, scale, order, other }: ExploreSeriesInput): UsageSeries[] {
  const totals = groupTotals(usage, scale);
  const shown = usage.groups.filter(({ key }) => key !== OTHER_KEY);
  const left = usage.groups.find(({ key }) => key === OTHER_KEY);
  const series = chartSeries({
    usage: { ...usage, groups: shown },
    scale,
    order,
    totals,
    other: () => other,
  });
  if (!left || amountIn(scale, left.total) === 0n) return series;
  const last = series.at(-1);
  const together: UsageSeries = {
    key: OTHER_KEY,
    label: other,
    slot: 0,
    credits: amountsIn(scale, left),
    total: totals.get(OTHER_KEY) ?? { exact: 0n, rounded: 0n },
  };
  if (last?.key !== OTHER_KEY) return [...series, together];
  return [
    ...series.slice(0, -1),
    {
      ...last,
      credits: last.credits.map((amount, index) => amount + (together.credits[index] ?? 0n)),
      total: {
        exact: sum([last.total.exact, together.total.exact]),
        rounded: sum([last.total.rounded, together.total.rounded]),
      },
    },
  ];
}
