import { FuelgaugeError, type Overview, type ReadOverviewQuery } from '@fuelgauge/sdk';
import { writeFilter } from '../figures/filter.ts';
import { bootAnswer, overviewThatCame } from './boot.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';
import { useView } from './use-view.ts';
import type { View } from './view.ts';

/** Rows of each table in an answer that asks for no number. */
const ROWS_ANSWERED = 10;

/** Everything on the first page, of the period in the address, in one answer. */
export function useOverview(): Resource<Overview> {
  const client = useClient();
  const own = useOwn();
  const { customer, catalog } = useShownCustomer();
  const [view] = useView();
  const id = customer.customer;
  const shown = usePeriod();
  // Readers who are kept to the current cycle see it where the address names another.
  const isKept = catalog.dates_within === 'current_cycle';
  const query = overviewQuery(isKept && shown ? { ...view, period: shown.text } : view);
  const text = new URLSearchParams(query as Record<string, string>).toString();
  const rows = Math.max(ROWS_ANSWERED, ...view.show.values());
  const more = { ...own, ...(rows > ROWS_ANSWERED && { limit: rows }) };
  const known = overviewThatCame(id);
  const isKnown = bootAnswer('query') === text && rows === ROWS_ANSWERED;
  return useResource({
    key: ['overview', id, text, rows],
    load: async (signal) => {
      try {
        return await client.overview.get(id, { ...query, ...more }, { signal });
      } catch (error) {
        if (!isUnknownPeriod(error)) throw error;
        // What the address says is no period of this customer: the current one is shown.
        const { period: _, ...rest } = query;
        return client.overview.get(id, { ...rest, ...more }, { signal });
      }
    },
    isLive: true,
    known: isKnown ? known : undefined,
  });
}

/** The view as the API takes it, in the order in which the server reads the address. */
function overviewQuery({ period, granularity, by, filter, unit }: View): ReadOverviewQuery {
  return {
    ...(period !== 'current' && { period }),
    ...(granularity !== 'auto' && { granularity }),
    ...(by[0] !== undefined && { group_by: by[0] }),
    ...(filter.length > 0 && { filter: writeFilter(filter) }),
    ...(unit !== undefined && { unit }),
  };
}

function isUnknownPeriod(error: unknown): boolean {
  return error instanceof FuelgaugeError && (error.status === 400 || error.status === 422);
}
