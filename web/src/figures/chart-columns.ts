import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, shownIn } from './amount-scale.ts';
import { cumulative, type UsageSeries } from './chart-series.ts';
import type { Shown } from './number-text.ts';
import { fit, stepOf, sum } from './rounding.ts';
import { bucketText } from './time-text.ts';

/** One bucket that has begun, as it is drawn, read out and listed. */
export interface ChartColumn {
  readonly start: string;
  /** `Sat 14 Nov`. */
  readonly label: string;
  /** One amount per series, rounded so that together they are the total. */
  readonly amounts: readonly Shown[];
  readonly total: Shown;
}

export interface ChartInput {
  readonly usage: Usage;
  readonly series: readonly UsageSeries[];
  readonly scale: AmountScale;
  /** Buckets in which sums so far begin again: cycles do. */
  readonly restarts?: ReadonlySet<number> | undefined;
}

/** The buckets up to now, each alone or with all before it. */
export function chartColumns({
  usage,
  series,
  scale,
  mode,
  restarts,
}: ChartInput & { readonly mode: 'cumulative' | 'daily' }): ChartColumn[] {
  const rows = series.map((one) =>
    mode === 'cumulative' ? cumulative(one.credits, restarts) : one.credits,
  );
  return begun(usage).map(({ start, end }, index) => {
    const exact = rows.map((row) => row[index] ?? 0n);
    const total = shownIn(scale, sum(exact));
    const isAll = exact.every((amount, at) => amount === series[at]?.total.exact);
    const rounded = isAll
      ? series.map((one) => one.total.rounded)
      : fit(exact, { total: total.rounded, step: stepOf(scale.unit.decimals) });
    return {
      start,
      label: bucketText({ start: new Date(start), end: new Date(end) }, usage.time_zone),
      amounts: exact.map((amount, at) => ({ exact: amount, rounded: rounded[at] ?? 0n })),
      total,
    };
  });
}

function begun({ buckets, as_of }: Usage): Usage['buckets'] {
  const now = Date.parse(as_of);
  return buckets.filter(({ start }) => Date.parse(start) <= now);
}
