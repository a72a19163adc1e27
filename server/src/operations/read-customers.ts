import type { Instant } from '@fuelgauge/core';
import { findCustomer, findCustomers, listCustomerKeys } from '../store/customers.ts';
import { readClock } from '../store/ledgers.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { seesMoney } from './sight.ts';
import { type CustomerJson, customerJson } from './wire/customer-json.ts';

/** One customer with its terms as they are now. */
export async function readCustomer(
  context: Context,
  caller: Caller,
  { customer: key }: { customer: string },
): Promise<Answer<CustomerJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return customerUnknown(key);
  return context.database.transaction({ customer: ref.customerId, readOnly: true }, async (tx) => {
    const record = await findCustomer(tx, ref.customerId);
    if (!record) return customerUnknown(key);
    return answered(
      customerJson(record, record.clockAt ?? (await now(context, tx)), !seesMoney(ref.sight)),
    );
  });
}

/** Customers by key: those the caller may see, live or test ones as its key is. */
export async function listCustomers(
  context: Context,
  caller: Caller,
  query: PageQuery,
): Promise<Answer<PageJson<CustomerJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const after = String(position?.[0] ?? '');
  const isTest = caller.isTest ?? false;
  return context.database.transaction({ customer: 'all' }, async (tx) => {
    const keys = await listCustomerKeys(tx, {
      after,
      limit: limit + 1,
      isTest,
      only: caller.customers,
    });
    const at = await now(context, tx);
    const records = await findCustomers(
      tx,
      keys.map(({ customerId }) => customerId),
    );
    return answered(
      pageOf(records, limit, {
        json: (record) => {
          const sight = caller.sights?.get(record.key) ?? null;
          return customerJson(record, record.clockAt ?? at, !seesMoney(sight));
        },
        position: (record) => [record.key],
      }),
    );
  });
}

async function now({ clock }: Context, tx: Parameters<typeof readClock>[0]): Promise<Instant> {
  return clock?.() ?? readClock(tx);
}
