import type { Usage } from '@fuelgauge/sdk';
import { type AmountUnit, amountText, axisText, type Shown } from '../figures/number-text.ts';
import type { StackLayout } from '../figures/stack-layout.ts';
import { dateText } from '../figures/time-text.ts';

export interface ChartAxesProps {
  readonly layout: StackLayout;
  readonly plot: { readonly width: number; readonly height: number };
  readonly buckets: Usage['buckets'];
  readonly timeZone: string;
  readonly rule: Shown | null;
  readonly unit: AmountUnit;
}

/** Room a date label needs. */
const LABEL_WIDTH = 56;

/**
 * Ticks, dates as many as fit, the zero line, and the line at the total. Read out through the bars
 * instead.
 */
export function ChartAxes({ layout, plot, buckets, timeZone, rule, unit }: ChartAxesProps) {
  const { ticks, bandWidth, zeroY, ruleY } = layout;
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / bandWidth));
  const dates = buckets
    .map(({ start }, index) => ({ start, x: (index + 0.5) * bandWidth }))
    .filter((_, index) => index % every === 0)
    .filter(({ x }) => x < plot.width - LABEL_WIDTH / 2);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus.
    <g className="axes" aria-hidden="true">
      {ticks.map(({ amount, y }) => (
        <g key={`${amount}`}>
          <line x1={0} x2={plot.width} y1={y} y2={y} className="grid" />
          <text x={-8} y={y} dy="0.32em" textAnchor="end">
            {axisText(amount, unit)}
          </text>
        </g>
      ))}
      <line x1={0} x2={plot.width} y1={zeroY} y2={zeroY} className="zero" />
      {dates.map(({ start, x }, index) => (
        <text
          key={start}
          x={x}
          y={plot.height + 18}
          textAnchor={index === 0 ? 'start' : 'middle'}
          dx={index === 0 ? -bandWidth / 2 : 0}
        >
          {dateText(new Date(start), timeZone)}
        </text>
      ))}
      {rule && ruleY !== null && (
        <g>
          <line x1={0} x2={plot.width} y1={ruleY} y2={ruleY} className="rule" />
          {/* Sums are lowest where they begin: there the label covers no bar. */}
          <text x={4} y={ruleY} dy="1.3em" className="rule-label">
            {amountText(rule, unit)} in total
          </text>
        </g>
      )}
    </g>
  );
}
