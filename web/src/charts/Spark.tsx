import { layoutYAxis } from './layout-axis.ts';
import { layoutLine } from './layout-lines.ts';

export interface SparkProps {
  readonly values: readonly (number | null)[];
  /** Null where the numbers stand beside it. */
  readonly label: string | null;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

const PADDING_PX = 2;

/** A line in a table row: from zero up, no axis. */
export function Spark({ values, label, width = 96, height = 24 }: SparkProps) {
  const known = values.filter((value) => value !== null);
  const inner = height - 2 * PADDING_PX;
  const { y } = layoutYAxis(Math.min(0, ...known), Math.max(0, ...known), inner);
  const band = width / Math.max(values.length, 1);
  return (
    <span className="spark">
      <svg width={width} height={height} aria-hidden="true">
        <path transform={`translate(0 ${PADDING_PX})`} d={layoutLine(values, { y, band })} />
      </svg>
      {label !== null && <span className="visually-hidden">{label}</span>}
    </span>
  );
}
