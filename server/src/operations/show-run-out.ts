import { balanceOf, formatInstant, valueAt } from '@fuelgauge/core';
import { findRunOut } from '../store/run-out.ts';
import type { RanOutJson } from './wire/overview-json.ts';
import type { ReadWork } from './with-book.ts';

/**
 * Since when nothing is left of the current cycle; null while something is, and where there never was anything. Who does not
 * see all usage is not told which event it was.
 */
export async function showRunOut({ open, tx, bounds }: ReadWork): Promise<RanOutJson | null> {
  const { book, customer } = open;
  const { available } = balanceOf(book);
  if (available === null || available > 0n) return null;
  const found = await findRunOut(tx, customer.customerId);
  if (!found) return null;
  const { terms, ledger } = book;
  const isShown = bounds === null;
  return {
    at: formatInstant(found.bookedAt, valueAt(terms.zones, ledger.head.at)),
    seq: isShown ? found.seq : null,
    event: isShown ? found.event : null,
  };
}
