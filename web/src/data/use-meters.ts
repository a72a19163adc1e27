import type { Usage } from '@fuelgauge/sdk';
import { unitOf } from '../figures/catalog-words.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { type Resource, useResource } from './use-resource.ts';

/** Every meter of the period by the day, in its own unit and in what it turned into. */
export function useMeters(): Resource<Usage> {
  const client = useClient();
  const { customer, words } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const id = customer.customer;
  const unit = unitOf(words, customer).id;
  return useResource({
    key: ['usage', id, from, to, unit, 'meters'],
    load:
      from && to
        ? (signal) =>
            client.usage.get(
              id,
              { from, to, unit, granularity: 'day', group_by: 'meter' },
              { signal },
            )
        : undefined,
    isLive: true,
  });
}
