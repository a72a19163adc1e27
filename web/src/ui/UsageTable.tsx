import type { BalanceFigures } from '../figures/balance-figures.ts';
import type { ChartColumn } from '../figures/chart-columns.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import { columnText } from '../figures/number-text.ts';

export interface UsageTableProps {
  readonly series: readonly ChartSeries[];
  readonly columns: readonly ChartColumn[];
  readonly caption: string;
  readonly figures: BalanceFigures;
}

/** The chart's numbers, the latest bucket first. */
export function UsageTable({ series, columns, caption, figures }: UsageTableProps) {
  const { unit } = figures;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-scroll tall" aria-label={caption} tabIndex={0}>
      <table className="data">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col" className="number">
              Total
            </th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.toReversed().map(({ start, label, total, amounts }) => (
            <tr key={start}>
              <th scope="row">{label}</th>
              <td className="number strong">{columnText(total, unit)}</td>
              {series.map(({ key }, index) => {
                const amount = amounts[index];
                return (
                  <td key={key} className="number">
                    {amount && columnText(amount, unit)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
