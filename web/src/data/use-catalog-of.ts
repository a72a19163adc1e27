import type { CustomerCatalog } from '@fuelgauge/sdk';
import { bootAnswer } from './boot.ts';
import { useClient } from './session.ts';
import { type Resource, useResource } from './use-resource.ts';

/** What a customer's pages are made of: the names, prices and parts its catalog gives its plan. */
export function useCatalogOf(id: string | undefined): Resource<CustomerCatalog> {
  const client = useClient();
  const boot = bootAnswer('catalog');
  return useResource({
    key: ['catalog', id],
    load: id === undefined ? undefined : (signal) => client.catalog.of(id, { signal }),
    ...(boot && boot.customer === id && { known: boot }),
  });
}
