import type { ChartLayout } from './layout-chart.ts';

export interface GapSpansProps {
  readonly gaps: ChartLayout['gaps'];
  readonly height: number;
}

/** Times from which nothing was received: hatched over the whole height, which no zero is. */
export function GapSpans({ gaps, height }: GapSpansProps) {
  return gaps.map(({ x, width, label }) => (
    <rect key={x} className="gap" fill="url(#chart-gap)" x={x} y="0" width={width} height={height}>
      <title>{label}</title>
    </rect>
  ));
}
