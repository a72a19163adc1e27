import { type KeyboardEvent, useRef } from 'react';
import type { ChartColumn } from '../figures/chart-columns.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import { type AmountUnit, amountText } from '../figures/number-text.ts';

export interface BarTargetsProps {
  readonly columns: readonly ChartColumn[];
  readonly series: readonly ChartSeries[];
  readonly unit: AmountUnit;
  readonly cursor: number | null;
  readonly setCursor: (index: number | null) => void;
  readonly bandWidth: number;
  readonly height: number;
}

const WEEK = 7;

/**
 * What is pointed at and focused: one tab stop for all bars, arrow keys between them, each bar
 * read out in words.
 */
export function BarTargets(props: BarTargetsProps) {
  const { columns, series, unit, cursor, setCursor, bandWidth, height } = props;
  const group = useRef<SVGGElement>(null);
  const last = columns.length - 1;
  const stop = Math.min(cursor ?? last, last);

  const move = (event: KeyboardEvent) => {
    const to = destination(event.key, { from: stop, last });
    if (to === undefined) return;
    event.preventDefault();
    setCursor(to);
    const target = group.current?.children[to];
    if (target instanceof SVGElement) target.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the bars inside take the focus.
    <g ref={group} className="targets" onKeyDown={move}>
      {columns.map((column, index) => (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a bar is an image.
        <rect
          key={column.start}
          role="img"
          aria-label={spoken(column, { series, unit })}
          tabIndex={index === stop ? 0 : -1}
          data-active={index === cursor}
          x={index * bandWidth}
          y={0}
          width={bandWidth}
          height={height}
          onFocus={() => setCursor(index)}
          onBlur={() => setCursor(null)}
          onPointerEnter={() => setCursor(index)}
          onPointerDown={() => setCursor(index)}
        />
      ))}
    </g>
  );
}

interface Stop {
  readonly from: number;
  readonly last: number;
}

function destination(key: string, { from, last }: Stop): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'ArrowRight':
      return Math.min(from + 1, last);
    case 'PageUp':
      return Math.max(from - WEEK, 0);
    case 'PageDown':
      return Math.min(from + WEEK, last);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

interface Spoken {
  readonly series: readonly ChartSeries[];
  readonly unit: AmountUnit;
}

function spoken({ label, total, amounts }: ChartColumn, { series, unit }: Spoken): string {
  const parts = series
    .map(({ label: name }, index) => ({ name, amount: amounts[index] }))
    .filter(({ amount }) => amount && amount.exact !== 0n)
    .map(({ name, amount }) => `${name} ${amount ? amountText(amount, unit) : ''}`);
  return [`${label}, total ${amountText(total, unit)}`, ...parts].join(', ');
}
