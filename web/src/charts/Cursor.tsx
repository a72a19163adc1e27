import type { ChartLayout } from './layout-chart.ts';

export interface CursorProps {
  readonly layout: Pick<ChartLayout, 'band' | 'kind'>;
  readonly bucket: number;
  readonly pinned: boolean;
}

/** Marks a bucket: its band, or a line where bands are thin. */
export function Cursor({ layout: { band, kind }, bucket, pinned }: CursorProps) {
  const isLine = kind === 'lines' || band < 3;
  const place = isLine
    ? { left: (bucket + 0.5) * band - 1, width: 2 }
    : { left: bucket * band, width: band };
  return <span className="chart-cursor" data-line={isLine} data-pinned={pinned} style={place} />;
}
