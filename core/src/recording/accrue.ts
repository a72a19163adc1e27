import { assert } from '../assert.ts';
import type { Meter } from '../catalog.ts';
import { valueAt } from '../ledger/terms.ts';
import type { UsageEvent } from '../metering/event.ts';
import { lookupIn } from '../metering/property.ts';
import { pico, type Quantity } from '../quantity.ts';
import { rational, roundHalfEven } from '../rational.ts';
import {
  bucketOf,
  formatInstant,
  type Instant,
  type Interval,
  instant,
  localDate,
  MICROSECOND,
  monthLengthUs,
  shift,
} from '../time.ts';
import type { Book, Correction, Level } from './book.ts';
import { ACCRUAL_SOURCE } from './charge.ts';
import { amendPrepared, pricePrepared } from './correct.ts';
import { bookingOf, type Prepared, prepareLine } from './prepare.ts';
import { recordPrepared } from './record.ts';

/**
 * Level meters: a sample sets a level from its moment on, and each local day that ends accrues one event per series with
 * quantity = level × elapsed ÷ length of that calendar month. So a level of 5,000 images over a whole month is 5,000
 * image-months, in February as in March.
 */
export function accrueUntil(book: Book, at: Instant): void {
  const day = dayAt(book, shift(at, -MICROSECOND));
  if (day.end !== at) return;
  for (const series of [...book.levels.keys()].sort()) accrueDay(book, series, day);
}

/** The next end of a local day, at which something accrues; null for a customer without levels. */
export function nextAccrual(book: Book, after: Instant): Instant | null {
  return book.levels.size > 0 ? dayAt(book, after).end : null;
}

/** The local day that contains the instant, cut where another zone takes effect: so days tile time. */
function dayAt({ terms }: Book, at: Instant): Interval {
  const next = terms.zones.findIndex((zone, index) => index > 0 && zone.from > at);
  const [current, following] =
    next < 0 ? [terms.zones.at(-1), undefined] : [terms.zones[next - 1], terms.zones[next]];
  assert(current, 'terms have a first zone');
  const { start, end } = bucketOf(at, 'day', current.value);
  const isFirst = current === terms.zones[0];
  return {
    start: isFirst ? start : instant(Math.max(start, current.from)),
    end: following ? instant(Math.min(end, following.from)) : end,
  };
}

/** Charges again the days whose levels a late or voided sample has changed: from `from` to the series' next sample. */
export function reaccrue(book: Book, series: string, from: Instant): void {
  for (const day of accruedDays(book, series, from)) accrueDay(book, series, day);
}

/** The keys of the accruals a sample at `from` touches: a caller loads them before it records the sample. */
export function accrualKeys(book: Book, series: string, from: Instant): string[] {
  return accruedDays(book, series, from).map((day) =>
    book.keyOf(ACCRUAL_SOURCE, accrualId(series, dateOf(book, day))),
  );
}

function accruedDays(book: Book, series: string, from: Instant): Interval[] {
  const next =
    book.levels.get(series)?.find((level) => level.at > from)?.at ?? book.ledger.head.advancedTo;
  const until = Math.min(next, book.ledger.head.advancedTo);
  const days: Interval[] = [];
  for (let day = dayAt(book, from); day.start < until; day = dayAt(book, day.end)) {
    if (day.end > book.ledger.head.advancedTo) break;
    days.push(day);
  }
  return days;
}

function accrueDay(book: Book, series: string, day: Interval): void {
  const levels = book.levels.get(series) ?? [];
  const quantity = accruedQuantity(levels, day, zoneAt(book, day.start));
  const id = accrualId(series, dateOf(book, day));
  const key = book.keyOf(ACCRUAL_SOURCE, id);
  const before = book.events.get(key);
  // Without samples, because the last was voided, what was accrued says whose it was.
  const about =
    levels[0] ??
    (before && { meter: before.lines[0]?.meter ?? '', attribution: before.attribution });
  const meter = about && book.catalog.meters.get(about.meter);
  if (!about || !meter || (!before && quantity === 0n)) return;
  const event: UsageEvent = {
    key,
    source: ACCRUAL_SOURCE,
    id,
    type: meter.eventType,
    occurredAt: shift(day.end, -MICROSECOND),
    dimensions: about.attribution,
    data: {},
    run: null,
    sequence: null,
    fingerprint: key,
    enforce: false,
  };
  const prepared = prepareAccrual(book, event, { meter, quantity, bookedAt: before?.bookedAt });
  if (!before) recordPrepared(book, event, { ok: true, prepared });
  else if (before.lines[0]?.quantity !== quantity)
    amendPrepared(book, before, { prepared, reason: 'A late sample changed the level.' });
}

/** Rates an accrual that no price covered; its quantity stands in its line. Undefined while still none does. */
export function priceAccrual(book: Book, eventKey: string): Correction | undefined {
  const event = book.events.get(eventKey);
  const [line] = event?.lines ?? [];
  const meter = line && book.catalog.meters.get(line.meter);
  if (event?.status !== 'unpriced' || event.isVoid || !line || !meter) return undefined;
  const prepared = prepareAccrual(
    book,
    { ...event, dimensions: event.attribution, enforce: false },
    { meter, quantity: line.quantity, bookedAt: event.bookedAt },
  );
  return pricePrepared(book, event, prepared);
}

interface Accrued {
  readonly meter: Meter;
  readonly quantity: Quantity;
  /** Where it counts already, when it was charged before. */
  readonly bookedAt: Instant | undefined;
}

function prepareAccrual(
  book: Book,
  event: UsageEvent,
  { meter, quantity, ...known }: Accrued,
): Prepared {
  const attribution = event.dimensions as Readonly<Record<string, string>>;
  const lookup = lookupIn(event, attribution);
  const { isLate, ...booking } = bookingOf(book, event.occurredAt);
  const bookedAt = known.bookedAt ?? booking.bookedAt;
  const unit = book.catalog.creditUnit;
  const measured = { meter, split: null, amount: quantity, value: null };
  const line = prepareLine({ book, event, lookup, bookedAt, unit }, measured);
  return { event, attribution, lookup, bookedAt, isLate, unit, lines: [line] };
}

/** Σ level × elapsed within the day ÷ length of its month, rounded once, half-even, to 1e-12. */
export function accruedQuantity(levels: readonly Level[], day: Interval, zone: string): Quantity {
  let levelTime = 0n;
  for (const [index, level] of levels.entries()) {
    const start = Math.max(level.at, day.start);
    const end = Math.min(levels[index + 1]?.at ?? day.end, day.end);
    if (end > start) levelTime += level.quantity * BigInt(end - start);
  }
  return pico(roundHalfEven(rational(levelTime, BigInt(monthLengthUs(day.start, zone)))));
}

function accrualId(series: string, date: string): string {
  return `accrual/${series}/${date}`;
}

/** A day cut by a change of zone may begin on the date of the day before: then its id says when. */
function dateOf(book: Book, { start }: Interval): string {
  const zone = zoneAt(book, start);
  return bucketOf(start, 'day', zone).start === start
    ? localDate(start, zone)
    : formatInstant(start);
}

function zoneAt(book: Book, at: Instant): string {
  return valueAt(book.terms.zones, instant(at));
}
