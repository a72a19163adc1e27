import type { ChartLayout } from './layout-chart.ts';

export interface AxisProps {
  readonly layout: Pick<ChartLayout, 'grid' | 'zeroY' | 'ticks' | 'labels' | 'plot'>;
}

const TICK_GAP_PX = 8;
const LABEL_Y_PX = 18;

/** Grid, ticks, the zero line, and as many labels as fit. */
export function Axis({ layout: { grid, zeroY, ticks, labels, plot } }: AxisProps) {
  return (
    <>
      <path className="grid" d={grid} />
      {ticks.map(({ y, text }) => (
        <text key={y} x={-TICK_GAP_PX} y={y} dy="0.32em" textAnchor="end">
          {text}
        </text>
      ))}
      {labels.map(({ x, text, anchor }) => (
        <text key={x} x={x} y={plot.height + LABEL_Y_PX} textAnchor={anchor}>
          {text}
        </text>
      ))}
      <path className="zero" d={`M0 ${zeroY}h${plot.width}`} />
    </>
  );
}
