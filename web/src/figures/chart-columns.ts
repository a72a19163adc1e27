import { credits } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import { type BalanceFigures, usageShown } from './balance-figures.ts';
import { type ChartSeries, cumulative } from './chart-series.ts';
import { amountText, namedAmountText, type Shown } from './number-text.ts';
import { fit, stepOf, sum } from './rounding.ts';
import { bucketText, periodText } from './time-text.ts';

/** One bucket that has begun, as it is drawn, read out and listed. */
export interface ChartColumn {
  readonly start: string;
  /** `Sat 14 Nov`, with *so far* while it lasts. */
  readonly label: string;
  /** One amount per series, rounded so that together they are the total. */
  readonly amounts: readonly Shown[];
  readonly total: Shown;
}

export interface ChartInput {
  readonly usage: Usage;
  readonly series: readonly ChartSeries[];
  readonly figures: BalanceFigures;
}

/** The buckets up to now, each alone or with all before it. */
export function chartColumns({
  usage,
  series,
  figures,
  mode,
}: ChartInput & { readonly mode: 'cumulative' | 'daily' }): ChartColumn[] {
  const rows = series.map((one) => (mode === 'cumulative' ? cumulative(one.credits) : one.credits));
  return begun(usage).map(({ start, end }, index) => {
    const exact = rows.map((row) => row[index] ?? 0n);
    const total = usageShown(sum(exact), figures);
    const isAll = exact.every((amount, at) => amount === series[at]?.total.exact);
    const rounded = isAll
      ? series.map((one) => one.total.rounded)
      : fit(exact, { total: total.rounded, step: stepOf(figures.unit.decimals) });
    return {
      start,
      label: columnLabel({ start, end }, usage),
      amounts: exact.map((amount, at) => ({ exact: amount, rounded: rounded[at] ?? 0n })),
      total,
    };
  });
}

/** The chart in a sentence or three: the total, the highest bucket, the largest meter. */
export function chartSummary({ usage, series, figures }: ChartInput): string {
  const total = usageShown(credits(usage.total.credits), figures);
  const span = { start: new Date(usage.from), end: new Date(usage.as_of) };
  const sentences = [
    `${namedAmountText(total, figures.unit)}, ${periodText(span, usage.time_zone)}.`,
  ];
  const columns = chartColumns({ usage, series, figures, mode: 'daily' });
  const highest = columns.reduce<ChartColumn | undefined>(
    (best, column) => (best && best.total.exact >= column.total.exact ? best : column),
    undefined,
  );
  if (highest && highest.total.exact > 0n) {
    const most = amountText(highest.total, figures.unit);
    sentences.push(`Highest ${usage.granularity} ${highest.label}, ${most}.`);
  }
  const [largest] = series;
  if (largest && series.length > 1) {
    sentences.push(`Most went to ${largest.label}, ${amountText(largest.total, figures.unit)}.`);
  }
  return sentences.join(' ');
}

function begun({ buckets, as_of }: Usage): Usage['buckets'] {
  const now = Date.parse(as_of);
  return buckets.filter(({ start }) => Date.parse(start) <= now);
}

function columnLabel(bucket: Usage['buckets'][number], { as_of, time_zone }: Usage): string {
  const span = { start: new Date(bucket.start), end: new Date(bucket.end) };
  const label = bucketText(span, time_zone);
  return span.end.getTime() > Date.parse(as_of) ? `${label}, so far` : label;
}
