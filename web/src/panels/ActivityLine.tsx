import { memo, useEffect, useRef } from 'react';
import { useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import type { ActivityRow } from '../figures/activity-row.ts';
import { changeText, type LogWords, measureText, whoText } from '../figures/log-words.ts';
import { clockText, dateText, momentText } from '../figures/time-text.ts';

export interface ActivityLineProps {
  readonly row: ActivityRow;
  readonly words: LogWords;
  readonly index: number;
  readonly isActive: boolean;
  /** Pixels from the first row, and its height. */
  readonly place: { readonly start: number; readonly size: number };
  readonly onRow: (index: number, element: HTMLElement | null) => void;
}

/** One row of the log; the grid takes its clicks and its keys. */
export const ActivityLine = memo(function ActivityLine(props: ActivityLineProps) {
  const { row, words, index, isActive, place, onRow } = props;
  const t = useText('activity');
  const zone = useShownZone();
  const { customer } = useShownCustomer();
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => onRow(index, element.current));
  const { bookedAt, meters } = row;
  const { event, grant, unit, correction } = row.row;
  const [first = '', ...others] = meters.map(words.meter);
  const who = whoText(row, words) || correction?.reason || '';
  const id = event?.id ?? grant?.id ?? `#${row.seq}`;
  const paid = row.grants.map(words.kind).join(', ');
  const times = [
    `${dateText(bookedAt, 'UTC')} ${clockText(bookedAt, 'UTC')} UTC`,
    `${clockText(bookedAt, customer.time_zone)} ${momentText(bookedAt, customer.time_zone)}`,
  ].join('\n');
  return (
    <tr
      ref={element}
      aria-rowindex={index + 2}
      tabIndex={isActive ? 0 : -1}
      className="log-row"
      style={{ transform: `translateY(${place.start}px)`, height: place.size }}
      data-index={index}
    >
      <td data-column="time">
        <time dateTime={row.row.booked_at} title={times}>
          {dateText(bookedAt, zone)} {clockText(bookedAt, zone)}
        </time>
      </td>
      <td data-column="kind" data-kind={row.kind}>
        {t(row.kind)}
      </td>
      <td data-column="feature" title={meters.map(words.meter).join(', ')}>
        {first || event?.type || (grant && words.kind(grant.kind))}
        {others.length > 0 && (
          <span className="mute"> + {t('more', { count: others.length })}</span>
        )}
      </td>
      <td data-column="who" title={who}>
        {who}
      </td>
      <td data-column="measure">{measureText(row, words)}</td>
      <td data-column="credits" title={changeText(row.whole, unit, words.catalog)}>
        {changeText(row.change, unit, words.catalog)}
      </td>
      <td data-column="balanceAfter">
        {row.balanceAfter !== null &&
          changeText(row.balanceAfter, unit, words.catalog).replace(/^\+/, '')}
      </td>
      <td data-column="paidBy" title={paid}>
        {paid}
      </td>
      <td data-column="id" title={id}>
        <code>{id}</code>
      </td>
    </tr>
  );
});
