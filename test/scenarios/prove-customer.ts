import { formatCredits, formatInstant } from '@fuelgauge/core';
import type { Context, CustomerRef } from '../../server/src/operations/context.ts';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import { listEntriesBetween } from '../../server/src/store/entries.ts';
import type { LedgerAnswer } from './runner.ts';

/** Throws, naming what differs, unless the product's own proof of the customer succeeds. */
export async function expectProof(context: Context, customer: string): Promise<void> {
  for await (const proof of verifyLedger(context, { customers: [customer] })) {
    if (proof.kind === 'ledger') {
      if (!proof.isProved) throw new Error('The ledger is not proved.');
      return;
    }
    const lines = proof.differences.map(
      ({ invariant, seq, subject, expected, found }) =>
        `${invariant} at ${seq ?? 'no place'}: ${subject}: expected ${expected}, found ${found}`,
    );
    if (lines.length > 0) throw new Error(`The proof fails.\n${lines.join('\n')}`);
  }
}

/** Every entry of the customer's ledger, as stored. */
export function readLedger(
  { database }: Context,
  { customerId }: CustomerRef,
): Promise<LedgerAnswer[]> {
  return database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
    const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const entries = await listEntriesBetween(tx, customerId, all);
    return entries.map(({ amount, bookedAt, recordedAt, balanceAfter, ...entry }) => ({
      ...entry,
      amount: formatCredits(amount),
      booked_at: formatInstant(bookedAt),
      recorded_at: formatInstant(recordedAt),
      balance_after: formatCredits(balanceAfter),
    }));
  });
}
