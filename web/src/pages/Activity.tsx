import type { LogPage } from '@fuelgauge/sdk';
import { lazy, Suspense, useMemo } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { ASKED, useActivity } from '../data/use-activity.ts';
import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { logWords } from '../figures/log-words.ts';
import { AdminActions } from '../panels/AdminActions.tsx';
import { activityExports } from '../panels/activity-exports.ts';
import { EntriesCard } from '../panels/EntriesCard.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Choice } from '../ui/Choice.tsx';

// Loaded when a row is opened.
const EntryDrawer = lazy(async () => ({
  default: (await import('../panels/EntryDrawer.tsx')).EntryDrawer,
}));

/** Every entry of a period, one by one: what it was, what it cost, what paid it. */
export function Activity() {
  const t = useText('shell');
  const tLog = useText('activity');
  const client = useClient();
  const { customer, catalog } = useShownCustomer();
  const [{ tab, search, filter, selected }, changeView] = useView();
  const directory = useDirectory();
  const words = useMemo(() => logWords(catalog, directory), [catalog, directory]);
  const waits = catalog.views.some(({ panels }) =>
    panels.some((panel) => panel.type === 'audit_log' && panel.requires_search),
  );
  const isAsked = !waits || tab === ASKED || search !== '' || filter.length > 0;
  const activity = useActivity(isAsked && tab !== 'acts');
  const { head, failure } = activity;
  const isEntries = tab !== 'acts';
  const exports = useMemo(
    () =>
      activityExports({
        rows: activity.rows,
        words,
        customer,
        t,
        head,
        loadAll: () => client.exports.activity(customer.customer, activity.asked),
      }),
    [words, activity.rows, activity.asked, client, customer, t, head],
  );
  return (
    <PageFrame
      title={t('activity')}
      hasPeriod={isEntries}
      {...(isEntries && { exports })}
      {...(head && { state: stateOf(head, failure !== undefined) })}
    >
      <Choice
        label={tLog('tabs')}
        options={[
          { id: 'entries', label: tLog('entries') },
          { id: 'acts', label: tLog('acts') },
        ]}
        value={isEntries ? 'entries' : 'acts'}
        choose={(id) => changeView.push({ tab: id === 'acts' ? 'acts' : null, selected: null })}
      />
      {isEntries ? (
        <EntriesCard activity={activity} words={words} waits={!isAsked} />
      ) : (
        <AdminActions />
      )}
      <Suspense fallback={null}>
        {selected && (
          <EntryDrawer
            address={selected}
            words={words}
            row={activity.rows.find(({ address }) => address === selected)}
          />
        )}
      </Suspense>
    </PageFrame>
  );
}

function stateOf({ as_of, data }: LogPage, isStale: boolean) {
  return { asOf: new Date(as_of), seq: Math.max(0, ...data.map(({ seq }) => seq)), isStale };
}
