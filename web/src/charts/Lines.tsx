import type { ChartLayout } from './layout-chart.ts';
import { seriesStyle } from './series-style.ts';

export interface LinesProps {
  readonly layout: Pick<ChartLayout, 'marks' | 'direct' | 'plot'>;
}

const LABEL_GAP_PX = 6;

/** One path per series, and the names of at most four at their ends. */
export function Lines({ layout: { marks, direct, plot } }: LinesProps) {
  return (
    <>
      {marks.map(({ key, slot, path }) => (
        <path
          key={key}
          className="series-line"
          data-slot={slot}
          style={seriesStyle(slot)}
          d={path}
        />
      ))}
      {direct.map(({ key, y, label }) => (
        <text key={key} className="direct" x={plot.width + LABEL_GAP_PX} y={y} dy="0.32em">
          {label}
        </text>
      ))}
    </>
  );
}
