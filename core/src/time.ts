import { assert } from './assert.ts';

declare const instantBrand: unique symbol;

/**
 * A moment: microseconds since 1970-01-01T00:00:00Z, the resolution of the database. Exact as a
 * number until the year 2255.
 */
export type Instant = number & { readonly [instantBrand]: true };

/** A half-open stretch of time: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export const MICROSECOND = 1;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Brands a count of microseconds since the epoch. */
export function instant(microseconds: number): Instant {
  return microseconds as Instant;
}

/** The moment `durationUs` microseconds after (or, negative, before). */
export function shift(at: Instant, durationUs: number): Instant {
  return instant(at + durationUs);
}

export function contains({ start, end }: Interval, at: Instant): boolean {
  return start <= at && at < end;
}

/** How finely a span is divided. Weeks start on Monday. */
export type Granularity = 'hour' | 'day' | 'week' | 'month';

/**
 * Reads RFC 3339 with an offset or `Z`, to the microsecond: the seventh to ninth fractional digits
 * are dropped. Undefined when malformed, not on the calendar, a leap second, or outside the years
 * 1970–2199 of UTC.
 */
export function parseInstant(text: string): Instant | undefined {
  const at = readInstant(text);
  return at !== undefined && isOnCalendar(at) ? at : undefined;
}

/** Whether it lies in the years that are taken: 1970–2199 of UTC. */
export function isOnCalendar(at: Instant): boolean {
  return at >= 0 && at < INSTANT_END;
}

/**
 * Reads what {@link formatInstant} wrote, of any year: what follows from an instant, such as the next midnight or the end
 * of its cycle, may lie beyond those that are taken. Asserts that it is an instant.
 */
export function writtenInstant(text: string): Instant {
  const at = readInstant(text);
  assert(at !== undefined, `the instant ${text} was written by us`);
  return at;
}

function readInstant(text: string): Instant | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second, fraction = '', offset = ''] = match;
  const midnight = utcMidnight(date);
  if (midnight === null) return undefined;
  const clock = Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return instant(midnight + clock + micros - offsetOf(offset));
}

/**
 * Writes the shortest RFC 3339: `Z` for UTC, else the zone's offset; a fraction only when there is
 * one.
 */
export function formatInstant(at: Instant, zone = 'UTC'): string {
  // RFC 3339 has no seconds in offsets, and Monrovia had them until 1972: the nearest whole minute
  // names the same moment.
  const offsetMinutes = zone === 'UTC' ? 0 : Math.round(offsetAt(at, zone) / MINUTE);
  const wall = at + offsetMinutes * MINUTE;
  const minute = Math.floor(wall / MINUTE);
  const suffix = zone === 'UTC' ? 'Z' : offsetText(offsetMinutes);
  return `${minuteText(minute)}:${secondText(wall - minute * MINUTE)}${suffix}`;
}

/**
 * Whether it names an IANA time zone, in any case. Bare offsets such as `+01:00` are none: they
 * know no summer time.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== '';
  } catch {
    return false;
  }
}

/**
 * Reads a calendar date `YYYY-MM-DD` of the years 1970–2199; undefined for anything else, 30
 * February included.
 */
export function parseDate(text: string): string | undefined {
  return DATE.test(text) && isCalendarDate(text) && text >= '1970' && text < '2200'
    ? text
    : undefined;
}

/** The date, `YYYY-MM-DD`, of the local day that {@link bucketOf} puts the instant in. */
export function localDate(at: Instant, zone: string): string {
  return dayOf(at, zone).date;
}

/**
 * The first moment of a local date. Where a jump skips midnight or the whole date, the moment of
 * the jump.
 */
export function midnight(date: string, zone: string): Instant {
  return startOfDay(Temporal.PlainDate.from(date), zone);
}

/**
 * The wall-clock hour, day, week or month that contains the instant. An hour has one offset, so an
 * hour that clocks repeat is two; a day begins at its first midnight and does not end when clocks
 * go back over it.
 */
export function bucketOf(at: Instant, granularity: Granularity, zone: string): Interval {
  const known = lastBuckets[granularity].get(zone);
  if (known && contains(known, at)) return known;
  const bucket = findBucket(at, granularity, zone);
  remember(lastBuckets[granularity], zone, bucket);
  return bucket;
}

/** The buckets that tile the interval in order, the first and the last clipped to it. */
export function bucketsIn(interval: Interval, granularity: Granularity, zone: string): Interval[] {
  const buckets: Interval[] = [];
  let start = interval.start;
  while (start < interval.end) {
    const bucket = bucketOf(start, granularity, zone);
    const end = instant(Math.min(bucket.end, interval.end));
    buckets.push({ start, end });
    start = end;
  }
  return buckets;
}

/** Real microseconds in the local calendar month of the instant, clock changes included. */
export function monthLengthUs(at: Instant, zone: string): number {
  const { start, end } = bucketOf(at, 'month', zone);
  return end - start;
}

const CALENDAR_DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const OFFSET = String.raw`Z|[+-](?:[01]\d|2[0-3]):[0-5]\d`;
const DATE = new RegExp(`^${CALENDAR_DATE}$`);
const DATE_TIME = new RegExp(
  String.raw`^(${CALENDAR_DATE})T${CLOCK}:([0-5]\d)(?:\.(\d{1,9}))?(${OFFSET})$`,
  'i',
);

