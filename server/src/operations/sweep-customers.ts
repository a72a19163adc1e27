import { operate } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { findCustomers } from '../store/customers.ts';
import { listDueCustomers, readClock } from '../store/ledgers.ts';
import { answered } from './answer.ts';
import type { Context } from './context.ts';
import { withBook } from './with-book.ts';

/**
 * Books what has fallen due for customers that nobody writes to, soonest first, and answers how many there were. Readers need
 * it not: they advance in memory. Test customers wait for their own clocks.
 */
export async function sweepCustomers(context: Context): Promise<number> {
  const { database } = context;
  const due = await database.transaction({ customer: 'all' }, async (tx) => {
    const now = context.clock?.() ?? (await readClock(tx));
    return findCustomers(tx, await listDueCustomers(tx, now, bounds.sweepCustomers));
  });
  for (const { customerId, catalogKey } of due) {
    await withBook(context, { customerId, catalogKey, kind: 'advance' }, async ({ open, asOf }) => {
      operate.advance(open.book, asOf);
      return { answer: answered(null) };
    });
  }
  return due.length;
}
