import { type Cycle, instant, MICROSECOND, nano, valueAt } from '@fuelgauge/core';
import { loadUsage } from './load-usage.ts';
import { type BalanceJson, balanceJson } from './wire/balance-json.ts';
import type { Reading } from './with-book.ts';

/**
 * The balance of a plan cycle for who does not see the customer's: what of the usage they may see was charged, and nothing
 * that limits it. Neither grants nor what the customer has left can be told from it.
 */
export async function ownBalance(
  { work, ref }: Pick<Reading, 'work' | 'ref'>,
  cycle: Cycle,
): Promise<Omit<BalanceJson, 'grants'> & { readonly grants: readonly never[] }> {
  const { book, customer } = work.open;
  const { at, seq } = book.ledger.head;
  const unit = book.ledger.creditUnit;
  const question = { starts: [cycle.start], to: cycle.end, dimensions: [], within: [] };
  const own = (await loadUsage(work, question)).filter((item) => item.unit === unit);
  const used = nano(own.reduce((sum, { credits }) => sum + credits, 0n));
  const none = nano(0n);
  const balance = {
    unit,
    opening: none,
    granted: none,
    expired: none,
    voided: none,
    total: none,
    used,
    overdrawn: none,
    overage: none,
    unlimited: used,
    remaining: none,
    held: none,
    available: null,
    cycle,
    state: 'unlimited' as const,
    seq,
    grants: [],
  };
  const zone = valueAt(book.terms.zones, instant(Math.min(cycle.end - MICROSECOND, at)));
  const about = { customer: ref, zone, asOf: at, readOnly: customer.readOnly };
  return { ...balanceJson(balance, about), grants: [] };
}
