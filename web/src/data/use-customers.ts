import type { Customer } from '@fuelgauge/sdk';
import { useClient } from './session.ts';
import { type Resource, useResource } from './use-resource.ts';

/** The customers that may be switched to, as far as one page lists them. */
export function useCustomers(): Resource<readonly Customer[]> {
  const client = useClient();
  return useResource({
    key: ['customers'],
    load: async (signal) => (await client.customers.list({ limit: SWITCHER_MAX }, { signal })).data,
    isLive: true,
  });
}

const SWITCHER_MAX = 100;
