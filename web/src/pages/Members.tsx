import { useMemo } from 'react';
import { membershipOf } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { type Ranking, useRanking } from '../data/use-ranking.ts';
import { useText } from '../data/use-text.ts';
import { dimensionOf, spreadColumns, tableOf } from '../figures/catalog-panels.ts';
import { locale } from '../figures/locale.ts';
import { memberGrid } from '../figures/member-grid.ts';
import { periodText } from '../figures/time-text.ts';
import { GridCard } from '../panels/GridCard.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { RankingFrame } from '../panels/RankingFrame.tsx';
import { SearchField } from '../panels/SearchField.tsx';
import { useRankedEntries } from '../panels/use-ranked-entries.ts';
import { useValueActions } from '../panels/use-value-actions.ts';

const ROWS_FIRST = 50;

/** Who used how much, by surface and type of credit, also those who used nothing. */
export function Members() {
  const t = useText('shell');
  const tPeople = useText('people');
  const { catalog } = useShownCustomer();
  const dimension = dimensionOf(catalog, 'members');
  if (dimension) return <MemberRanking by={dimension.id} />;
  return (
    <PageFrame title={t('members')}>
      <p className="card nothing">{tPeople('notHere', { kind: 'members' })}</p>
    </PageFrame>
  );
}

function MemberRanking({ by }: { readonly by: string }) {
  const t = useText('shell');
  const tPeople = useText('people');
  const { catalog, words } = useShownCustomer();
  const found = tableOf(catalog, by);
  const columns = spreadColumns(found?.table);
  const ranking = useRanking({ by, columns, include: 'all' });
  const grid = useMemberGrid(ranking);
  const actionsOf = useValueActions(by);
  const { breakdown, pivot, before } = ranking;
  const plans = found?.view.gate.plans ?? null;
  const isGated = plans !== null && !plans.includes(catalog.plan);
  return (
    <RankingFrame
      {...{ by, ranking, grid }}
      title={t('members')}
      name="members"
      notice={
        isGated
          ? tPeople('gated', {
              plans: new Intl.ListFormat(locale).format(
                plans.map((id) => words.plans.get(id)?.label ?? id),
              ),
            })
          : null
      }
    >
      <Panel
        what="theBreakdown"
        resource={breakdown.failure ? breakdown : pivot}
        ready={!!grid}
        height="table"
      >
        {grid && (
          <GridCard
            name="members"
            title={found?.table.title ?? t('members')}
            grid={grid}
            rowsFirst={ROWS_FIRST}
            nothing={tPeople('nobody')}
            actionsOf={actionsOf}
          >
            <SearchField label={tPeople('search')} />
          </GridCard>
        )}
        {before.value && (
          <p className="hint">
            {tPeople('beforeIn', {
              dates: periodText(
                { start: new Date(before.value.from), end: new Date(before.value.to) },
                before.value.time_zone,
              ),
            })}
          </p>
        )}
      </Panel>
    </RankingFrame>
  );
}

function useMemberGrid(ranking: Ranking) {
  const t = useText('people');
  const { customer } = useShownCustomer();
  const { session } = useAccess();
  const self = membershipOf(session, customer.customer)?.member ?? null;
  const entries = useRankedEntries(ranking);
  const before = ranking.before.value;
  return useMemo(
    () =>
      entries &&
      memberGrid({
        ...entries,
        self,
        before: before?.by === entries.breakdown.by ? before : undefined,
        words: {
          ...entries.words,
          group: t('group'),
          role: t('role'),
          status: t('status'),
          lastActive: t('lastActive'),
          you: t('you'),
          groupOf: (id) => entries.words.nameOf('groups', id),
        },
      }),
    [entries, before, self, t],
  );
}
