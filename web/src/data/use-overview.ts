import type { Balance, Breakdown, Usage } from '@fuelgauge/sdk';
import { unitOf } from '../figures/catalog-words.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { type Resource, useResource } from './use-resource.ts';
import { useView } from './use-view.ts';

const DAY_MS = 86_400_000;
/** Shorter periods are charted by the hour. */
const HOURLY_DAYS_MAX = 3;
/** Longer periods are charted by the week. */
const DAILY_DAYS_MAX = 120;

/** Everything the overview shows of one customer. */
export interface OverviewData {
  readonly balance: Resource<Balance>;
  readonly usage: Resource<Usage>;
  readonly breakdown: Resource<Breakdown>;
}

/** Rows of a table until more are asked for. */
export const ROWS_PER_PAGE = 10;

/** Asks for the period in the address, again every half minute while updates are not paused. */
export function useOverview(): OverviewData {
  const client = useClient();
  const { customer, words } = useShownCustomer();
  const period = usePeriod();
  const [
    {
      by: [by = 'meter'],
      show,
    },
  ] = useView();
  const id = customer.customer;
  const unit = unitOf(words, customer).id;
  const { from, to } = period ?? {};
  const limit = show.get('breakdown') ?? ROWS_PER_PAGE;
  const range = from && to ? { from, to } : undefined;
  const balance = useResource({
    key: ['balance', id],
    load: (signal) => client.balance.get(id, {}, { signal }),
    isLive: true,
  });
  const usage = useResource({
    key: ['usage', id, from, to, unit],
    load:
      range &&
      ((signal) => {
        const granularity = granularityOf(range);
        const query = { ...range, unit, granularity, group_by: 'meter' } as const;
        return client.usage.get(id, query, { signal });
      }),
    isLive: true,
  });
  const breakdown = useResource({
    key: ['breakdown', id, from, to, unit, by, limit],
    load:
      range && ((signal) => client.breakdown.get(id, { ...range, unit, by, limit }, { signal })),
    isLive: true,
  });
  return { balance, usage, breakdown };
}

function granularityOf({ from, to }: { readonly from: string; readonly to: string }) {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days <= HOURLY_DAYS_MAX) return 'hour';
  return days <= DAILY_DAYS_MAX ? 'day' : 'week';
}