const MILLISECOND = 1000;

/** 2200-01-01T00:00:00Z. */
const INSTANT_END = 7_258_118_400 * SECOND;

interface Day extends Interval {
  readonly date: string;
}

// Events come nearly in order, so the last answer of each zone is nearly always the next one.
const ZONES_REMEMBERED = 1000;
const lastDays = new Map<string, Day>();
const lastBuckets: Readonly<Record<Granularity, Map<string, Interval>>> = {
  hour: new Map(),
  day: new Map(),
  week: new Map(),
  month: new Map(),
};

function remember<Key, T>(last: Map<Key, T>, key: Key, found: T): void {
  if (last.size >= ZONES_REMEMBERED) last.clear();
  last.set(key, found);
}

const minuteTexts = new Map<number, string>();
const utcMidnights = new Map<string, number | null>();

/** `2026-11-20T09:30` of a whole number of minutes since the epoch. */
function minuteText(minute: number): string {
  const known = minuteTexts.get(minute);
  if (known !== undefined) return known;
  const text = Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
    .toString()
    .slice(0, -4);
  remember(minuteTexts, minute, text);
  return text;
}

/** `05` or `05.25` of the microseconds since a whole minute. */
function secondText(micros: number): string {
  const second = Math.floor(micros / SECOND);
  const whole = second < 10 ? `0${second}` : `${second}`;
  // The leading 1 keeps the zeros before the fraction's first digit.
  let fraction = SECOND + (micros - second * SECOND);
  if (fraction === SECOND) return whole;
  while (fraction % 10 === 0) fraction /= 10;
  return `${whole}.${String(fraction).slice(1)}`;
}

/** When a date begins in UTC; null when it is not on the calendar. */
function utcMidnight(date: string): number | null {
  const known = utcMidnights.get(date);
  if (known !== undefined) return known;
  const at = isCalendarDate(date)
    ? Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds * MILLISECOND
    : null;
  remember(utcMidnights, date, at);
  return at;
}

/** Microseconds that `+05:30` is ahead of UTC. */
function offsetOf(text: string): number {
  if (text.length === 1) return 0;
  const size = Number(text.slice(1, 3)) * HOUR + Number(text.slice(4)) * MINUTE;
  return text.startsWith('-') ? -size : size;
}

function isCalendarDate(date: string): boolean {
  // An impossible day is constrained to the month's last and so reads differently.
  const [year, month, day] = date.split('-').map(Number);
  return (
    Temporal.PlainDate.from({ year, month, day } as Temporal.PlainDateLike).toString() === date
  );
}

function findBucket(at: Instant, granularity: Granularity, zone: string): Interval {
  if (granularity === 'hour') return findHour(at, zone);
  const { start, end, date } = dayOf(at, zone);
  if (granularity === 'day') return { start, end };
  const day = Temporal.PlainDate.from(date);
  const first =
    granularity === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 });
  const next = first.add(granularity === 'week' ? { weeks: 1 } : { months: 1 });
  return { start: startOfDay(first, zone), end: startOfDay(next, zone) };
}

function dayOf(at: Instant, zone: string): Day {
  const known = lastDays.get(zone);
  if (known && contains(known, at)) return known;
  let date = zoned(at, zone).toPlainDate();
  let end = startOfDay(date.add({ days: 1 }), zone);
  // Clocks went back over midnight (St John's at 00:01): the wall shows a date that has ended.
  while (end <= at) {
    date = date.add({ days: 1 });
    end = startOfDay(date.add({ days: 1 }), zone);
  }
  const day = { start: startOfDay(date, zone), end, date: date.toString() };
  remember(lastDays, zone, day);
  return day;
}

function findHour(at: Instant, zone: string): Interval {
  const offset = offsetAt(at, zone);
  const sinceHour = (((at + offset) % HOUR) + HOUR) % HOUR;
  let start = shift(at, -sinceHour);
  let end = shift(start, HOUR);
  if (offsetAt(start, zone) !== offset)
    start = transition(shift(at, MILLISECOND), 'previous', zone);
  if (offsetAt(shift(end, -MICROSECOND), zone) !== offset) end = transition(at, 'next', zone);
  return { start, end };
}

function transition(at: Instant, direction: 'next' | 'previous', zone: string): Instant {
  const found = zoned(at, zone).getTimeZoneTransition(direction);
  assert(found !== null, 'where offsets differ the clocks have changed');
  return instant(found.epochMilliseconds * MILLISECOND);
}

function startOfDay(date: Temporal.PlainDate, zone: string): Instant {
  return instant(date.toZonedDateTime(zone).epochMilliseconds * MILLISECOND);
}

function offsetAt(at: Instant, zone: string): number {
  return zoned(at, zone).offsetNanoseconds / 1000;
}

/**
 * The wall clock to the millisecond: clocks change on whole seconds, and numbers are faster than
 * bigints here.
 */
function zoned(at: Instant, zone: string): Temporal.ZonedDateTime {
  const milliseconds = Math.floor(at / MILLISECOND);
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
}

function offsetText(minutes: number): string {
  const magnitude = Math.abs(minutes);
  const hours = String(Math.floor(magnitude / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(magnitude % 60).padStart(2, '0')}`;
}
