import type { Balance, Breakdown, Customer, Fuelgauge, Usage } from '@fuelgauge/sdk';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type CatalogWords, catalogWords } from '../figures/catalog-words.ts';
import { type Resource, useResource } from './use-resource.ts';
import type { View } from './view.ts';

const REFRESH_MS = 30_000;
const DAY_MS = 86_400_000;
/** Shorter cycles are charted by the hour. */
const HOURLY_DAYS_MAX = 3;

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
  const beat = useBeat(paused);

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
  const cycle = useMemo(() => (from && to ? { from, to } : undefined), [from, to]);
  const usage = useResource(
    useMemo(
      () =>
        cycle &&
        (() =>
          client.usage.get(id, {
            ...cycle,
            granularity: granularityOf(cycle),
            group_by: 'meter',
            unit: 'credits',
          })),
      [client, id, cycle],
    ),
    beat,
  );
  const breakdown = useResource(
    useMemo(
      () => cycle && (() => client.breakdown.get(id, { ...cycle, by, limit })),
      [client, id, cycle, by, limit],
    ),
    beat,
  );
  return { words, balance, usage, breakdown, paused, setPaused };
}

function granularityOf({ from, to }: { readonly from: string; readonly to: string }) {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days <= HOURLY_DAYS_MAX ? 'hour' : 'day';
}

function useBeat(paused: boolean): number {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (!document.hidden) setBeat((count) => count + 1);
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [paused]);
  return beat;
}
