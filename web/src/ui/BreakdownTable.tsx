import { useEffect, useRef } from 'react';
import type { BreakdownLine, BreakdownLines } from '../figures/breakdown-lines.ts';
import { columnText, countText, percentText, quantityText } from '../figures/number-text.ts';
import { SeriesSwatch } from './SeriesSwatch.tsx';

export interface BreakdownTableProps {
  readonly lines: BreakdownLines;
  /** Name of the first column. */
  readonly heading: string;
  /** Only meters have one quantity, and a colour of the chart. */
  readonly byMeter: boolean;
  readonly slots: ReadonlyMap<string, number>;
  readonly decimals: number;
  /** The row to focus once it is there: the first of those asked for. */
  readonly focusRow: number | null;
}

/** Ranked rows, everyone else, and the total they add up to. */
export function BreakdownTable(props: BreakdownTableProps) {
  const { lines, heading, byMeter, slots, decimals, focusRow } = props;
  const { rows, rest, total, events } = lines;
  const body = useRef<HTMLTableSectionElement>(null);
  const isThere = focusRow !== null && rows.length > focusRow;
  useEffect(() => {
    if (isThere) body.current?.rows[focusRow]?.focus();
  }, [isThere, focusRow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-scroll" aria-label={`Credits by ${heading}`} tabIndex={0}>
      <table className="data breakdown">
        <caption className="visually-hidden">Credits by {heading} in this period</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col" className="number">
              {byMeter ? 'Quantity' : 'Events'}
            </th>
            <th scope="col" className="number">
              Credits
            </th>
            <th scope="col" className="number">
              Share
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map(({ row, ...line }) => (
            <tr key={row.key ?? ''} tabIndex={-1}>
              <th scope="row">
                {byMeter && (
                  <SeriesSwatch
                    slot={line.credits.exact === 0n ? null : (slots.get(row.key ?? '') ?? 0)}
                    patterned={slots.size > 4}
                  />
                )}
                {row.label}
              </th>
              <td className="number mute">
                {byMeter
                  ? quantityText(row.quantity ?? '0', row.unit ?? '')
                  : countText(row.events)}
              </td>
              <Amounts line={line} decimals={decimals} />
            </tr>
          ))}
          {rest && (
            <tr className="rest">
              <th scope="row">Everyone else ({countText(rest.rows)})</th>
              <td className="number mute">{byMeter ? '' : countText(rest.events)}</td>
              <Amounts line={rest} decimals={decimals} />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="number">{byMeter ? '' : countText(events)}</td>
            <td className="number">{columnText(total, decimals)}</td>
            <td className="number">{total.exact > 0n ? percentText(1000n, false) : ''}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface AmountsProps {
  readonly line: BreakdownLine;
  readonly decimals: number;
}

function Amounts({ line: { credits, tenths }, decimals }: AmountsProps) {
  return (
    <>
      <td className="number strong">{columnText(credits, decimals)}</td>
      <td className="number share">
        {tenths !== null && (
          <>
            <span className="share-track" aria-hidden="true">
              <span style={{ width: `${Number(tenths) / 10}%` }} />
            </span>
            <span className="share-text">{percentText(tenths, credits.exact === 0n)}</span>
          </>
        )}
      </td>
    </>
  );
}
