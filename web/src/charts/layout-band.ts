import { area, line } from 'd3-shape';
import type { EstimatePoint } from './chart-data.ts';
import type { LineScale } from './layout-lines.ts';
import { px } from './path.ts';

export interface EstimateBand {
  /** The area that 80 % of outcomes stay in. */
  readonly band: string;
  readonly median: string;
}

/** The estimate's area and median; undefined for fewer than two points. */
export function layoutBand(
  points: readonly EstimatePoint[],
  { y, band }: LineScale,
): EstimateBand | undefined {
  if (points.length < 2) return undefined;
  const x = ({ at }: EstimatePoint) => px(at * band);
  return {
    band:
      area<EstimatePoint>()
        .x(x)
        .y0(({ low }) => px(y(low)))
        .y1(({ high }) => px(y(high)))([...points]) ?? '',
    median:
      line<EstimatePoint>()
        .x(x)
        .y(({ median }) => px(y(median)))([...points]) ?? '',
  };
}
