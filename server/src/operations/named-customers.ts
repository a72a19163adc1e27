import { findCustomerKey, listCustomerKeys } from '../store/customers.ts';
import type { Context } from './context.ts';

/** A customer by its key; the number is null when no customer has it. */
export interface NamedCustomer {
  readonly key: string;
  readonly customerId: bigint | null;
}

interface NamedRequest {
  readonly customers: 'all' | readonly string[];
  /** Of all only test customers, or only live ones; both when absent. */
  readonly isTest?: boolean | null;
}

/**
 * Those asked for, or all there are: live ones, then test customers, each in order of their keys, so that a digest over them
 * does not depend on how they were asked for.
 */
export async function* namedCustomers(
  { database }: Context,
  { customers, isTest = null }: NamedRequest,
): AsyncGenerator<NamedCustomer> {
  if (customers !== 'all') {
    for (const key of [...new Set(customers)].sort()) {
      const found = await findCustomerKey(database, key);
      yield { key, customerId: found?.customerId ?? null };
    }
    return;
  }
  for (const kind of isTest === null ? [false, true] : [isTest]) {
    for (let after = ''; ; ) {
      const page = { after, limit: PAGE_CUSTOMERS, isTest: kind, only: null };
      const keys = await listCustomerKeys(database, page);
      yield* keys;
      const last = keys.at(-1);
      if (!last) break;
      after = last.key;
    }
  }
}

const PAGE_CUSTOMERS = 200;
