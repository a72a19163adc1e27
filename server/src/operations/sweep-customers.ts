import { operate } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { type CustomerRecord, findCustomers } from '../store/customers.ts';
import { listDueCustomers, readClock } from '../store/ledgers.ts';
import { answered } from './answer.ts';
import type { Context } from './context.ts';
import { withBook } from './with-book.ts';

/**
 * Books what has fallen due for customers that nobody writes to, soonest first, and answers how many there were. Readers need
 * it not: they advance in memory. Test customers wait for their own clocks. One customer that fails does not hold up the
 * others; all failures are thrown together at the end.
 */
export async function sweepCustomers(context: Context): Promise<number> {
  const { database } = context;
  const due = await database.transaction({ customer: 'all' }, async (tx) => {
    const now = context.clock?.() ?? (await readClock(tx));
    return findCustomers(tx, await listDueCustomers(tx, now, bounds.sweepCustomers));
  });
  const failures: unknown[] = [];
  for (const customer of due) {
    await sweep(context, customer).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} customers could not be swept`);
  return due.length;
}

async function sweep(context: Context, { customerId, catalogKey }: CustomerRecord): Promise<void> {
  await withBook(context, { customerId, catalogKey, kind: 'advance' }, async ({ open, asOf }) => {
    operate.advance(open.book, asOf);
    return { answer: answered(null) };
  });
}
