import type { Plan } from '../catalog.ts';
import { boundaryAfter } from '../cycle.ts';
import { currentCycle } from '../ledger/ledger.ts';
import { type Dated, type PricePerCredit, valueAt } from '../ledger/terms.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { bucketOf, formatInstant, type Instant, isTimeZone, MICROSECOND, shift } from '../time.ts';
import { advance } from './advance.ts';
import type { Book } from './book.ts';

/** What an operator changes about a customer; what is absent stays. */
export interface TermsChange {
  readonly effectiveAt: Instant;
  readonly plan?: string;
  readonly timeZone?: string;
  readonly billingMode?: string | null;
  readonly pricePerCredit?: PricePerCredit | null;
  readonly contractEndsAt?: Instant | null;
}

/**
 * Changes the terms from `effectiveAt` on (not before now). A downgrade waits for the end of the cycle when the catalog says
 * so, a time zone for the next boundary of the plan series, a price per credit for the next local midnight. What becomes
 * effective at once is booked at once.
 */
export function changeTerms(book: Book, change: TermsChange): Refusal | null {
  const refused = refuse(book, change);
  if (refused) return refused;
  const { terms } = book;
  const at = notYetCrossed(book, change.effectiveAt);
  const plans =
    change.plan === undefined
      ? terms.plans
      : dated(terms.plans, planStart(book, change.plan, at), change.plan);
  const zones =
    change.timeZone === undefined
      ? terms.zones
      : dated(terms.zones, nextReset(book, at), change.timeZone);
  const billingModes =
    change.billingMode === undefined
      ? terms.billingModes
      : dated(terms.billingModes, at, change.billingMode);
  const price = change.pricePerCredit;
  const pricesPerCredit =
    price === undefined
      ? terms.pricesPerCredit
      : dated(terms.pricesPerCredit, nextMidnight(book, at), price);
  const contractEndsAt =
    change.contractEndsAt === undefined ? terms.contractEndsAt : change.contractEndsAt;
  book.terms = { ...terms, plans, zones, billingModes, pricesPerCredit, contractEndsAt };
  book.changed.terms = true;
  advance(book, book.ledger.head.at);
  return null;
}

function refuse(
  book: Book,
  { effectiveAt, plan, timeZone, billingMode }: TermsChange,
): Refusal | null {
  const now = book.ledger.head.at;
  if (effectiveAt < now) {
    const detail = `effective_at ${formatInstant(effectiveAt)} is before now (${formatInstant(now)}). What has been booked is not changed; choose now or later.`;
    return refusal('time_invalid', detail, '/effective_at');
  }
  if (plan !== undefined && !book.catalog.plans.has(plan)) {
    const detail = `The catalog ${book.catalog.key} has no plan "${plan}". It has: ${[...book.catalog.plans.keys()].join(', ')}.`;
    return refusal('plan_unknown', detail, '/plan');
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return refusal(
      'time_zone_unknown',
      `"${timeZone}" is no IANA time zone. Use one such as "Europe/Berlin".`,
      '/time_zone',
    );
  }
  if (typeof billingMode === 'string' && !book.catalog.billingModes.has(billingMode)) {
    const known = [...book.catalog.billingModes.keys()].join(', ') || 'none';
    return refusal(
      'plan_unknown',
      `The catalog ${book.catalog.key} has no billing mode "${billingMode}". It has: ${known}.`,
      '/billing_mode',
    );
  }
  return null;
}

/** A later change replaces one that was planned for the same or a later moment. */
function dated<T>(values: readonly Dated<T>[], from: Instant, value: T): readonly Dated<T>[] {
  const kept = values.filter((each) => each.from < from);
  return valueAtEnd(kept) === value ? kept : [...kept, { from, value }];
}

function valueAtEnd<T>(values: readonly Dated<T>[]): T | undefined {
  return values.at(-1)?.value;
}

function planStart(book: Book, to: string, at: Instant): Instant {
  const before: Plan | undefined = book.catalog.plans.get(valueAt(book.terms.plans, at));
  const after = book.catalog.plans.get(to);
  const isDowngrade = before !== undefined && after !== undefined && after.rank < before.rank;
  return isDowngrade && book.catalog.planChange.downgrade === 'at_renewal'
    ? nextReset(book, at)
    : at;
}

function nextReset(book: Book, at: Instant): Instant {
  const cycle = currentCycle(book.ledger, 'plan');
  return at <= cycle.end ? cycle.end : boundaryAfter(cycle.grid, shift(at, -MICROSECOND));
}

function nextMidnight(book: Book, at: Instant): Instant {
  const day = bucketOf(at, 'day', valueAt(book.terms.zones, at));
  return day.start === at ? at : day.end;
}

/** `advance` crosses only what lies ahead: a change at a boundary that has been crossed follows it by a microsecond. */
function notYetCrossed(book: Book, effectiveAt: Instant): Instant {
  const { head } = book.ledger;
  if (effectiveAt > head.advancedTo) return effectiveAt;
  const at = shift(head.advancedTo, MICROSECOND);
  if (at > head.at) head.at = at;
  return at;
}
