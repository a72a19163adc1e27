import { type Credits, nano } from '../credits.ts';
import { compareDrawOrder } from '../ledger/draw.ts';
import type { Grant } from '../ledger/grant.ts';
import { type Cycle, currentCycle, totalsIn } from '../ledger/ledger.ts';
import { availableIn, type Book } from './book.ts';

/** What is left and how it came about, in the current cycle of the plan series. All amounts in nano-credits. */
export interface Balance {
  readonly unit: string;
  /** Left at the start of the cycle: what did not expire with the one before. */
  readonly opening: Credits;
  readonly granted: Credits;
  readonly expired: Credits;
  readonly voided: Credits;
  /** `opening + granted − expired − voided`. */
  readonly total: Credits;
  readonly used: Credits;
  /** Used beyond the grants and not billed. */
  readonly overdrawn: Credits;
  /** Used beyond the grants and billed. */
  readonly overage: Credits;
  /** Used under a plan without an end. */
  readonly unlimited: Credits;
  /** What grants have left: `total − used + overdrawn + overage + unlimited`. */
  readonly remaining: Credits;
  readonly held: Credits;
  /** `max(0, remaining − held − open overdraft)`; null when nothing limits it. */
  readonly available: Credits | null;
  readonly cycle: Cycle;
  /** In draw order; those that still have something, or had in this cycle. */
  readonly grants: readonly Grant[];
  readonly state: BalanceState;
  readonly seq: number;
}

/** `exhausted`: a request would be refused for lack of credits. `low`: a quarter or less of the total is left. */
export type BalanceState = 'healthy' | 'low' | 'exhausted' | 'overdrawn' | 'unlimited';

/** The balance of a book that was advanced to the moment asked about. */
export function balanceOf(book: Book): Balance {
  const { ledger } = book;
  const cycle = currentCycle(ledger, 'plan');
  const totals = totalsIn(ledger, cycle, ledger.creditUnit);
  const { granted, expired, voided, used, overdrawn, overage, unlimited } = totals;
  const remaining = ledger.head.posted + ledger.head.overdraft;
  const total = remaining + used - overdrawn - overage - unlimited;
  const available = availableIn(book);
  return {
    unit: ledger.creditUnit,
    opening: nano(total - granted + expired + voided),
    granted: nano(granted),
    expired: nano(expired),
    voided: nano(voided),
    total: nano(total),
    used: nano(used),
    overdrawn: nano(overdrawn),
    overage: nano(overage),
    unlimited: nano(unlimited),
    remaining: nano(remaining),
    held: ledger.head.held,
    available,
    cycle,
    grants: grantsShown(book, cycle),
    state: stateOf(book, total, available),
    seq: ledger.head.seq,
  };
}

function grantsShown(book: Book, cycle: Cycle): Grant[] {
  const isShown = (grant: Grant) =>
    grant.issued &&
    !grant.isVoid &&
    (grant.remaining > 0n || grant.expiresAt === null || grant.expiresAt > cycle.start);
  return [...book.ledger.grants.values()].filter(isShown).sort(compareDrawOrder);
}

function stateOf(book: Book, total: bigint, available: Credits | null): BalanceState {
  if (available === null) return 'unlimited';
  if (book.ledger.head.overdraft > 0n) return 'overdrawn';
  if (available === 0n) return 'exhausted';
  return available * 4n <= total ? 'low' : 'healthy';
}
