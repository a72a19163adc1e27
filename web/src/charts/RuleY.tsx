import type { ChartLayout } from './layout-chart.ts';

export interface RuleYProps {
  readonly rule: ChartLayout['rules'][number];
  readonly width: number;
}

/** Nearer to the top than this, the label stands below its line. */
const LABEL_ROOM_PX = 16;

/** A line across the plot with its words, such as what is included or a cap. */
export function RuleY({ rule: { y, label }, width }: RuleYProps) {
  return (
    <>
      <path className="rule" d={`M0 ${y}h${width}`} />
      <text className="rule-label" x="4" y={y} dy={y < LABEL_ROOM_PX ? '1.3em' : '-0.5em'}>
        {label}
      </text>
    </>
  );
}
