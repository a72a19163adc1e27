import { assert } from '../assert.ts';
import type { Credits } from '../credits.ts';
import type { Instant } from '../time.ts';

/** A value that holds from an instant until the next one. */
export interface Dated<T> {
  readonly from: Instant;
  readonly value: T;
}

/** What was agreed with a customer, with the moments from which each holds, oldest first. */
export interface Terms {
  readonly startedAt: Instant;
  /** The anchor of every cycle series until a plan change restarts one. */
  readonly anchorAt: Instant;
  readonly contractEndsAt: Instant | null;
  readonly plans: readonly Dated<string>[];
  readonly zones: readonly Dated<string>[];
  readonly billingModes: readonly Dated<string | null>[];
  readonly pricesPerCredit: readonly Dated<PricePerCredit | null>[];
}

/** Money for one credit, to value credits in a display. */
export interface PricePerCredit {
  readonly amount: Credits;
  readonly currency: string;
}

/** The value in force at `at`; the first one also covers what was before it. */
export function valueAt<T>(dated: readonly Dated<T>[], at: Instant): T {
  const [first] = dated;
  // Most terms never change, and every event asks several times.
  if (first !== undefined && dated.length === 1) return first.value;
  const found = dated.findLast((each) => each.from <= at) ?? first;
  assert(found !== undefined, 'terms have a first value');
  return found.value;
}
