import { type Instant, instant } from '@fuelgauge/core';
import { beginProof, findOldestProof } from '../store/checkpoints.ts';
import { readClock } from '../store/ledgers.ts';
import type { CheckRequest } from './check-ledgers.ts';
import type { Context } from './context.ts';
import { stopCustomer } from './stop-customer.ts';
import { type CustomerProof, verifyLedger } from './verify-ledger.ts';

export interface ProofSchedule extends Pick<CheckRequest, 'onDrift'> {
  /** How often each ledger is proved, in microseconds. */
  readonly intervalUs: number;
}

/**
 * Proves the whole ledger of the customer whose last proof lies back furthest, when that is longer than the interval, and
 * makes it read-only when it drifts. Answers the proof; null when none is due. Of servers that ask at once one does it. What an
 * operator has accepted is told again each time, and stops nothing.
 */
export async function proveOldest(
  context: Context,
  { intervalUs, onDrift }: ProofSchedule,
): Promise<CustomerProof | null> {
  const { database } = context;
  const due = await database.transaction({ customer: 'all' }, async (tx) => {
    const at = context.clock?.() ?? (await readClock(tx));
    const before = instant(at - intervalUs);
    const oldest = await findOldestProof(tx, before);
    return oldest && { ...oldest, at, before };
  });
  if (!due || !(await begin(context, due))) return null;
  for await (const proof of verifyLedger(context, { customers: [due.key] })) {
    if (proof.kind !== 'customer') continue;
    if (proof.differenceCount > 0) {
      const { customerId, key, isAccepted } = due;
      const reason = reasonOf(proof);
      if (!isAccepted) await stopCustomer(context, { customerId, key, actor: 'proof', reason });
      onDrift?.({ customer: key, reason });
    }
    return proof;
  }
  return null;
}

function begin(
  { database }: Context,
  { customerId, ...times }: { customerId: bigint; at: Instant; before: Instant },
): Promise<boolean> {
  return database.transaction({ customer: customerId }, (tx) => beginProof(tx, customerId, times));
}

/** The first difference of a proof as a sentence. Asserts that there is one. */
export function reasonOf({ differenceCount, differences: [first] }: CustomerProof): string {
  if (!first) return 'The ledger is not proved.';
  const { invariant, seq, subject, expected, found } = first;
  const place = seq === null ? '' : ` at sequence number ${seq}`;
  const more = differenceCount === 1 ? '' : ` The proof found ${differenceCount} differences.`;
  return `${invariant} does not hold${place}: ${subject} is ${found}, not ${expected}.${more}`;
}
