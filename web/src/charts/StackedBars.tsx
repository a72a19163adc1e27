import type { ChartLayout } from './layout-chart.ts';
import { seriesStyle } from './series-style.ts';

export interface StackedBarsProps {
  readonly layout: Pick<ChartLayout, 'marks' | 'below' | 'soFar' | 'plot'>;
}

/** One path per series; refunds hatched; the bucket that still lasts lighter and outlined. */
export function StackedBars({ layout: { marks, below, soFar, plot } }: StackedBarsProps) {
  return (
    <>
      {marks.map(({ key, slot, path }) => (
        <path key={key} className="series" data-slot={slot} style={seriesStyle(slot)} d={path} />
      ))}
      {below !== '' && <path className="below-zero" fill="url(#chart-hatch)" d={below} />}
      {soFar && (
        <>
          <rect className="veil" x={soFar.x} y="0" width={soFar.width} height={plot.height} />
          <path className="so-far" d={soFar.outline} />
        </>
      )}
    </>
  );
}
