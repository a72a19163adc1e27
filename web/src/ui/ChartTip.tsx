import type { CSSProperties } from 'react';
import type { ChartColumn } from '../figures/chart-columns.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import { type AmountUnit, amountText } from '../figures/number-text.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface ChartTipProps {
  readonly column: ChartColumn;
  readonly series: readonly ChartSeries[];
  readonly unit: AmountUnit;
  /** The bar's edges and the chart's width, in pixels. */
  readonly left: number;
  readonly right: number;
  readonly width: number;
}

const GAP = 8;

/** The numbers of one bar in stack order, beside it and never over it. */
export function ChartTip({ column, series, unit, left, right, width }: ChartTipProps) {
  const place =
    (left + right) / 2 > width / 2
      ? { '--tip-right': `${width - left + GAP}px` }
      : { '--tip-left': `${right + GAP}px` };
  return (
    <div className="tip chart-tip" role="tooltip" style={place as CSSProperties}>
      <p className="tip-title">{column.label}</p>
      <table>
        <tbody>
          {series
            .map((one, index) => ({ ...one, amount: column.amounts[index] }))
            .filter(({ amount }) => amount && amount.exact !== 0n)
            .map(({ key, label, slot, amount }) => (
              <tr key={key}>
                <th scope="row">
                  <SeriesSwatch slot={slot} patterned={series.length > 4} /> {label}
                </th>
                <td>{amount && amountText(amount, unit)}</td>
              </tr>
            ))
            .toReversed()}
          <tr className="total">
            <th scope="row">Total</th>
            <td>{amountText(column.total, unit)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
