import type { Balance, LogSummary, Usage } from '@fuelgauge/sdk';
import { balanceTerm, type Explained, type Figure, OF_USAGE } from '../figures/explained.ts';
import { writeFilter } from '../figures/filter.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOverview } from './use-overview.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';

export interface Explanation {
  readonly balance: Resource<Balance>;
  /** The entries that make up what was used; asked for figures of usage only. */
  readonly summary: Resource<LogSummary>;
  /** What they were worth; asked for amounts valued in money only. */
  readonly worth: Resource<Usage>;
  /** A decimal; null without a limit, undefined while it is not known. */
  readonly value: string | null | undefined;
  /** The code of the currency it is in; null for credits. */
  readonly currency: string | null;
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** The address of the answer below the server. */
  readonly request: string;
}

/** Looks up what a number is made of. */
export function useExplanation({ figure, period, filter = [], unit }: Explained): Explanation {
  const client = useClient();
  const own = useOwn();
  const { customer, words } = useShownCustomer();
  const shown = usePeriod();
  const id = customer.customer;
  const range = period ?? (shown && { from: shown.from, to: shown.to });
  const usage = writeFilter(filter);
  const query = { ...range, ...own, ...(usage && { filter: usage }) };
  const summed = { ...query, ...(unit !== undefined && { unit }) };
  const valued = { ...query, unit: 'money', granularity: 'month' } as const;
  // The same answer that Overview shows: of a past cycle as it closed.
  const overview = useOverview();
  const balance = { ...overview, value: overview.value?.balance };
  const summary = useResource({
    key: ['activity-summary', id, range?.from, range?.to, usage, unit],
    load:
      OF_USAGE.has(figure) && range
        ? (signal) => client.activity.summary(id, summed, { signal })
        : undefined,
  });
  const worth = useResource({
    key: ['usage', id, range?.from, range?.to, 'worth', usage],
    load:
      figure === 'worth' && range
        ? (signal) => client.usage.get(id, valued, { signal })
        : undefined,
  });
  const isUsed = figure === 'used';
  const value = isUsed
    ? summary.value?.credits
    : figure === 'worth'
      ? (worth.value?.total.money ?? undefined)
      : balance.value && balanceTerm(balance.value, figure);
  const currency = isUsed
    ? (words.units.get(summary.value?.unit ?? '')?.currency ?? null)
    : (worth.value?.currency ?? null);
  const path = `/v1/customers/${encodeURIComponent(id)}`;
  const asked = (name: string, all: object) =>
    `${path}/${name}?${new URLSearchParams(all as Record<string, string>)}`;
  const request =
    figure === 'worth'
      ? asked('usage', valued)
      : OF_USAGE.has(figure)
        ? asked('activity/summary', summed)
        : `${path}/${placeOf(figure)}`;
  return { balance, summary, worth, value, currency, range, request };
}

/** What answers a figure that is no usage. */
function placeOf(figure: Figure): string {
  if (figure.startsWith('quota')) return 'quotas';
  return figure === 'ranOut' ? 'overview' : 'balance';
}
