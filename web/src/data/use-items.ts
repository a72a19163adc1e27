import type { Item } from '@fuelgauge/sdk';
import { useClient } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';
import { type Resource, useResource } from './use-resource.ts';

const ITEMS_MAX = 1000;

/** What the customer has in money beside credits, of these kinds or of all others. */
export function useItems(isWanted: (kind: string) => boolean): Resource<readonly Item[]> {
  const client = useClient();
  const { customer } = useShownCustomer();
  const id = customer.customer;
  const all = useResource({
    key: ['items', id],
    load: async (signal) => (await client.items(id).list({ limit: ITEMS_MAX }, { signal })).data,
  });
  return { ...all, value: all.value?.filter(({ kind }) => isWanted(kind)) };
}
