import { memo } from 'react';
import { Axis } from './Axis.tsx';
import { Band } from './Band.tsx';
import { GapSpans } from './GapSpans.tsx';
import { Lines } from './Lines.tsx';
import type { ChartLayout } from './layout-chart.ts';
import { RuleY } from './RuleY.tsx';
import { StackedBars } from './StackedBars.tsx';

export interface ChartDrawingProps {
  readonly layout: ChartLayout;
  readonly patterned: boolean;
}

/** All that stands still, apart from the cursor, so that moving it draws nothing of this again. */
export const ChartDrawing = memo(function ChartDrawing({ layout, patterned }: ChartDrawingProps) {
  const { kind, size, plot, comparison, estimate, rules, gaps } = layout;
  return (
    <svg
      className="chart-drawing"
      width={size.width}
      height={size.height}
      data-patterned={patterned}
      aria-hidden="true"
    >
      <g transform={`translate(${plot.left} ${plot.top})`}>
        <Axis layout={layout} />
        {gaps.length > 0 && <GapSpans gaps={gaps} height={plot.height} />}
        {estimate && <Band estimate={estimate} />}
        {kind === 'bars' ? <StackedBars layout={layout} /> : <Lines layout={layout} />}
        {comparison !== '' && <path className="comparison" d={comparison} />}
        {rules.map((rule) => (
          <RuleY key={rule.key} rule={rule} width={plot.width} />
        ))}
      </g>
    </svg>
  );
});
