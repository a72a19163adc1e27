import type { Catalog, Meter, Price, PriceCard } from '../catalog.ts';
import { currentCycle, cycleIn } from '../ledger/ledger.ts';
import { valueAt } from '../ledger/terms.ts';
import { attribute, unknownDimension } from '../metering/attribution.ts';
import type { Directory, UsageEvent } from '../metering/event.ts';
import { type Measured, measure } from '../metering/measure.ts';
import { type Lookup, lookupIn, lookupWithin } from '../metering/property.ts';
import { priceAt } from '../pricing/card.ts';
import { namesNeeded, rowKey, valuesOf, zeroRated } from '../pricing/price.ts';
import { rational } from '../rational.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { formatInstant, type Instant, MINUTE, shift } from '../time.ts';
import { type Book, unitAt } from './book.ts';

/** How far ahead of the clock an event may claim to have happened. */
export const AHEAD_US = 5 * MINUTE;

/** An event understood: what it measures, at which prices, and which running totals it will move. Nothing is charged yet. */
export interface Prepared {
  readonly event: UsageEvent;
  readonly attribution: Readonly<Record<string, string>>;
  readonly lookup: Lookup;
  readonly bookedAt: Instant;
  readonly isLate: boolean;
  readonly unit: string;
  readonly lines: readonly PreparedLine[];
}

export interface PreparedLine {
  readonly measured: Measured;
  /** Null when no price covers it. */
  readonly priced: { readonly card: PriceCard; readonly price: Price } | null;
  readonly isZeroRated: boolean;
  /** Accumulator keys by role; null where the line needs none. */
  readonly keys: {
    readonly measure: string | null;
    readonly price: string | null;
    readonly cap: string | null;
    readonly once: string | null;
  };
}

export interface PrepareOptions {
  readonly directory: Directory;
  /** History is booked into the cycles it happened in, whatever their state and age. */
  readonly isBackfill: boolean;
  /** Where the event counts already: given for the content of a correction, see {@link correcting}. */
  readonly bookedAt?: Instant;
}

/** How the content of a correction is prepared: it counts where the event did, and is never too old. */
export function correcting(
  { bookedAt }: { readonly bookedAt: Instant },
  { directory }: PrepareOptions,
): PrepareOptions {
  return { directory, isBackfill: true, bookedAt };
}

export type Preparation =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Checks an event against the catalog and the clock (`ledger.head.at`, so the book must have been advanced) and resolves
 * everything about it that does not depend on the events before it.
 */
export function prepare(book: Book, event: UsageEvent, options: PrepareOptions): Preparation {
  const timing = refuseTime(book, event, options) ?? refuseNames(book, event);
  if (timing) return { ok: false, refusal: timing };
  const attribution = attribute(book.catalog, event, options.directory);
  const lookup = lookupIn(event, attribution);
  const measures = measure(book.catalog, event, lookup);
  if (!measures.ok) {
    const { code, detail, pointer } = measures.fault;
    return { ok: false, refusal: refusal(code, detail, pointer) };
  }
  const booking = bookingOf(book, event.occurredAt, options.isBackfill);
  const bookedAt = options.bookedAt ?? booking.bookedAt;
  const unit = unitAt(book, event.occurredAt);
  const context = { book, event, lookup, bookedAt, unit };
  const lines = measures.measures.map((measured) => prepareLine(context, measured));
  const missing = lines.map((line) => missingName(line, lookup)).find((name) => name !== undefined);
  if (missing !== undefined) return { ok: false, refusal: missingProperty(book, event, missing) };
  return {
    ok: true,
    prepared: { event, attribution, lookup, bookedAt, isLate: booking.isLate, unit, lines },
  };
}

/** The keys of the running totals and once-only claims that charging a prepared event will read. */
export function neededBy(prepared: Prepared): { accumulators: string[]; claims: string[] } {
  const accumulators: string[] = [];
  const claims: string[] = [];
  for (const { keys } of prepared.lines) {
    for (const key of [keys.measure, keys.price, keys.cap])
      if (key !== null) accumulators.push(key);
    if (keys.once !== null) claims.push(keys.once);
  }
  return { accumulators, claims };
}

