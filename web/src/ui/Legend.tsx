import type { ChartSeries } from '../figures/chart-series.ts';
import { type AmountUnit, amountText } from '../figures/number-text.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface LegendProps {
  readonly series: readonly ChartSeries[];
  readonly unit: AmountUnit;
}

/** Which colour is which meter, with what it used in the whole chart. */
export function Legend({ series, unit }: LegendProps) {
  return (
    <ul className="legend">
      {series.map(({ key, label, slot, total }) => (
        <li key={key}>
          <SeriesSwatch slot={slot} patterned={series.length > 4} />
          {label}
          <span className="mute">{amountText(total, unit)}</span>
        </li>
      ))}
    </ul>
  );
}
