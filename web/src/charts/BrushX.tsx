import type { BrushSpan } from './use-brush.ts';

export interface BrushXProps {
  readonly span: BrushSpan;
  readonly band: number;
}

/** The buckets that a drag has gone over so far. */
export function BrushX({ span: { from, to }, band }: BrushXProps) {
  return (
    <span className="chart-brush" style={{ left: from * band, width: (to - from + 1) * band }} />
  );
}