/**
 * When an event counts: when it happened, while that cycle is not final; then it is booked as late, now. So is one from
 * before the customer's first cycle. One that is ahead of the clock is booked now, because no boundary after now is known.
 */
export function bookingOf(
  book: Book,
  occurredAt: Instant,
  isBackfill = false,
): { bookedAt: Instant; isLate: boolean } {
  const { ledger } = book;
  const now = ledger.head.at;
  if (occurredAt >= now) return { bookedAt: now, isLate: false };
  const own = cycleIn(ledger, 'plan', occurredAt);
  if (!own) return { bookedAt: now, isLate: true };
  const flex = cycleIn(ledger, 'flex', occurredAt);
  const isFinal = own.state === 'final' || flex?.state === 'final';
  return isFinal && !isBackfill
    ? { bookedAt: now, isLate: true }
    : { bookedAt: occurredAt, isLate: false };
}

function refuseTime(
  book: Book,
  event: UsageEvent,
  { isBackfill, bookedAt }: PrepareOptions,
): Refusal | null {
  const now = book.ledger.head.at;
  const at = formatInstant(event.occurredAt);
  if (event.occurredAt > shift(now, AHEAD_US)) {
    const detail = `occurred_at ${at} is more than 5 minutes ahead of the clock (${formatInstant(now)}). Send it when it has happened.`;
    return refusal('too_early', detail, '/occurred_at');
  }
  if (bookedAt !== undefined) return null;
  if (!isBackfill && event.occurredAt < shift(now, -book.catalog.windowUs)) {
    const days = Math.round(book.catalog.windowUs / 86_400_000_000);
    const detail = `occurred_at ${at} is older than the window of ${days} days. Use backfill to book history into the cycles it happened in.`;
    return refusal('too_old', detail, '/occurred_at');
  }
  const first = book.ledger.head.firstCycleAt;
  if (isBackfill && event.occurredAt < first) {
    const detail = `occurred_at ${at} lies before the customer's first cycle (${formatInstant(first)}). Create the customer with an earlier started_at to backfill it.`;
    return refusal('before_customer_start', detail, '/occurred_at');
  }
  return null;
}

