import type { ReactNode } from 'react';
import type { Ranking } from '../data/use-ranking.ts';
import { useScale } from '../data/use-scale.ts';
import { useText } from '../data/use-text.ts';
import type { Grid } from '../figures/grid.ts';
import { gridExports } from './grid-exports.ts';
import { PageFrame } from './PageFrame.tsx';

export interface RankingFrameProps {
  readonly title: string;
  /** Of the table, as a program calls it: `members`. */
  readonly name: string;
  /** What the rows are values of. */
  readonly by: string;
  readonly ranking: Ranking;
  readonly grid: Grid | undefined;
  /** Said above the table; null where there is nothing to say. */
  readonly notice: string | null;
  readonly children: ReactNode;
}

/** A page about who or what used how much: its frame, and its table as files. */
export function RankingFrame(props: RankingFrameProps) {
  const { title, name, by, ranking, grid, notice, children } = props;
  const t = useText('shell');
  const { breakdown, pivot } = ranking;
  const { unit } = useScale(breakdown.value);
  const answers =
    breakdown.value && pivot.value ? { breakdown: breakdown.value, pivot: pivot.value } : undefined;
  return (
    <PageFrame
      title={title}
      hasPeriod
      exports={grid && answers ? gridExports({ name, by, grid, unit, t, ...answers }) : []}
      {...(breakdown.value && {
        state: {
          asOf: new Date(breakdown.value.as_of),
          seq: breakdown.value.seq,
          isStale: !!breakdown.failure,
        },
      })}
      banner={
        notice !== null && (
          <p className="notice" data-tone="info">
            {notice}
          </p>
        )
      }
    >
      {children}
    </PageFrame>
  );
}
