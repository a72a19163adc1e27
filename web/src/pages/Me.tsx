import { useMemo } from 'react';
import { membershipOf } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useExplore } from '../data/use-explore.ts';
import { useGapWords } from '../data/use-gap-words.ts';
import { useText } from '../data/use-text.ts';
import { dimensionOf } from '../figures/catalog-panels.ts';
import { midSentence } from '../figures/catalog-words.ts';
import type { Clause } from '../figures/filter.ts';
import { ExploreChart } from '../panels/ExploreChart.tsx';
import { exploreExports } from '../panels/explore-exports.ts';
import { GridCard } from '../panels/GridCard.tsx';
import { NotShown } from '../panels/NotShown.tsx';
import { OwnEntries } from '../panels/OwnEntries.tsx';
import { OwnFigures } from '../panels/OwnFigures.tsx';
import { OwnLimits } from '../panels/OwnLimits.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { useAmountWords } from '../panels/use-amount-words.ts';
import { type ExploreFigures, useExploreFigures } from '../panels/use-explore-figures.ts';
import { useExploreTitle } from '../panels/use-explore-title.ts';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const ROWS_FIRST = 7;

/** What whoever looks has used themselves, what limits them, and what others of their pages would take. */
export function Me() {
  return (
    <WithLateTexts fallback={<Skeleton />}>
      <Own />
    </WithLateTexts>
  );
}

function Own() {
  const t = useText('me');
  const tShell = useText('shell');
  const { session } = useAccess();
  const { customer, catalog } = useShownCustomer();
  const membership = membershipOf(session, customer.customer);
  const dimension = dimensionOf(catalog, 'members')?.id;
  const self = membership?.member ?? null;
  if (self === null || dimension === undefined) {
    return (
      <PageFrame title={tShell('me')}>
        <p className="card nothing">{t(self === null ? 'notMember' : 'notHere')}</p>
      </PageFrame>
    );
  }
  return <OwnUsage dimension={dimension} self={self} />;
}

interface OwnUsageProps {
  readonly dimension: string;
  readonly self: string;
}

function OwnUsage({ dimension, self }: OwnUsageProps) {
  const tShell = useText('shell');
  const filter = useMemo(
    (): readonly Clause[] => [{ name: dimension, isIn: true, values: [self] }],
    [dimension, self],
  );
  const data = useExplore(filter);
  const figures = useExploreFigures(data);
  const { usage } = data;
  const { mode, title } = useExploreTitle(figures);
  const gap = useGapWords();
  const exports = useMemo(
    () => (figures ? exploreExports({ figures, mode, title, gap, t: tShell }) : []),
    [figures, mode, title, gap, tShell],
  );
  return (
    <PageFrame
      title={tShell('me')}
      hasPeriod
      exports={exports}
      {...(usage.value && {
        state: {
          asOf: new Date(usage.value.as_of),
          seq: usage.value.seq,
          isStale: !!usage.failure,
        },
      })}
    >
      {figures && <OwnFigures figures={figures} filter={filter} />}
      <Panel what="theUsage" resource={usage} ready={!!figures} height="chart">
        {figures && <ExploreChart {...{ figures, mode, title }} />}
      </Panel>
      {figures?.grid && (
        <section className="card">
          <OwnTable figures={figures} grid={figures.grid} />
        </section>
      )}
      <OwnLimits />
      <OwnEntries filter={filter} />
      <NotShown />
    </PageFrame>
  );
}

interface OwnTableProps {
  readonly figures: ExploreFigures;
  readonly grid: NonNullable<ExploreFigures['grid']>;
}

function OwnTable({ figures, grid }: OwnTableProps) {
  const t = useText('explore');
  const { heading } = useAmountWords(figures.scale.unit);
  return (
    <GridCard
      name="rows"
      title={t('tableTitle', { unit: heading, rows: midSentence(grid.heading) })}
      grid={grid}
      rowsFirst={ROWS_FIRST}
      nothing={t('nothing')}
    />
  );
}
