import type { CustomerCatalog } from '@fuelgauge/sdk';
import { useClient } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';
import { type Resource, useResource } from './use-resource.ts';

/** What this customer's pages are made of: the names, prices and parts its catalog gives its plan. */
export function useCustomerCatalog(): Resource<CustomerCatalog> {
  const client = useClient();
  const { customer } = useShownCustomer();
  const id = customer.customer;
  return useResource({
    key: ['catalog', id],
    load: (signal) => client.catalog.of(id, { signal }),
  });
}
