import { NANO } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import type { ChartBucket, ChartData } from '../charts/chart-data.ts';
import { type ChartInput, chartColumns } from './chart-columns.ts';
import { amountText, axisText, columnText, type Shown } from './number-text.ts';
import { bucketText, dateText } from './time-text.ts';

export interface UsageChartInput extends ChartInput {
  readonly mode: 'cumulative' | 'daily';
}

const NOTHING: Shown = { exact: 0n, rounded: 0n };

/** Usage as a chart shows it: drawn from numbers, read from exact amounts. */
export function usageChart(input: UsageChartInput): ChartData {
  const { usage, series, figures, mode } = input;
  const { unit } = figures;
  const columns = chartColumns(input);
  const whole: Shown = columns.at(-1)?.total ?? NOTHING;
  const sum = mode === 'cumulative' ? whole : wholeOf(input);
  const rule = mode === 'cumulative' && figures.left ? figures.total : null;
  return {
    buckets: bucketsOf(usage),
    series: series.map(({ key, label, slot }, index) => ({
      key,
      label,
      slot,
      values: columns.map(({ amounts }) => drawn(amounts[index]?.exact ?? 0n)),
    })),
    text: ({ bucket, series: index }) => {
      const column = bucket === null ? { total: sum, amounts: totals(input) } : columns[bucket];
      const shown = index === null ? column?.total : column?.amounts[index];
      return columnText(shown ?? NOTHING, unit);
    },
    axisText: (value) => axisText(BigInt(Math.round(value * Number(NANO))), unit),
    rules: rule
      ? [{ key: 'total', value: drawn(rule.exact), label: `${amountText(rule, unit)} in total` }]
      : [],
  };
}

function bucketsOf({ buckets, as_of, time_zone }: Usage): ChartBucket[] {
  const now = Date.parse(as_of);
  return buckets.map(({ start, end }) => ({
    key: start,
    label: bucketText({ start: new Date(start), end: new Date(end) }, time_zone),
    short: dateText(new Date(start), time_zone),
    state: Date.parse(end) <= now ? 'done' : Date.parse(start) <= now ? 'now' : 'ahead',
  }));
}

function totals({ series }: UsageChartInput): Shown[] {
  return series.map(({ total }) => total);
}

/** The last sum so far: the same number in both modes. */
function wholeOf(input: UsageChartInput): Shown {
  return chartColumns({ ...input, mode: 'cumulative' }).at(-1)?.total ?? NOTHING;
}

/** Only for pixels. */
function drawn(nano: bigint): number {
  return Number(nano) / Number(NANO);
}
