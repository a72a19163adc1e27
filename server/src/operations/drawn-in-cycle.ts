import {
  type Account,
  accountOf,
  type Book,
  contains,
  currentCycle,
  drawnFrom,
  type Grant,
  type Interval,
  totalsIn,
} from '@fuelgauge/core';
import { sumDrawn, sumOwnFlows } from '../store/entries.ts';
import type { Work } from './with-book.ts';

export interface DrawnQuestion {
  /** The book asked about: of now or of the past. */
  readonly book: Book;
  readonly within: Interval;
  /** The last sequence number that counts. */
  readonly bySeq: number;
  /** Whether the book is the work's own, with what has fallen due, and the stretch its current cycle. */
  readonly isCurrent: boolean;
}

/**
 * What charges booked in a cycle took from each grant, less what they gave back. Known without looking at the charges where
 * every grant but one can only have paid in this cycle; otherwise the cycle's charges are added up.
 */
export async function drawnInCycle(
  work: Work,
  question: DrawnQuestion,
): Promise<Map<number, bigint>> {
  const { book, within } = question;
  const drawn = new Map<number, bigint>();
  const open: Grant[] = [];
  for (const grant of book.ledger.grants.values()) {
    if (drawnFrom(grant) === 0n || hasEndedBefore(grant, within)) continue;
    if (question.isCurrent && paysOnlyIn(grant, within)) drawn.set(grant.id, drawnFrom(grant));
    else open.push(grant);
  }
  const [only, ...others] = open;
  if (only === undefined) return drawn;
  if (question.isCurrent && others.length === 0) {
    drawn.set(only.id, await restOfCycle(work, drawn, within));
    return drawn;
  }
  const accounts = open.map(accountOf);
  const sums = await sumDrawn(work.tx, work.open.customer.customerId, { ...question, accounts });
  for (const grant of open) drawn.set(grant.id, sums.get(accountOf(grant)) ?? 0n);
  addPending(work, { drawn, open, within });
  return drawn;
}

/** No charge of the cycle can have drawn from it. */
function hasEndedBefore({ expiresAt }: Grant, { start }: Interval): boolean {
  return expiresAt !== null && expiresAt <= start;
}

/** An allotment does not pay for what was used before its cycle. */
function paysOnlyIn({ source, effectiveAt }: Grant, { start }: Interval): boolean {
  return (source === 'allotment' || source === 'plan_change') && effectiveAt >= start;
}

/** What the cycle's use leaves for the one grant that is not known, after all others and what went beyond the grants. */
async function restOfCycle(
  { open, tx }: Work,
  known: ReadonlyMap<number, bigint>,
  within: Interval,
): Promise<bigint> {
  const { ledger, catalog } = open.book;
  const asked = { within, unit: catalog.creditUnit };
  const stored = await sumOwnFlows(tx, open.customer.customerId, asked);
  const due = ledger.appended.entries.filter(({ bookedAt }) => contains(within, bookedAt));
  const totals = currentTotals(open.book);
  let rest = totals.used - totals.overdrawn - totals.overage - totals.unlimited;
  for (const amount of known.values()) rest -= amount;
  for (const { debit, credit, amount } of [...stored, ...due]) {
    // Repaying lowers what is overdrawn, not what was drawn; and what ended before got back what it had paid before.
    if (credit === 'overdraft' && isGrant(debit)) rest -= amount;
    if (debit === 'overdraft' && isGrant(credit)) rest += amount;
    if (debit === 'used' && isEnded(open.book, credit, within)) rest += amount;
  }
  return rest;
}

function currentTotals(book: Book) {
  return totalsIn(book.ledger, currentCycle(book.ledger, 'plan'), book.catalog.creditUnit);
}

function isGrant(account: Account): boolean {
  return account.startsWith('grant/');
}

function isEnded({ ledger }: Book, account: Account, within: Interval): boolean {
  const grant = isGrant(account) ? ledger.grants.get(Number(account.slice(6))) : undefined;
  return grant !== undefined && hasEndedBefore(grant, within);
}

interface Pending {
  readonly drawn: Map<number, bigint>;
  readonly open: readonly Grant[];
  readonly within: Interval;
}

/** Charges that have fallen due and are not written. */
function addPending({ open: { book } }: Work, { drawn, open, within }: Pending): void {
  const byAccount = new Map(open.map((grant) => [accountOf(grant), grant.id]));
  for (const { debit, credit, amount, bookedAt } of book.ledger.appended.entries) {
    if (!contains(within, bookedAt)) continue;
    const paid = credit === 'used' ? byAccount.get(debit) : undefined;
    const returned = debit === 'used' ? byAccount.get(credit) : undefined;
    if (paid !== undefined) drawn.set(paid, (drawn.get(paid) ?? 0n) + amount);
    if (returned !== undefined) drawn.set(returned, (drawn.get(returned) ?? 0n) - amount);
  }
}
