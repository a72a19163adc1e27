import { lazy, Suspense, useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useOverview } from '../data/use-overview.ts';
import { useSeenPart } from '../data/use-seen-part.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { type OverviewFacts, overviewFacts } from '../figures/overview-facts.ts';
import { overviewLayout } from '../figures/overview-layout.ts';
import { BalanceCard } from '../panels/BalanceCard.tsx';
import { Failed } from '../panels/Failed.tsx';
import { MetricCards } from '../panels/MetricCards.tsx';
import { NoticeBanner } from '../panels/NoticeBanner.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { PeriodTotals } from '../panels/PeriodTotals.tsx';
import { UsageCards } from '../panels/UsageCards.tsx';
import { useOverviewExports } from '../panels/use-overview-exports.ts';
import { useUsageFigures } from '../panels/use-usage-figures.ts';
import { useUsageTitle } from '../panels/use-usage-title.ts';
import { Later } from '../ui/Later.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** Seldom there: loaded with the first filter. */
const FilterTags = lazy(async () => ({
  default: (await import('../panels/FilterTags.tsx')).FilterTags,
}));

/** How much is left, which pot it is in, until when, whether it lasts, and where it went. */
export function Overview() {
  const t = useText('shell');
  const { customer, catalog, words } = useShownCustomer();
  const [view] = useView();
  const { value: overview, failure, busy, reload } = useOverview();
  const isOwn = overview?.customer.customer === customer.customer;
  const layout = useMemo(() => overviewLayout(catalog), [catalog]);
  const part = useSeenPart();
  const facts = useMemo(
    () => (overview && isOwn ? overviewFacts({ overview, catalog, words, part }) : undefined),
    [overview, isOwn, catalog, words, part],
  );
  const shown = { overview, facts, layout };
  const title = useUsageTitle(shown);
  const figures = useUsageFigures(shown, title.by);
  const exports = useOverviewExports({ ...shown, figures, title });
  const state = facts && stateOf(facts, failure !== undefined);
  const isRunning = facts?.isCycle && facts.isCurrent;
  return (
    <PageFrame
      title={t('overview')}
      hasPeriod
      exports={exports}
      {...(state && { state })}
      banner={
        facts && (
          <NoticeBanner
            notices={facts.notices}
            scope={`${customer.customer} ${facts.start.toISOString()}`}
          />
        )
      }
    >
      {!facts && failure && (
        <section className="card">
          <Failed what="thePage" failure={failure} retry={reload} />
        </section>
      )}
      {!facts && !failure && <Skeleton />}
      {overview && facts && figures && (
        <div className="page-body" aria-busy={busy}>
          <section className="card" data-closed={facts.isCycle && facts.isClosed}>
            <BalanceCard
              facts={facts}
              otherCycles={overview.cycles.filter(
                ({ series, is_current }) => is_current && series !== 'plan',
              )}
            />
          </section>
          {isRunning ? (
            <MetricCards
              facts={facts}
              quotas={overview.quotas.filter(({ key }) => layout.quotaCards.includes(key))}
            />
          ) : (
            <PeriodTotals overview={overview} facts={facts} />
          )}
          {view.filter.length > 0 && (
            <Suspense>
              <FilterTags shown={view} usage={overview.usage} />
            </Suspense>
          )}
          <Later>
            <UsageCards {...{ overview, facts, layout, figures, title }} />
          </Later>
        </div>
      )}
    </PageFrame>
  );
}

function stateOf({ asOf, seq, isClosed, completeTo }: OverviewFacts, isStale: boolean) {
  return { asOf, seq, isStale, isClosed, completeTo };
}
