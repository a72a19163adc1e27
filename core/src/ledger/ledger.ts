import { assert } from '../assert.ts';
import { CREDITS_MAX, type Credits, nano, ZERO } from '../credits.ts';
import type { Grid } from '../cycle.ts';
import { contains, type Instant } from '../time.ts';
import type { Account } from './account.ts';
import type { Grant } from './grant.ts';

/**
 * One customer's ledger as far as an operation needs it: opened on rows read under the lock, changed in memory,
 * and then read for what to append. Only functions of this folder change it.
 *
 * Double entry: each transfer debits one account and credits another, so that all accounts together sum to zero.
 */
export interface Ledger {
  readonly head: Head;
  /** By id; only grants that can still matter need to be loaded. */
  readonly grants: Map<number, Grant>;
  /** By series, then start. */
  readonly cycles: Cycle[];
  /** What the loaded cycles add up to before this operation, by {@link totalsKey}; a missing one is all zero. */
  readonly totals: ReadonlyMap<string, CycleTotals>;
  /** The credit unit of the catalog; other units have no grants. */
  readonly creditUnit: string;
  readonly appended: Appended;
}

/** The customer's single locked row. */
export interface Head {
  /** The last sequence number given out: dense from 1. */
  seq: number;
  /** Sum of what grants have left, minus open overdraft (I4). */
  posted: Credits;
  /** Credits set aside by open holds. */
  held: Credits;
  /** Unbilled use beyond the grants that is still open. */
  overdraft: Credits;
  /** List credits of all that was ever recorded. Bounding it bounds every subtotal. */
  metered: Credits;
  /** The latest `recordedAt`; it never goes back. */
  at: Instant;
  /** Where the customer's first cycle begins. */
  firstCycleAt: Instant;
  /** Boundaries up to and including this moment have been booked. */
  advancedTo: Instant;
}

export type EntryKind =
  | 'grant'
  | 'schedule'
  | 'draw'
  | 'return'
  | 'expire'
  | 'roll_over'
  | 'write_off'
  | 'repay'
  | 'void_grant'
  | 'void'
  | 'rerate'
  | 'amend'
  | 'price';

/** One immutable transfer. Several parts share the sequence number of the operation they belong to. */
export interface Entry {
  readonly seq: number;
  readonly part: number;
  readonly kind: EntryKind;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Credits;
  readonly unit: string;
  readonly bookedAt: Instant;
  readonly recordedAt: Instant;
  /** `posted` after this transfer (I2). */
  readonly balanceAfter: Credits;
  /** The event it belongs to. */
  readonly eventKey: string | null;
}

export interface Cycle {
  readonly series: string;
  readonly start: Instant;
  /** Moves earlier only when a plan change restarts the cycle. */
  end: Instant;
  state: 'open' | 'closing' | 'final';
  readonly grid: Grid;
}

/** What the entries booked in one cycle add up to. `opening + granted − expired − voided − used + overdrawn + overage + unlimited = remaining`. */
export interface CycleTotals {
  granted: bigint;
  expired: bigint;
  voided: bigint;
  used: bigint;
  overdrawn: bigint;
  overage: bigint;
  unlimited: bigint;
  /** What of `overdrawn` was given back for draws of other cycles; alike the next two. They explain and are not in the sum. */
  restoredOverdraft: bigint;
  restoredOverage: bigint;
  restoredUnlimited: bigint;
}

/** What an operation has added, for the store to write. */
export interface Appended {
  readonly entries: Entry[];
  readonly grants: Set<number>;
  readonly cycles: Set<Cycle>;
  /** Additions by {@link totalsKey}. */
  readonly totals: Map<string, CycleTotals>;
}

export function appendedNothing(): Appended {
  return { entries: [], grants: new Set(), cycles: new Set(), totals: new Map() };
}

/** The opening head of a customer who starts at `at`. */
export function emptyHead(at: Instant): Head {
  return {
    seq: 0,
    posted: ZERO,
    held: ZERO,
    overdraft: ZERO,
    metered: ZERO,
    at,
    firstCycleAt: at,
    advancedTo: at,
  };
}

export function noTotals(): CycleTotals {
  return {
    granted: 0n,
    expired: 0n,
    voided: 0n,
    used: 0n,
    overdrawn: 0n,
    overage: 0n,
    unlimited: 0n,
    restoredOverdraft: 0n,
    restoredOverage: 0n,
    restoredUnlimited: 0n,
  };
}

export function totalsKey(cycle: Pick<Cycle, 'series' | 'start'>, unit: string): string {
  return `${cycle.series}|${cycle.start}|${unit}`;
}

/** What a cycle adds up to, with what this operation has added. */
export function totalsIn(ledger: Ledger, cycle: Cycle, unit: string): CycleTotals {
  const key = totalsKey(cycle, unit);
  const sum = noTotals();
  for (const totals of [ledger.totals.get(key), ledger.appended.totals.get(key)]) {
    if (totals) for (const field of FIELDS) sum[field] += totals[field];
  }
  return sum;
}

