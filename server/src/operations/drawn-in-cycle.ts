import {
  accountOf,
  type Book,
  drawnFrom,
  type Grant,
  type Interval,
  rollUp,
} from '@fuelgauge/core';
import { sumDrawn } from '../store/entries.ts';
import { listDraws } from '../store/rollups.ts';
import type { Work } from './with-book.ts';

export interface DrawnQuestion {
  /** The book asked about: of now or of the past. */
  readonly book: Book;
  /** A plan cycle, up to the moment asked about. */
  readonly within: Interval;
  /** The last sequence number that counts. */
  readonly bySeq: number;
  /** Whether all that is known of the cycle now is meant, with what has fallen due. */
  readonly isWhole: boolean;
}

/**
 * What charges booked in a cycle took from each grant, less what they gave back. Of whole cycles it is kept beside the
 * ledger; of a cycle as the ledger knew it at a moment, its charges are added up.
 */
export async function drawnInCycle(
  work: Work,
  question: DrawnQuestion,
): Promise<Map<number, bigint>> {
  const { customerId } = work.open.customer;
  const { book, within, isWhole } = question;
  if (!isWhole) return sumPast(work, question);
  const drawn = await listDraws(work.tx, customerId, within.start);
  // Charges that have fallen due and are not written.
  for (const due of rollUp(book, []).draws) {
    if (due.bucketAt !== within.start) continue;
    drawn.set(due.grantId, (drawn.get(due.grantId) ?? 0n) + due.drawn);
  }
  for (const grant of book.ledger.grants.values()) {
    if (hasEndedBefore(grant, within)) drawn.delete(grant.id);
  }
  return drawn;
}

async function sumPast(
  { tx, open }: Work,
  { book, within, bySeq }: DrawnQuestion,
): Promise<Map<number, bigint>> {
  const grants = [...book.ledger.grants.values()].filter(
    (grant) => drawnFrom(grant) !== 0n && !hasEndedBefore(grant, within),
  );
  if (grants.length === 0) return new Map();
  const accounts = grants.map(accountOf);
  const sums = await sumDrawn(tx, open.customer.customerId, { within, bySeq, accounts });
  return new Map(grants.map((grant) => [grant.id, sums.get(accountOf(grant)) ?? 0n]));
}

/** No charge of the cycle can have drawn from it; what it got back belongs to an earlier one. */
function hasEndedBefore({ expiresAt }: Grant, { start }: Interval): boolean {
  return expiresAt !== null && expiresAt <= start;
}
