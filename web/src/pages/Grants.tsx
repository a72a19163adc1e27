import { useShownCustomer } from '../data/shown-customer.ts';
import { useOverview } from '../data/use-overview.ts';
import { useText } from '../data/use-text.ts';
import { unitOf } from '../figures/catalog-words.ts';
import { DrawExample } from '../panels/DrawExample.tsx';
import { GrantTable } from '../panels/GrantTable.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { ReconciliationCard } from '../panels/ReconciliationCard.tsx';

/** What came in, what went out, and that it adds up; every grant, and what is drawn next. */
export function Grants() {
  const t = useText('shell');
  const tGrants = useText('grants');
  const { customer, words } = useShownCustomer();
  const overview = useOverview();
  const { value, failure } = overview;
  const balance = value?.customer.customer === customer.customer ? value.balance : undefined;
  const isMoney = unitOf(words, customer).currency !== null && balance?.grants.length === 0;
  const isCurrent = value?.period.is_current ?? false;
  return (
    <PageFrame
      title={t('balance')}
      hasPeriod
      isWhole
      {...(value && {
        state: { asOf: new Date(value.as_of), seq: value.seq, isStale: failure !== undefined },
      })}
    >
      {isMoney ? (
        <p className="card">{tGrants('noCredits')}</p>
      ) : balance ? (
        <>
          <ReconciliationCard balance={balance} />
          <GrantTable balance={balance} />
          {isCurrent && (
            <section className="card prose" aria-labelledby="draw-order">
              <h2 id="draw-order">{tGrants('drawOrder')}</h2>
              <DrawExample grants={balance.grants} />
            </section>
          )}
        </>
      ) : (
        <Panel what="theBalance" resource={overview} ready={false} height="table">
          {null}
        </Panel>
      )}
    </PageFrame>
  );
}
