import { unitOf } from '../figures/catalog-words.ts';
import { type Clause, writeFilter } from '../figures/filter.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOwn } from './use-own.ts';
import { useResource } from './use-resource.ts';

const ROWS_MAX = 1000;

/** How many meters have usage that passes the filter, of how many that have any. */
export function useFilteredMeters(
  id: string,
  filter: readonly Clause[],
): { readonly shown: number; readonly all: number } | undefined {
  const client = useClient();
  const own = useOwn();
  const { customer, words } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const unit = unitOf(words, customer).id;
  const count = async (text: string, signal: AbortSignal) => {
    const asked = { from, to, unit, by: 'meter', limit: ROWS_MAX, ...own };
    const query = { ...asked, ...(text && { filter: text }) };
    const { rows } = await client.breakdown.get(id, query as never, { signal });
    return rows.filter(({ events }) => events > 0).length;
  };
  const text = writeFilter(filter);
  return useResource({
    key: ['meter-counts', id, from, to, unit, text],
    load: from
      ? async (signal) => {
          const [shown, all] = await Promise.all([count(text, signal), count('', signal)]);
          return { shown, all };
        }
      : undefined,
  }).value;
}
