import { useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { type Ranking, useRanking } from '../data/use-ranking.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { agentGrid } from '../figures/agent-grid.ts';
import { dimensionOf, tableOf } from '../figures/catalog-panels.ts';
import { momentText } from '../figures/time-text.ts';
import { AgentCards } from '../panels/AgentCards.tsx';
import { GridCard } from '../panels/GridCard.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { RankingFrame } from '../panels/RankingFrame.tsx';
import { SearchField } from '../panels/SearchField.tsx';
import { useRankedEntries } from '../panels/use-ranked-entries.ts';
import { useValueActions } from '../panels/use-value-actions.ts';

const ROWS_FIRST = 20;
/** In the address: deleted agents are rows too. */
const DELETED = 'deleted';

/** What agents used, how often they ran, and how they are. */
export function Agents() {
  const t = useText('shell');
  const tPeople = useText('people');
  const { catalog } = useShownCustomer();
  const dimension = dimensionOf(catalog, 'agents');
  if (dimension) return <AgentRanking by={dimension.id} />;
  return (
    <PageFrame title={t('agents')}>
      <p className="card nothing">{tPeople('notHere', { kind: 'agents' })}</p>
    </PageFrame>
  );
}

function AgentRanking({ by }: { readonly by: string }) {
  const t = useText('shell');
  const tPeople = useText('people');
  const { catalog } = useShownCustomer();
  const [view, changeView] = useView();
  const hasDeleted = view.tab === DELETED;
  const include = hasDeleted ? 'deleted' : 'all';
  const ranking = useRanking({ by, columns: [], include, hasRuns: true });
  const { breakdown, pivot } = ranking;
  const isFree = isUncharged(ranking);
  const grid = useAgentGrid(ranking, { isFree, hasDeleted });
  const actionsOf = useValueActions(by);
  const { billing_starts_at: startsAt, links } = catalog;
  const advice = links.optimise;
  return (
    <RankingFrame
      {...{ by, ranking, grid }}
      title={t('agents')}
      name="agents"
      notice={
        isFree && startsAt !== null
          ? tPeople('beta', { date: momentText(new Date(startsAt), catalog.time_zone) })
          : null
      }
    >
      <AgentCards ranking={ranking} />
      <Panel
        what="theBreakdown"
        resource={breakdown.failure ? breakdown : pivot}
        ready={!!grid}
        height="table"
      >
        {grid && (
          <GridCard
            name="agents"
            title={tableOf(catalog, by)?.table.title ?? t('agents')}
            grid={grid}
            rowsFirst={ROWS_FIRST}
            nothing={tPeople('noAgents')}
            actionsOf={actionsOf}
          >
            <SearchField label={tPeople('searchAgents')} />
            <label className="check">
              <input
                type="checkbox"
                checked={hasDeleted}
                onChange={({ target }) => changeView.push({ tab: target.checked ? DELETED : null })}
              />
              {tPeople('withDeleted')}
            </label>
          </GridCard>
        )}
      </Panel>
      {advice !== null && (
        <nav className="links" aria-label={tPeople('useLess')}>
          <a href={advice} rel="noreferrer">
            {tPeople('useLess')}
          </a>
        </nav>
      )}
    </RankingFrame>
  );
}

/** Usage that would have cost more than it did: a free beta, or rows that are not charged yet. */
function isUncharged({ pivot }: Ranking): boolean {
  const total = pivot.value?.total;
  return total !== undefined && total.credits !== total.list_credits;
}

interface Shown {
  readonly isFree: boolean;
  readonly hasDeleted: boolean;
}

function useAgentGrid(ranking: Ranking, { isFree, hasDeleted }: Shown) {
  const t = useText('people');
  const { trends } = ranking;
  const entries = useRankedEntries(ranking);
  return useMemo(
    () =>
      entries &&
      agentGrid({
        ...entries,
        ...{ trends, isFree, hidesDeleted: !hasDeleted },
        words: {
          ...entries.words,
          wouldHaveCost: t('wouldHaveCost'),
          runs: t('runs'),
          perRun: t('perRun'),
          most: t('most'),
          trend: t('trend'),
          status: t('status'),
          createdBy: t('createdBy'),
          lastRun: t('lastRun'),
          trendOf: (first, last) => t('trendOf', { first, last }),
          memberOf: (id) => entries.words.nameOf('members', id),
        },
      }),
    [entries, trends, isFree, hasDeleted, t],
  );
}
