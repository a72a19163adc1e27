import {
  accountOf,
  appendedNothing,
  type Book,
  boundaryAfter,
  boundaryAtOrBefore,
  type Cycle,
  type CycleTotals,
  changedNothing,
  contains,
  cycleIn,
  type Entry,
  GRACE_US,
  type Grant,
  type Head,
  type Instant,
  nano,
  operate,
  type Terms,
  totalsIn,
  totalsKey,
  totalsOf,
} from '@fuelgauge/core';
import { type Flow, findSeqAt, type SeqAt, sumFlowsAfter } from '../store/entries.ts';
import type { Work } from './with-book.ts';

/** A book of the past, and the sequence number it ends at. */
export interface PastBook {
  readonly book: Book;
  readonly bySeq: number;
}

/**
 * The book as a reader found it at a moment: what was recorded by then, and what had fallen due. Undefined before anything
 * was. The book of the work is opened with all grants, and from that moment on. What accrues by the day appears as it was
 * written.
 */
export async function bookKnownAt({ open, tx }: Work, at: Instant): Promise<PastBook | undefined> {
  const { book, customer } = open;
  const last = await findSeqAt(tx, customer.customerId, at);
  const cycle = last && cycleIn(book.ledger, 'plan', last.at);
  if (!last || !cycle) return undefined;
  const flows = await sumFlowsAfter(tx, customer.customerId, {
    after: { seq: last.seq },
    within: cycle,
    unit: book.catalog.creditUnit,
  });
  flows.push(...book.ledger.appended.entries.map((entry) => flowOf(entry, cycle)));
  const undone = undo(book, { flows, cycle });
  const grants = [...book.ledger.grants.values()].filter(({ id }) => id <= last.seq);
  const cycles = book.ledger.cycles.filter(({ start }) => start <= last.at);
  const ledger = {
    ...book.ledger,
    head: { ...undone.head, seq: last.seq, at: last.at, advancedTo: last.at },
    grants: new Map(grants.map((grant) => [grant.id, grantBefore(book, undone.of(grant), last)])),
    cycles: cycles.map((each) => cycleBefore(each, last.at)),
    totals: new Map([[totalsKey(cycle, book.catalog.creditUnit), undone.totals]]),
    appended: appendedNothing(),
  };
  const terms = termsUntil(book.terms, at);
  const past = { ...book, terms, ledger, levels: new Map(), changed: changedNothing() };
  operate.advance(past, at);
  return { book: past, bySeq: last.seq };
}

/**
 * The book as it would have been at a moment with all that is known now: everything booked by then, whenever it was
 * recorded. Undefined before the customer's first cycle.
 */
export async function bookRestatedAt(
  { open, tx }: Work,
  at: Instant,
): Promise<PastBook | undefined> {
  const { book, customer } = open;
  const cycle = cycleIn(book.ledger, 'plan', at);
  if (!cycle) return undefined;
  const { creditUnit, overdraftAtReset } = book.catalog;
  const about = { after: { booked: at }, within: cycle, unit: creditUnit };
  const flows = await sumFlowsAfter(tx, customer.customerId, about);
  const due = book.ledger.appended.entries.filter(({ bookedAt }) => bookedAt > at);
  flows.push(...due.map((entry) => flowOf(entry, cycle)));
  const undone = undo(book, { flows, cycle });
  const { totals } = undone;
  const grants = new Map<number, Grant>();
  for (const grant of book.ledger.grants.values()) {
    const before = undone.of(grant);
    if (!before.issued) continue;
    grants.set(grant.id, settledAt(before, at));
    // What came back from expiry, or went there again, is no expiry of a grant that has not ended.
    if (!hasEnded(grant, at)) totals.expired -= before.expired;
  }
  const overdraft =
    overdraftAtReset === 'carry'
      ? undone.head.overdraft
      : nano(totals.overdrawn + totals.restoredOverdraft);
  const left = [...grants.values()].reduce((sum, { remaining }) => sum + remaining, 0n);
  const posted = nano(left - overdraft);
  const ledger = {
    ...book.ledger,
    head: { ...undone.head, posted, overdraft, at, advancedTo: at },
    grants,
    cycles: book.ledger.cycles.filter(({ start }) => start <= at),
    totals: new Map([[totalsKey(cycle, creditUnit), totals]]),
    appended: appendedNothing(),
  };
  return { book: { ...book, ledger }, bySeq: book.ledger.head.seq };
}

