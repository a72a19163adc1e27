import type { Catalog } from '../catalog.ts';
import { type Credits, maxCredits, nano } from '../credits.ts';
import type { Beyond, Part } from '../ledger/draw.ts';
import { appendedNothing, currentCycle, emptyHead, type Ledger } from '../ledger/ledger.ts';
import { type Terms, valueAt } from '../ledger/terms.ts';
import type { Scalar } from '../metering/event.ts';
import type { Accumulator, RatedLine, ZeroReason } from '../pricing/line.ts';
import type { Instant } from '../time.ts';

/**
 * Everything of one customer that an operation needs: opened on rows read under the customer's lock, changed in memory
 * by the functions of this folder, and read afterwards for what to write. The same book serves the server, the proof
 * that replays all operations, and tests without any store.
 */
export interface Book {
  /** {@link RULES}, but for a replay of what was recorded under earlier ones. */
  readonly rules: number;
  readonly catalog: Catalog;
  terms: Terms;
  readonly ledger: Ledger;
  /** By key. Events that the operation names, as far as they are known. */
  readonly events: Map<string, RecordedEvent>;
  readonly accumulators: Map<string, Accumulator>;
  /** Once-only keys and the event that claimed each. */
  readonly claims: Map<string, string>;
  /** Samples of level meters by series, oldest first. */
  readonly levels: Map<string, Level[]>;
  /** The event key of a source and id; hashing is the caller's. */
  readonly keyOf: (source: string, id: string) => string;
  readonly changed: Changed;
}

/**
 * Which rules are in force. A ledger is proved by those it was recorded under, so a change of what is booked counts one up:
 * from 2 on a correction tells what another cycle drew from what its own did, and where an amendment drew.
 */
export const RULES = 2;

export interface Changed {
  readonly events: RecordedEvent[];
  readonly corrections: Correction[];
  readonly accumulators: Set<string>;
  readonly claims: Set<string>;
  readonly levels: { readonly series: string; readonly level: Level }[];
  readonly removedLevels: {
    readonly series: string;
    readonly eventKey: string;
    readonly at: Instant;
  }[];
  readonly usage: UsageDelta[];
  terms: boolean;
}

export type RecordedStatus = 'charged' | 'late' | 'unpriced' | 'denied';

/** An event as it stands now: the fact, what it was charged, and whether a correction has taken it back. */
export interface RecordedEvent {
  readonly key: string;
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly bookedAt: Instant;
  /** When its parts were drawn: `bookedAt`, or that of the correction that made it what it is. */
  readonly drawnAt: Instant;
  readonly recordedAt: Instant;
  readonly fingerprint: string;
  readonly status: RecordedStatus;
  /** As sent. */
  readonly dimensions: Readonly<Record<string, string | readonly string[]>>;
  /** As resolved when it was recorded, derived parents included. */
  readonly attribution: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, Scalar>>;
  readonly run: string | null;
  readonly sequence: number | null;
  readonly unit: string;
  readonly credits: Credits;
  readonly listCredits: Credits;
  readonly zeroReason: ZeroReason | null;
  readonly lines: readonly RatedLine[];
  readonly parts: readonly Part[];
  /** Why an enforced event was denied. */
  readonly denial: Denial | null;
  readonly catalogVersion: number;
  /** `posted` once it was drawn. */
  readonly balanceAfter: Credits;
  /** The sequence number of the correction that made it what it is; null for the first recording. */
  readonly revisedBy: number | null;
  readonly isVoid: boolean;
}

export interface Denial {
  readonly code: 'insufficient_credits' | 'no_price';
  readonly required: Credits;
  readonly available: Credits;
}

