import type { CSSProperties, ReactNode } from 'react';
import { bucketLabel, gapsAt } from './cell-words.ts';
import { type ChartData, seriesOf } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';
import type { ChartLayout } from './layout-chart.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface ChartTipProps {
  readonly data: ChartData;
  readonly layout: ChartLayout;
  readonly bucket: number;
  /** The series the keyboard is at. */
  readonly series: number | null;
  readonly hidden: ReadonlySet<string>;
  readonly patterned: boolean;
  /** May the pointer go into it? Not while it sweeps over the buckets. */
  readonly settled: boolean;
  readonly words: ChartWords;
  /** Buttons of a pinned bucket. */
  readonly children?: ReactNode;
}

/** The numbers of one bucket in stack order, beside it and never over it. */
export function ChartTip(props: ChartTipProps) {
  const { data, layout, bucket, hidden, settled, words, children } = props;
  const { text, comparison, estimate } = data;
  const isAhead = data.buckets[bucket]?.state === 'ahead';
  const estimated = estimate?.text(bucket);
  return (
    <div className="chart-tip" data-settled={settled} style={placeOf(layout, bucket)}>
      <div className="tip" role="tooltip">
        <p className="tip-title">{bucketLabel(data, bucket, words)}</p>
        {gapsAt(data, bucket).map((label) => (
          <p key={label}>{label}</p>
        ))}
        <table>
          <tbody>
            {!isAhead && <SeriesRows {...props} />}
            {!isAhead && (
              <tr className="total">
                <th scope="row">{words.total}</th>
                <td>{text({ bucket, series: null })}</td>
                {data.shareText && <td />}
              </tr>
            )}
            {comparison && (
              <tr>
                <th scope="row">{comparison.label}</th>
                <td>{comparison.text(bucket)}</td>
              </tr>
            )}
            {estimate && estimated !== undefined && (
              <tr>
                <th scope="row">{estimate.label}</th>
                <td>{estimated}</td>
              </tr>
            )}
          </tbody>
        </table>
        {hidden.size > 0 && (
          <p className="mute">{words.hiddenCount(hidden.size, data.series.length)}</p>
        )}
        {children && <div className="tip-actions">{children}</div>}
      </div>
    </div>
  );
}

function SeriesRows({ data, bucket, series: active, hidden, patterned }: ChartTipProps) {
  return seriesOf(data, bucket)
    .filter((index) => !hidden.has(data.series[index]?.key ?? ''))
    .map((index) => {
      const series = data.series[index];
      const cell = { bucket, series: index };
      return (
        <tr key={series?.key} data-active={index === active}>
          <th scope="row">
            <SeriesSwatch slot={series?.slot ?? 0} patterned={patterned} /> {series?.label}
          </th>
          <td>{data.text(cell)}</td>
          {data.shareText && <td className="mute">{data.shareText(cell)}</td>}
        </tr>
      );
    });
}

/** On the side with more room; the style sheet puts it below where the screen is narrow. */
function placeOf({ plot, band, size }: ChartLayout, bucket: number): CSSProperties {
  const left = plot.left + bucket * band;
  const right = left + band;
  const side =
    (left + right) / 2 > size.width / 2
      ? { '--tip-right': `${size.width - left}px` }
      : { '--tip-left': `${right}px` };
  return side as CSSProperties;
}
