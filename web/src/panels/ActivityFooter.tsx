import { credits } from '@fuelgauge/core';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import type { Activity } from '../data/use-activity.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { exactText } from '../figures/exact-text.ts';
import { writeFilter } from '../figures/filter.ts';
import { currencyOf, type LogWords } from '../figures/log-words.ts';

export interface ActivityFooterProps {
  readonly activity: Activity;
  readonly words: LogWords;
}

const DECIMALS = 6;

/** How many there are, what they add up to, and that Overview says the same to the last digit. */
export function ActivityFooter({ activity, words }: ActivityFooterProps) {
  const t = useText('activity');
  const client = useClient();
  const { customer } = useShownCustomer();
  const [{ filter }] = useView();
  const { head, rows, hasMore } = activity;
  const id = customer.customer;
  const range = head && { from: head.from, to: head.to };
  const unit = words.catalog.credit_unit;
  const usage = useResource({
    key: ['usage', id, 'total', head?.from, head?.to, writeFilter(filter), head?.as_of],
    load:
      range && head.total !== null
        ? (signal) => {
            const asked = { ...range, unit, granularity: 'month' } as const;
            const query = filter.length > 0 ? { ...asked, filter: writeFilter(filter) } : asked;
            return client.usage.get(id, query, { signal });
          }
        : undefined,
  });
  const status = (
    <span role="status" className="mute">
      {t(activity.busy ? 'loadingMore' : hasMore ? 'count' : 'allLoaded', { count: rows.length })}
    </span>
  );
  if (!head?.total) {
    return (
      <p className="log-foot">
        <span>{t('noSum', { count: rows.length })}</span>
        {!hasMore && !activity.busy && status}
      </p>
    );
  }
  const total = credits(head.total.credits);
  const currency = currencyOf(unit, words.catalog);
  const amount = exactText(total, { decimals: DECIMALS, currency });
  const overview = usage.value && credits(usage.value.total.credits);
  return (
    <p className="log-foot">
      <span>{t('count', { count: head.total.events })}</span>
      <strong data-exact={head.total.credits}>{t('sum', { amount })}</strong>
      {overview !== undefined && (
        <span className={overview === total ? 'log-match' : 'mute'}>
          {t(overview === total ? 'matches' : 'differs', {
            amount: exactText(overview, { decimals: DECIMALS, currency }),
          })}
        </span>
      )}
      {(activity.busy || !hasMore) && status}
    </p>
  );
}
