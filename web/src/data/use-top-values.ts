import type { Breakdown } from '@fuelgauge/sdk';
import { unitOf } from '../figures/catalog-words.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';

const VALUES_MAX = 1000;

/** The values of an attribute that were used in the period of the address, those that used most first, whatever is filtered. */
export function useTopValues(by: string): Resource<Breakdown> {
  const client = useClient();
  const own = useOwn();
  const { customer, words } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const id = customer.customer;
  const unit = unitOf(words, customer).id;
  return useResource({
    key: ['breakdown', id, from, to, unit, undefined, by],
    load:
      from && to
        ? (signal) =>
            client.breakdown.get(id, { from, to, unit, by, limit: VALUES_MAX, ...own }, { signal })
        : undefined,
  });
}