/** A change of a recorded event, by reversal: nothing recorded is ever edited. */
export interface Correction {
  readonly seq: number;
  readonly kind: 'void' | 'amend' | 'price';
  readonly eventKey: string;
  readonly reason: string;
  readonly bookedAt: Instant;
  readonly recordedAt: Instant;
  readonly unit: string;
  /** What the correction changed in all: reversal, rerates and the new charge. */
  readonly credits: Credits;
  /** The part that accumulators owe: what remains costs more (positive) or less. */
  readonly rerated: Credits;
  readonly listCredits: Credits;
  /** `posted` once it was booked. */
  readonly balanceAfter: Credits;
  /** The event as it stands afterwards. */
  readonly event: RecordedEvent;
  /** The grant that `compensate` gave, and what it replaced. */
  readonly compensation: { readonly grant: number; readonly amount: Credits } | null;
  readonly usage: readonly UsageDelta[];
}

/** A level set at a moment, until the next one of its series. */
export interface Level {
  readonly meter: string;
  readonly at: Instant;
  readonly quantity: bigint;
  readonly eventKey: string;
  readonly attribution: Readonly<Record<string, string>>;
}

/** What one line, or its reversal, adds to charts and breakdowns. */
export interface UsageDelta {
  readonly meter: string;
  readonly bookedAt: Instant;
  readonly unit: string;
  readonly attribution: Readonly<Record<string, string>>;
  readonly quantity: bigint;
  readonly credits: Credits;
  readonly listCredits: Credits;
  /** 1 for the first line of an event on this meter, −1 for its reversal, otherwise 0. */
  readonly events: number;
  /** What a `unique` meter counted, to count it again over other stretches. */
  readonly value: string | null;
}

export function changedNothing(): Changed {
  return {
    events: [],
    corrections: [],
    accumulators: new Set(),
    claims: new Set(),
    levels: [],
    removedLevels: [],
    usage: [],
    terms: false,
  };
}

/** What holds for a customer, whatever it has used. */
type Agreed = Pick<Book, 'catalog' | 'terms'>;

/** What pays beyond the grants for use at `at`. */
export function beyondAt({ catalog, terms }: Agreed, at: Instant, unit: string): Beyond {
  if (unit !== catalog.creditUnit) return 'unlimited';
  const plan = catalog.plans.get(valueAt(terms.plans, at));
  if (!plan) return 'overdraft';
  if ([...plan.allotments.values()].includes(null)) return 'unlimited';
  return plan.overage && !plan.hardLimit ? 'overage' : 'overdraft';
}

/** The unit use at `at` is rated in: credits, or the money of the billing mode. */
export function unitAt({ catalog, terms }: Agreed, at: Instant): string {
  const plan = catalog.plans.get(valueAt(terms.plans, at));
  const mode = plan?.billingMode ?? valueAt(terms.billingModes, at);
  return (mode === null ? undefined : catalog.billingModes.get(mode)) ?? catalog.creditUnit;
}

/** `max(0, remaining − held − open overdraft)`; null when the plan has no end. */
export function availableIn(book: Book): Credits | null {
  const { head, creditUnit } = book.ledger;
  if (beyondAt(book, head.at, creditUnit) === 'unlimited') return null;
  return maxCredits(0n, nano(head.posted - head.held));
}

/** The instant the current plan cycle ends: the reset. */
export function resetAt(book: Book): Instant {
  return currentCycle(book.ledger, 'plan').end;
}

export interface NewCustomer {
  readonly catalog: Catalog;
  readonly terms: Terms;
  readonly keyOf: Book['keyOf'];
}

/** The book of a customer nothing is known of yet. The first advance begins its cycles and allots what its plan gives. */
export function newBook({ catalog, terms, keyOf }: NewCustomer): Book {
  return {
    rules: RULES,
    catalog,
    terms,
    keyOf,
    ledger: {
      head: emptyHead(terms.startedAt),
      grants: new Map(),
      cycles: [],
      totals: new Map(),
      creditUnit: catalog.creditUnit,
      appended: appendedNothing(),
    },
    events: new Map(),
    accumulators: new Map(),
    claims: new Map(),
    levels: new Map(),
    changed: changedNothing(),
  };
}
