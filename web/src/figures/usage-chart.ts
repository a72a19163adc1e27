import { NANO } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import type { ChartBucket, ChartData, ChartEstimate } from '../charts/chart-data.ts';
import { shownIn } from './amount-scale.ts';
import { type ChartInput, chartColumns } from './chart-columns.ts';
import { chartGaps, type GapWords, missingBuckets, UNKNOWN } from './chart-gaps.ts';
import { type Estimate, roundedOutcome } from './estimate.ts';
import { amountText, axisText, columnText, type Shown } from './number-text.ts';
import { sum } from './rounding.ts';
import { bucketText, dateText, timeText } from './time-text.ts';
import { WALL_DAY_MS, wallClock } from './wall-clock.ts';

export interface UsageChartInput extends ChartInput {
  readonly mode: 'cumulative' | 'daily';
  /** What there is in all; only sums so far can reach it. */
  readonly total: Shown | null;
  readonly estimate: Estimate | undefined;
  readonly words: {
    readonly inTotal: (amount: string) => string;
    readonly estimated: string;
    /** Says of a stretch, or of a moment since when it lasts, that nothing was received. */
    readonly gap: GapWords;
  };
}

const NONE: ReadonlySet<number> = new Set();
const NOTHING: Shown = { exact: 0n, rounded: 0n };

/** Usage as a chart shows it: drawn from numbers, read from exact amounts. */
export function usageChart(input: UsageChartInput): ChartData {
  const { usage, series, scale, mode, total, words } = input;
  const { unit } = scale;
  const columns = chartColumns(input);
  const whole = shownIn(scale, sum(series.map((one) => one.total.exact)));
  const rule = mode === 'cumulative' ? total : null;
  // Sums so far are known from what was received; of a part alone nothing is.
  const missing = mode === 'cumulative' ? NONE : missingBuckets(usage);
  return {
    buckets: bucketsOf(usage),
    series: series.map(({ key, label, slot }, index) => ({
      key,
      label,
      slot,
      values: columns.map(({ amounts }, bucket) =>
        missing.has(bucket) ? null : drawn(amounts[index]?.exact ?? 0n),
      ),
    })),
    text: ({ bucket, series: index }) => {
      if (bucket !== null && missing.has(bucket)) return UNKNOWN;
      const column = bucket === null ? { total: whole, amounts: totals(input) } : columns[bucket];
      const shown = index === null ? column?.total : column?.amounts[index];
      return columnText(shown ?? NOTHING, unit);
    },
    axisText: (value) => axisText(nanoOf(value), unit),
    rules: rule
      ? [{ key: 'total', value: drawn(rule.exact), label: words.inTotal(amountText(rule, unit)) }]
      : [],
    estimate: mode === 'cumulative' ? estimateOf(input) : undefined,
    gaps: chartGaps(usage, words.gap),
  };
}

/** An estimated amount, to three digits. */
export function outcomeText(value: number, { unit }: UsageChartInput['scale']): string {
  const exact = nanoOf(roundedOutcome(value));
  return amountText({ exact, rounded: exact }, unit);
}

function estimateOf({ usage, estimate, scale, words }: UsageChartInput): ChartEstimate | undefined {
  if (!estimate) return undefined;
  const { buckets, as_of, time_zone: zone } = usage;
  const now = Date.parse(as_of);
  const current = buckets.findIndex(({ end }) => Date.parse(end) > now);
  const bucket = buckets[current];
  if (!bucket) return undefined;
  const length = Date.parse(bucket.end) - Date.parse(bucket.start);
  const daysTo = (end: string) =>
    (wallClock(new Date(end), zone) - wallClock(new Date(as_of), zone)) / WALL_DAY_MS;
  const from = current + (now - Date.parse(bucket.start)) / length;
  const ahead = buckets.slice(current).map(({ end }, index) => ({
    at: current + index + 1,
    ...estimate.after(daysTo(end)),
  }));
  return {
    label: words.estimated,
    points: [{ at: from, ...estimate.after(0) }, ...ahead],
    text: (index) => {
      const point = ahead[index - current];
      if (!point || index === current) return undefined;
      return `${outcomeText(point.low, scale)}–${outcomeText(point.high, scale)}`;
    },
  };
}

function bucketsOf({ buckets, as_of, time_zone, granularity }: Usage): ChartBucket[] {
  const short = granularity === 'hour' ? timeText : dateText;
  const now = Date.parse(as_of);
  return buckets.map(({ start, end }) => ({
    key: start,
    label: bucketText({ start: new Date(start), end: new Date(end) }, time_zone),
    short: short(new Date(start), time_zone),
    state: Date.parse(end) <= now ? 'done' : Date.parse(start) <= now ? 'now' : 'ahead',
  }));
}

function totals({ series }: UsageChartInput): Shown[] {
  return series.map(({ total }) => total);
}

/** Only for pixels. */
function drawn(nano: bigint): number {
  return Number(nano) / Number(NANO);
}

function nanoOf(value: number): bigint {
  return BigInt(Math.round(value * Number(NANO)));
}
