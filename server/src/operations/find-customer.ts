import { findCustomer, findCustomerKey } from '../store/customers.ts';
import { refused } from './answer.ts';
import type { Caller, Context, CustomerRef, SeenCustomer } from './context.ts';

/** The customer with this external key, when it exists for the caller: a foreign one looks like an absent one. */
export async function findCustomerFor(
  context: Context,
  caller: Caller,
  key: string,
): Promise<SeenCustomer | undefined> {
  if (caller.customers !== null && !caller.customers.includes(key)) return undefined;
  const customer = context.customers.get(key) ?? (await readCustomer(context, key));
  if (!customer) return undefined;
  context.customers.set(key, customer);
  if (caller.isTest !== null && caller.isTest !== customer.isTest) return undefined;
  const sight = caller.sights?.get(key) ?? null;
  // Whoever sees customers through sights sees none without one.
  return sight === null && caller.sights !== undefined ? undefined : { ...customer, sight };
}

export function customerUnknown(key: string): ReturnType<typeof refused> {
  return refused(
    'customer_unknown',
    `There is no customer "${key}". Create it with PUT /v1/customers/{customer}.`,
    '/customer',
  );
}

async function readCustomer({ database }: Context, key: string): Promise<CustomerRef | undefined> {
  const found = await findCustomerKey(database, key);
  if (!found) return undefined;
  const { customerId, isTest } = found;
  const record = await database.transaction({ customer: customerId, readOnly: true }, (tx) =>
    findCustomer(tx, customerId),
  );
  return record && { customerId, key, catalogKey: record.catalogKey, isTest };
}
