import type { Credits } from '../credits.ts';
import type { Quantity } from '../quantity.ts';

/** Why usage that was metered cost nothing. */
export type ZeroReason =
  | 'free'
  | 'zero_rated'
  | 'already_charged'
  /** Part of a package that was paid with an earlier quantity, or is not full yet. */
  | 'within_package'
  /** The cap of its cycle is reached. */
  | 'cap_reached'
  | 'no_quantity'
  /** Less than half of a nano-unit. */
  | 'rounds_to_zero'
  | 'before_billing'
  | 'unmetered'
  | 'unpriced'
  | 'denied'
  | 'accrues_daily';

/** Reasons that keep a line from being charged whatever its running totals come to. */
export const UNCHARGED: ReadonlySet<ZeroReason> = new Set([
  'zero_rated',
  'already_charged',
  'before_billing',
  'unpriced',
  'accrues_daily',
]);

/**
 * The unit of rating: one event, one meter, one value key. Evaluated exactly and rounded once, half-even.
 * The event's credits are the sum of its lines.
 */
export interface RatedLine {
  readonly meter: string;
  /** The value of the meter's `values` dimension this line is for, such as `{ token_type: 'input' }`; null when it has none. */
  readonly split: { readonly dimension: string; readonly value: string } | null;
  /** The value a `unique` meter counted; null for the others. */
  readonly value: string | null;
  /** What this line adds to the meter's total: for `unique` 1 or 0, for `max` and `latest` the change. */
  readonly quantity: Quantity;
  /** The quantity that was priced, after minimum and added quantity. */
  readonly billed: Quantity;
  /** The card that priced it; null when none covers it. */
  readonly card: string | null;
  readonly credits: Credits;
  /** What it would have cost without a zero reason. */
  readonly listCredits: Credits;
  readonly zeroReason: ZeroReason | null;
  /** The running totals this line moved, and what it added to each: they make its correction exact. */
  readonly moves: readonly Move[];
}

/** A line's part in an accumulator: a running quantity whose price is a function of the whole. */
export interface Move {
  /** Key of the accumulator within the customer. */
  readonly accumulator: string;
  readonly role: 'measure' | 'price' | 'cap' | 'once';
  /** What the line put in: 1e-12 parts of a quantity, or nano-credits under a cap. */
  readonly added: bigint;
  /** f before and after, in nano-credits, for `price` and `cap`. */
  readonly before: Credits;
  readonly after: Credits;
}

/** A running total of one customer whose price is a function of the whole (I31: `credits` = f(`amount`)). */
export interface Accumulator {
  readonly key: string;
  readonly role: 'measure' | 'price' | 'cap';
  /** 1e-12 parts of a quantity (a sum, or the largest or latest value), or nano-credits before the cap. */
  readonly amount: bigint;
  /** Lines that count in it. None means f = 0, whatever a minimum says. */
  readonly lines: number;
  /** What its lines and rerates have charged. */
  readonly credits: Credits;
  /** When the latest value was taken, in microseconds; null for sums. */
  readonly latestAt: number | null;
}