function flowOf({ debit, credit, amount, bookedAt }: Entry, cycle: Cycle): Flow {
  return { debit, credit, amount, transfers: 1, within: contains(cycle, bookedAt) ? amount : 0n };
}

interface Undone {
  readonly head: Head;
  readonly totals: CycleTotals;
  readonly of: (grant: Grant) => Grant;
}

/** The book's figures without these flows. */
function undo(
  { ledger, catalog }: Book,
  { flows, cycle }: { flows: readonly Flow[]; cycle: Cycle },
): Undone {
  const totals = totalsIn(ledger, cycle, catalog.creditUnit);
  let { posted, overdraft } = ledger.head;
  for (const { debit, credit, amount, within } of flows) {
    for (const [field, change] of totalsOf({ debit, credit, amount: nano(within) })) {
      totals[field] -= change;
    }
    posted = nano(posted - weight(credit) * amount + weight(debit) * amount);
    if (debit === 'overdraft') overdraft = nano(overdraft - amount);
    if (credit === 'overdraft') overdraft = nano(overdraft + amount);
  }
  const head = { ...ledger.head, posted, overdraft, held: nano(0n) };
  return { head, totals, of: (grant) => withoutFlows(grant, flows) };
}

/** `posted` counts what grants have left and, as a debt, overdraft. */
function weight(account: Flow['debit']): bigint {
  return account === 'overdraft' || account.startsWith('grant/') ? 1n : 0n;
}

function withoutFlows(grant: Grant, flows: readonly Flow[]): Grant {
  const account = accountOf(grant);
  const before = { ...grant };
  let returns = 0;
  for (const { debit, credit, amount, transfers } of flows) {
    if (credit === account) {
      before.remaining = nano(before.remaining - amount);
      if (debit === 'issued' && amount > 0n) before.issued = false;
      if (debit === 'expired') before.expired = nano(before.expired + amount);
      if (debit === 'overdraft') before.repaid = nano(before.repaid + amount);
    }
    if (debit === account) {
      before.remaining = nano(before.remaining + amount);
      if (credit === 'expired') before.expired = nano(before.expired - amount);
      if (credit === 'overdraft') before.repaid = nano(before.repaid - amount);
      if (credit.startsWith('grant/')) before.carried = nano(before.carried - amount);
      if (credit === 'issued') {
        before.voided = nano(before.voided - amount);
        returns += transfers;
      }
    }
  }
  if (returns > 0 && before.voided === 0n) before.isVoid = false;
  return before;
}

function hasEnded({ expiresAt }: Grant, at: Instant): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** What is neither drawn nor gone otherwise is left until the grant ends, and expired then. */
function settledAt(grant: Grant, at: Instant): Grant {
  const rest = nano(grant.remaining + grant.expired);
  const nothing = nano(0n);
  return hasEnded(grant, at)
    ? { ...grant, remaining: nothing, expired: rest }
    : { ...grant, remaining: rest, expired: nothing };
}

/** A grant that a later restart of its cycle ended early still had its own end. */
function grantBefore({ ledger }: Book, grant: Grant, { at }: SeqAt): Grant {
  const cut = ledger.cycles.find(
    (cycle) => cycle.series === 'plan' && cycle.end === grant.expiresAt && cycle.start <= at,
  );
  return cut ? { ...grant, expiresAt: cycleBefore(cut, at).end } : grant;
}

/** A cycle as it was: whole, where a plan change has cut it since, and in the state it had. */
function cycleBefore(cycle: Cycle, at: Instant): Cycle {
  const { grid } = cycle;
  const isCut = cycle.end > at && boundaryAtOrBefore(grid, cycle.end) !== cycle.end;
  const end = isCut ? boundaryAfter(grid, cycle.end) : cycle.end;
  const state = end > at ? 'open' : end + GRACE_US > at ? 'closing' : 'final';
  return { ...cycle, end, state };
}

function termsUntil(terms: Terms, at: Instant): Terms {
  const until = <Each extends { readonly from: Instant }>(dated: readonly Each[]) =>
    dated.filter(({ from }, index) => index === 0 || from <= at);
  return {
    ...terms,
    plans: until(terms.plans),
    zones: until(terms.zones),
    billingModes: until(terms.billingModes),
    pricesPerCredit: until(terms.pricesPerCredit),
  };
}
