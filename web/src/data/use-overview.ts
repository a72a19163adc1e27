import type { Balance, Breakdown, Customer, Fuelgauge, Usage } from '@fuelgauge/sdk';
import { useCallback, useMemo, useState } from 'react';
import { type CatalogWords, catalogWords, unitOf } from '../figures/catalog-words.ts';
import { useBeat } from './use-beat.ts';
import { type Resource, useResource } from './use-resource.ts';
import type { View } from './view.ts';

const REFRESH_MS = 30_000;
const DAY_MS = 86_400_000;
/** Shorter cycles are charted by the hour. */
const HOURLY_DAYS_MAX = 3;
/** Longer cycles are charted by the week. */
const DAILY_DAYS_MAX = 100;

/** Everything the overview shows of one customer. */
export interface OverviewData {
  readonly words: Resource<CatalogWords>;
  readonly balance: Resource<Balance>;
  readonly usage: Resource<Usage>;
  readonly breakdown: Resource<Breakdown>;
  readonly paused: boolean;
  readonly setPaused: (paused: boolean) => void;
}

export interface OverviewInput {
  readonly client: Fuelgauge;
  readonly customer: Customer;
  readonly view: View;
}

/**
 * Asks for the current cycle, again every half minute while the page is looked at and not paused.
 */
export function useOverview({ client, customer, view }: OverviewInput): OverviewData {
  const { customer: id, catalog: key } = customer;
  const { by, show: limit } = view;
  const [paused, setPaused] = useState(false);
  const beat = useBeat(paused ? 0 : REFRESH_MS);

  const balance = useResource(
    useCallback(() => client.balance.get(id), [client, id]),
    beat,
  );
  const words = useResource(
    useCallback(
      async () => catalogWords((await client.catalog.get({ key })).catalog),
      [client, key],
    ),
  );
  // By value: a new answer about the same cycle must not ask for the rest a second time.
  const from = balance.value?.cycle.start;
  const to = balance.value?.cycle.end;
  // In what it is counted, the catalog knows.
  const unit = words.value && unitOf(words.value, customer).id;
  const asked = useMemo(
    () => (from && to && unit ? { from, to, unit } : undefined),
    [from, to, unit],
  );
  const usage = useResource(
    useMemo(
      () =>
        asked &&
        (() =>
          client.usage.get(id, {
            ...asked,
            granularity: granularityOf(asked),
            group_by: 'meter',
          })),
      [client, id, asked],
    ),
    beat,
  );
  const breakdown = useResource(
    useMemo(
      () => asked && (() => client.breakdown.get(id, { ...asked, by, limit })),
      [client, id, asked, by, limit],
    ),
    beat,
  );
  return { words, balance, usage, breakdown, paused, setPaused };
}

function granularityOf({ from, to }: { readonly from: string; readonly to: string }) {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days <= HOURLY_DAYS_MAX) return 'hour';
  return days <= DAILY_DAYS_MAX ? 'day' : 'week';
}