const FIELDS = [
  'granted',
  'expired',
  'voided',
  'used',
  'overdrawn',
  'overage',
  'unlimited',
  'restoredOverdraft',
  'restoredOverage',
  'restoredUnlimited',
] as const;

/** The cycle of a series that contains `at`, when it is loaded. */
export function cycleIn(ledger: Ledger, series: string, at: Instant): Cycle | undefined {
  for (let index = ledger.cycles.length - 1; index >= 0; index -= 1) {
    const cycle = ledger.cycles[index];
    if (cycle && cycle.series === series && contains({ start: cycle.start, end: cycle.end }, at))
      return cycle;
  }
  return undefined;
}

/** The newest cycle of a series: the one `advancedTo` lies in. */
export function currentCycle(ledger: Ledger, series: string): Cycle {
  const cycle = ledger.cycles.findLast((each) => each.series === series);
  assert(cycle !== undefined, `series ${series} has a cycle`);
  return cycle;
}

/** Takes the next sequence number. Every operation on the ledger takes exactly one. */
export function nextSeq(ledger: Ledger): number {
  ledger.head.seq += 1;
  return ledger.head.seq;
}

export interface Transfer {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Credits;
  readonly unit?: string;
  readonly bookedAt: Instant;
  readonly eventKey?: string | null;
}

/** Appends one transfer and moves the balances it touches. Grants' own figures are changed by the caller. */
export function transfer(ledger: Ledger, move: Transfer): void {
  assert(
    move.amount >= 0n && move.amount <= CREDITS_MAX,
    'a transfer moves 0 or more, within bounds',
  );
  assert(move.debit !== move.credit, 'a transfer has two accounts');
  const { head, appended } = ledger;
  if (move.debit === 'overdraft') head.overdraft = nano(head.overdraft + move.amount);
  if (move.credit === 'overdraft') head.overdraft = nano(head.overdraft - move.amount);
  assert(head.overdraft >= 0n, 'open overdraft is never negative');
  head.posted = nano(
    head.posted + weight(move.credit) * move.amount - weight(move.debit) * move.amount,
  );
  const last = appended.entries.at(-1);
  const entry: Entry = {
    seq: move.seq,
    part: last !== undefined && last.seq === move.seq ? last.part + 1 : 0,
    kind: move.kind,
    debit: move.debit,
    credit: move.credit,
    amount: move.amount,
    unit: move.unit ?? ledger.creditUnit,
    bookedAt: move.bookedAt,
    recordedAt: head.at,
    balanceAfter: head.posted,
    eventKey: move.eventKey ?? null,
  };
  appended.entries.push(entry);
  addToTotals(ledger, entry);
}

/** 1 for accounts that `posted` counts: grants and, as a debt, overdraft. */
function weight(account: Account): bigint {
  return account === 'overdraft' || account.startsWith('grant/') ? 1n : 0n;
}

function addToTotals(ledger: Ledger, entry: Entry): void {
  const added = totalsOf(entry);
  if (added.length === 0) return;
  for (const cycle of ledger.cycles) {
    if (cycle !== cycleIn(ledger, cycle.series, entry.bookedAt)) continue;
    const key = totalsKey(cycle, entry.unit);
    const totals = ledger.appended.totals.get(key) ?? noTotals();
    for (const [field, amount] of added) totals[field] += amount;
    ledger.appended.totals.set(key, totals);
  }
}

/**
 * Which totals a transfer changes. The written-off part of an overdraft stays in its cycle's `overdrawn`. Only what another
 * cycle drew goes from `used` to `written_off`, and on from there when it was no overdraft.
 */
export function totalsOf(
  entry: Pick<Entry, 'debit' | 'credit' | 'amount'>,
): [keyof CycleTotals, bigint][] {
  const { debit, credit, amount } = entry;
  const isGrant = (account: Account) => account.startsWith('grant/');
  const changed: [keyof CycleTotals, bigint][] = [];
  if (amount === 0n) return changed;
  if (credit === 'used') changed.push(['used', amount]);
  if (debit === 'used') changed.push(['used', -amount]);
  if (debit === 'issued') changed.push(['granted', amount]);
  if (credit === 'issued') changed.push(['voided', amount]);
  if (credit === 'expired') changed.push(['expired', amount]);
  if (debit === 'expired') changed.push(['expired', -amount]);
  for (const account of ['overage', 'unlimited'] as const) {
    if (debit === account) changed.push([account, amount]);
    if (credit === account) changed.push([account, -amount]);
  }
  if (debit === 'overdraft' && credit !== 'written_off') changed.push(['overdrawn', amount]);
  if (credit === 'overdraft' && (debit === 'used' || isGrant(debit)))
    changed.push(['overdrawn', -amount]);
  if (debit === 'used' && credit === 'written_off')
    changed.push(['overdrawn', -amount], ['restoredOverdraft', amount]);
  if (debit === 'written_off' && (credit === 'overage' || credit === 'unlimited')) {
    const restored = credit === 'overage' ? 'restoredOverage' : 'restoredUnlimited';
    changed.push(['overdrawn', amount], ['restoredOverdraft', -amount], [restored, amount]);
  }
  return changed;
}
