import { useMemo } from 'react';
import { isOperator } from './permissions.ts';
import { useAccess } from './session.ts';
import { type Resource, useResource } from './use-resource.ts';
import { whenIdle } from './when-idle.ts';

/** A customer as one chooses it. */
export interface ListedCustomer {
  readonly customer: string;
  readonly name: string;
  readonly test: boolean;
}

/** The customers that may be switched to: a person's own, or as far as one page lists them. */
export function useCustomers(): Resource<readonly ListedCustomer[]> {
  const { client, session } = useAccess();
  const isAll = isOperator(session);
  const listed = useResource({
    key: ['customers'],
    load: isAll
      ? async (signal): Promise<readonly ListedCustomer[]> => {
          await whenIdle();
          return (await client.customers.list({ limit: SWITCHER_MAX }, { signal })).data;
        }
      : undefined,
    isLive: true,
  });
  const own = useMemo(
    () => session.customers.map(({ customer, name }) => ({ customer, name, test: false })),
    [session],
  );
  return isAll ? listed : { ...listed, value: own };
}

const SWITCHER_MAX = 100;
