import type { Balance, LogSummary } from '@fuelgauge/sdk';
import { balanceTerm, type Explained } from '../figures/explained.ts';
import { writeFilter } from '../figures/filter.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOverview } from './use-overview.ts';
import { type Resource, useResource } from './use-resource.ts';

export interface Explanation {
  readonly balance: Resource<Balance>;
  /** The entries that make up what was used; asked for sums of usage only. */
  readonly summary: Resource<LogSummary>;
  /** A decimal; null without a limit, undefined while it is not known. */
  readonly value: string | null | undefined;
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** The address of the answer below the server. */
  readonly request: string;
}

/** Looks up what a number is made of. */
export function useExplanation({ figure, period, filter = [] }: Explained): Explanation {
  const client = useClient();
  const { customer } = useShownCustomer();
  const shown = usePeriod();
  const id = customer.customer;
  const range = period ?? (shown && { from: shown.from, to: shown.to });
  const usage = writeFilter(filter);
  const query = { ...range, ...(usage && { filter: usage }) };
  // The same answer that Overview shows: of a past cycle as it closed.
  const overview = useOverview();
  const balance = { ...overview, value: overview.value?.balance };
  const summary = useResource({
    key: ['activity-summary', id, range?.from, range?.to, usage],
    load:
      figure === 'used' && range
        ? (signal) => client.activity.summary(id, query, { signal })
        : undefined,
  });
  const value =
    figure === 'used'
      ? summary.value?.credits
      : balance.value && balanceTerm(balance.value, figure);
  const path = `/v1/customers/${encodeURIComponent(id)}`;
  const request =
    figure === 'used'
      ? `${path}/activity/summary?${new URLSearchParams(query as Record<string, string>)}`
      : `${path}/balance`;
  return { balance, summary, value, range, request };
}
