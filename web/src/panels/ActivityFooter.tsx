import { credits, formatCredits, nano } from '@fuelgauge/core';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { type Activity, KIND_CLAUSE } from '../data/use-activity.ts';
import { useOwn } from '../data/use-own.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { exactText } from '../figures/exact-text.ts';
import { writeFilter } from '../figures/filter.ts';
import { sum } from '../figures/rounding.ts';
import { Num } from './Num.tsx';

export interface ActivityFooterProps {
  readonly activity: Activity;
}

const DECIMALS = 6;

/** How many there are, what they add up to, and that Overview says the same to the last digit. */
export function ActivityFooter({ activity }: ActivityFooterProps) {
  const t = useText('activity');
  const client = useClient();
  const own = useOwn();
  const { customer, words } = useShownCustomer();
  const [{ filter, search }] = useView();
  const summary = activity.summary.value;
  const id = customer.customer;
  const unit = summary?.unit;
  const usageFilter = writeFilter(filter.filter(({ name }) => name !== KIND_CLAUSE));
  // What Overview asks: totals that are kept, where the log adds up what it lists.
  const usage = useResource({
    key: ['usage', id, 'total', usageFilter, summary?.from, summary?.to, summary?.as_of],
    load:
      summary && unit !== undefined && search === ''
        ? (signal) => {
            const { from, to } = summary;
            const asked = { from, to, unit, granularity: 'month', ...own } as const;
            const query = usageFilter === '' ? asked : { ...asked, filter: usageFilter };
            return client.usage.get(id, query, { signal });
          }
        : undefined,
  });
  const status = (
    <span role="status" className="mute">
      {activity.busy ? t('loadingMore') : activity.hasMore ? '' : t('allLoaded')}
    </span>
  );
  // Kinds are not summed by the server: what is loaded is all there is once nothing is missing.
  const changed = sum(activity.rows.map(({ row }) => credits(row.credits)));
  if (filter.some(({ name }) => name === KIND_CLAUSE)) {
    return (
      <p className="log-foot">
        <span>{t('loaded', { count: activity.rows.length })}</span>
        {!activity.hasMore && !activity.busy && (
          <strong data-exact={formatCredits(nano(changed))}>
            {t('sum', { amount: exactText(changed, { signed: true, decimals: DECIMALS }) })}
          </strong>
        )}
        {status}
      </p>
    );
  }
  if (!summary) return <p className="log-foot" aria-busy="true" />;
  const { currency } = words.units.get(summary.unit) ?? words.credits;
  const text = (amount: string) => exactText(credits(amount), { decimals: DECIMALS, currency });
  const overview = search === '' ? usage.value?.total.credits : undefined;
  const amount = text(summary.credits);
  const isSame = overview !== undefined && credits(overview) === credits(summary.credits);
  return (
    <p className="log-foot" aria-busy={activity.busy}>
      <span>{t('count', { count: summary.rows })}</span>
      <strong data-exact={summary.credits}>
        {search === '' ? (
          <Num explain={{ figure: 'used', filter, unit: summary.unit }}>{t('sum', { amount })}</Num>
        ) : (
          t('found', { amount, whole: text(summary.whole) })
        )}
      </strong>
      {overview !== undefined && (
        <span className={isSame ? 'log-match' : 'mute'}>
          {t(isSame ? 'matches' : 'differs', { amount: text(overview) })}
        </span>
      )}
      {status}
    </p>
  );
}