function refuseNames(book: Book, event: UsageEvent): Refusal | null {
  if (!book.catalog.metersByType.has(event.type)) {
    const known = [...book.catalog.metersByType.keys()].join(', ');
    return refusal(
      'event_type_unknown',
      `The catalog ${book.catalog.key} has no meter for events of type "${event.type}". It knows: ${known}.`,
      '/type',
    );
  }
  const unknown = unknownDimension(book.catalog, event);
  if (unknown === undefined) return null;
  const known = [...book.catalog.dimensions.keys()].join(', ');
  const pointer = `/dimensions/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return refusal(
    'dimension_unknown',
    `The catalog ${book.catalog.key} has no dimension "${unknown}". It has: ${known}.`,
    pointer,
  );
}

/** A name that the price of a line needs is never defaulted. */
function missingName({ measured, priced }: PreparedLine, lookup: Lookup): string | undefined {
  if (priced === null) return undefined;
  const { price } = priced;
  const within = lookupWithin(lookup, measured.split);
  const names = [...namesNeeded(price, within), ...price.by];
  names.push(...(price.cap?.by ?? []), ...(price.onceBy ?? []));
  return names.find((name) => within(name) === undefined);
}

function missingProperty(book: Book, event: UsageEvent, name: string): Refusal {
  const isDimension = book.catalog.dimensions.has(name);
  const detail = `The price of "${event.type}" depends on "${name}", which the event does not have. Send it in ${isDimension ? 'dimensions' : 'data'}.`;
  return refusal('property_missing', detail, `/${isDimension ? 'dimensions' : 'data'}/${name}`);
}

export interface LineContext {
  readonly book: Book;
  readonly event: UsageEvent;
  readonly lookup: Lookup;
  readonly bookedAt: Instant;
  readonly unit: string;
}

/** Finds the price of one measured line, and the running totals it belongs to. */
export function prepareLine(context: LineContext, measured: Measured): PreparedLine {
  const { book, event, unit } = context;
  const { meter, split } = measured;
  const lookup = lookupWithin(context.lookup, split);
  const plan = valueAt(book.terms.plans, event.occurredAt);
  const found = priceAt(book.catalog, { meter: meter.id, plan, at: event.occurredAt });
  const priced = found ? inUnit(book, found, unit) : null;
  const price = priced?.price ?? null;
  const cycle = (series: string) =>
    (cycleIn(book.ledger, series, context.bookedAt) ?? currentCycle(book.ledger, series)).start;
  const segment = segmentOf(book, event.occurredAt, unit);
  return {
    measured,
    priced,
    isZeroRated: price !== null && zeroRated(price, lookup),
    keys: {
      measure: measureKey(meter, measured, cycle('plan')),
      price:
        price && priced
          ? priceKey({
              price,
              card: priced.card,
              lookup,
              event,
              measured,
              segment,
              cycleStart: cycle('plan'),
            })
          : null,
      cap: price?.cap
        ? keyOf('cap', meter.id, segment, valuesOf(price.cap.by, lookup), cycle(price.cap.series))
        : null,
      once: price?.onceBy ? keyOf('once', meter.id, valuesOf(price.onceBy, lookup)) : null,
    },
  };
}

/** What is charged never shares a total with what is only listed, before billing starts, nor credits with money. */
function segmentOf({ catalog }: Book, at: Instant, unit: string): string {
  return isBeforeBilling(catalog, at) ? `${unit} before billing` : unit;
}

/** Whether use at `at` costs nothing because billing has not started. */
export function isBeforeBilling({ billingStartsAt }: Catalog, at: Instant): boolean {
  return billingStartsAt !== null && at < billingStartsAt;
}

/** Own-model money is charged at the rates themselves, not at what they are worth in credits. */
export function inUnit(
  book: Book,
  found: { card: PriceCard; price: Price },
  unit: string,
): PreparedLine['priced'] {
  if (unit === book.catalog.creditUnit) return found;
  const { card, price } = found;
  if (price.model.kind === 'free') return found;
  return price.moneyUnit === unit ? { card, price: { ...price, creditsPer: rational(1n) } } : null;
}

function measureKey(meter: Meter, { value }: Measured, cycleStart: Instant): string | null {
  if (!countsWhole(meter)) return null;
  return meter.aggregation === 'unique'
    ? keyOf('measure', meter.id, cycleStart, value ?? '')
    : keyOf('measure', meter.id, cycleStart);
}

interface PriceKeyInput {
  readonly price: Price;
  readonly card: PriceCard;
  readonly lookup: Lookup;
  readonly event: UsageEvent;
  readonly measured: Measured;
  readonly segment: string;
  readonly cycleStart: Instant;
}

/**
 * Which total a line is priced in; null when it is priced alone. A run-scoped event without a run is its own run. What a
 * meter counts once, or only the largest of, is a property of the whole cycle, and so is its price.
 */
function priceKey({
  price,
  card,
  lookup,
  event,
  measured,
  segment,
  cycleStart,
}: PriceKeyInput): string | null {
  if (price.model.kind === 'free') return null;
  const run = price.scope === 'run' ? event.run : null;
  if (price.scope !== 'cycle' && run === null && !countsWhole(measured.meter)) return null;
  const span = run === null ? cycleStart : `run ${run}`;
  return keyOf(
    'price',
    measured.meter.id,
    segment,
    card.id,
    rowKey(price, lookup),
    measured.split?.value ?? '',
    valuesOf(price.by, lookup),
    span,
  );
}

function countsWhole({ aggregation }: Meter): boolean {
  return aggregation === 'unique' || aggregation === 'max' || aggregation === 'latest';
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
