import { useEffect, useRef } from 'react';
import { SeriesSwatch } from '../charts/SeriesSwatch.tsx';
import type { BreakdownLine, BreakdownLines } from '../figures/breakdown-lines.ts';
import {
  type AmountUnit,
  columnText,
  countText,
  percentText,
  quantityText,
} from '../figures/number-text.ts';

export interface BreakdownTableProps {
  readonly lines: BreakdownLines;
  /** Name of the first column. */
  readonly heading: string;
  /** What the amounts are: credits or spend. */
  readonly amounts: string;
  /** Only meters have one quantity, and a colour of the chart. */
  readonly byMeter: boolean;
  readonly slots: ReadonlyMap<string, number>;
  readonly unit: AmountUnit;
  /** The row to focus once it is there: the first of those asked for. */
  readonly focusRow: number | null;
}

/** Deeper rows stand as far in as these. */
const DEPTH_MAX = 3;

/** Ranked rows, everything else, and the total they add up to. */
export function BreakdownTable(props: BreakdownTableProps) {
  const { lines, heading, amounts, byMeter, slots, unit, focusRow } = props;
  const { rows, rest, total, events } = lines;
  const body = useRef<HTMLTableSectionElement>(null);
  const isThere = focusRow !== null && rows.length > focusRow;
  useEffect(() => {
    if (isThere) body.current?.rows[focusRow]?.focus();
  }, [isThere, focusRow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-scroll" aria-label={`${amounts} by ${heading}`} tabIndex={0}>
      <table className="data breakdown">
        <caption className="visually-hidden">
          {amounts} by {heading} in this period
        </caption>
        <Head {...{ heading, amounts, byMeter }} />
        <tbody ref={body}>
          {rows.map(({ row, depth, ...line }) => (
            <tr key={row.key ?? ''} tabIndex={-1}>
              <th scope="row" data-depth={Math.min(depth, DEPTH_MAX)}>
                {byMeter && (
                  <SeriesSwatch
                    slot={line.amount.exact === 0n ? null : (slots.get(row.key ?? '') ?? 0)}
                    patterned={slots.size > 4}
                  />
                )}
                {row.label}
              </th>
              <td className="number mute">
                {byMeter ? (
                  quantityText(row.quantity ?? '0', row.unit ?? '')
                ) : (
                  <Events count={row.events} />
                )}
              </td>
              <Amounts line={line} unit={unit} />
            </tr>
          ))}
          {rest && (
            <tr className="rest">
              <th scope="row">
                Everything else{rest.rows !== null && ` (${countText(rest.rows)})`}
              </th>
              <td className="number mute">{!byMeter && <Events count={rest.events} />}</td>
              <Amounts line={rest} unit={unit} />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="number">{!byMeter && <Events count={events} />}</td>
            <td className="number">{columnText(total, unit)}</td>
            <td className="number">{total.exact > 0n ? percentText(1000n, false) : ''}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Head({ heading, amounts, byMeter }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">{heading}</th>
        <th scope="col" className="number">
          {byMeter ? 'Quantity' : 'Events'}
        </th>
        <th scope="col" className="number">
          {amounts}
        </th>
        <th scope="col" className="number">
          Share
        </th>
      </tr>
    </thead>
  );
}

type HeadProps = Pick<BreakdownTableProps, 'heading' | 'amounts' | 'byMeter'>;

interface AmountsProps {
  readonly line: BreakdownLine;
  readonly unit: AmountUnit;
}

function Amounts({ line: { amount, tenths }, unit }: AmountsProps) {
  return (
    <>
      <td className="number strong">{columnText(amount, unit)}</td>
      <td className="number share">
        {tenths !== null && (
          <>
            <span className="share-track" aria-hidden="true">
              <span style={{ width: `${Number(tenths) / 10}%` }} />
            </span>
            <span className="share-text">{percentText(tenths, amount.exact === 0n)}</span>
          </>
        )}
      </td>
    </>
  );
}

/** Below the name, where no heading stands over it, the number says what it counts. */
function Events({ count }: { readonly count: number }) {
  return (
    <>
      {countText(count)}
      <span className="narrow"> {count === 1 ? 'event' : 'events'}</span>
    </>
  );
}
