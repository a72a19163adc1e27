import { bucketLabel, gapsAt } from './cell-words.ts';
import { type ChartData, lastBucket } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';

export interface DataTableViewProps {
  readonly data: ChartData;
  readonly caption: string;
  readonly words: ChartWords;
}

/** The chart's numbers, the latest bucket first, with totals: all series, hidden ones too. */
export function DataTableView({ data, caption, words }: DataTableViewProps) {
  const { series, text, comparison, estimate, events } = data;
  const buckets = Array.from({ length: lastBucket(data) + 1 }, (_, index) => index).toReversed();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll tall" aria-label={caption} tabIndex={0}>
        <table className="data">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.period}</th>
              <Heading label={words.total} />
              {comparison && <Heading label={comparison.label} />}
              {estimate && <Heading label={estimate.label} />}
              {series.map(({ key, label }) => (
                <Heading key={key} label={label} />
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <Row key={data.buckets[bucket]?.key} {...{ data, bucket, words }} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              <td className="number">{text({ bucket: null, series: null })}</td>
              {comparison && <td className="number">{comparison.text(null)}</td>}
              {estimate && <td />}
              {series.map(({ key }, index) => (
                <td key={key} className="number">
                  {text({ bucket: null, series: index })}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      {events && events.length > 0 && (
        <ul className="chart-event-list" aria-label={words.events}>
          {events.map(({ key, label }) => (
            <li key={key}>{label}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Heading({ label }: { readonly label: string }) {
  return (
    <th scope="col" className="number">
      {label}
    </th>
  );
}

interface RowProps extends Pick<DataTableViewProps, 'data' | 'words'> {
  readonly bucket: number;
}

function Row({ data, bucket, words }: RowProps) {
  const { series, text, comparison, estimate } = data;
  const isAhead = data.buckets[bucket]?.state === 'ahead';
  return (
    <tr>
      <th scope="row">{[bucketLabel(data, bucket, words), ...gapsAt(data, bucket)].join(' · ')}</th>
      <td className="number strong">{isAhead ? '' : text({ bucket, series: null })}</td>
      {comparison && <td className="number">{comparison.text(bucket)}</td>}
      {estimate && <td className="number">{estimate.text(bucket)}</td>}
      {series.map(({ key }, index) => (
        <td key={key} className="number">
          {isAhead ? '' : text({ bucket, series: index })}
        </td>
      ))}
    </tr>
  );
}
