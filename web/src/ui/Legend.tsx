import { type BalanceFigures, usageShown } from '../figures/balance-figures.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import { creditsText } from '../figures/number-text.ts';
import { fit, stepOf, sum } from '../figures/rounding.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface LegendProps {
  readonly series: readonly ChartSeries[];
  readonly figures: BalanceFigures;
}

/** Which colour is which meter, with its credits in the whole chart. */
export function Legend({ series, figures }: LegendProps) {
  const totals = series.map(({ total }) => total);
  const { rounded: total } = usageShown(sum(totals), figures);
  const rounded = fit(totals, { total, step: stepOf(figures.decimals) });
  return (
    <ul className="legend">
      {series.map(({ key, label, slot, total: exact }, index) => (
        <li key={key}>
          <SeriesSwatch slot={slot} patterned={series.length > 4} />
          {label}
          <span className="mute">
            {creditsText({ exact, rounded: rounded[index] ?? 0n }, figures.decimals)}
          </span>
        </li>
      ))}
    </ul>
  );
}
