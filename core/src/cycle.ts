import type { Every } from './catalog.ts';
import { HOUR, type Instant, type Interval, instant, localDate, shift } from './time.ts';

/**
 * Where cycles begin and end: the anchor plus any whole number of intervals, each counted from the
 * anchor itself so that 31 January leads to 28 February and on to 31 March, then read on the
 * zone's wall clock. Hours are real ones.
 */
export interface Grid {
  /** Local date and time, `YYYY-MM-DDTHH:MM:SS[.ffffff]`. */
  readonly anchor: string;
  readonly every: Every;
  /** IANA zone. */
  readonly zone: string;
}

/**
 * The anchor for a grid that starts with the instant: its local midnight, or its exact local time.
 */
export function anchorOf(at: Instant, zone: string, anchorTime: 'midnight' | 'exact'): string {
  if (anchorTime === 'midnight') return `${localDate(at, zone)}T00:00:00`;
  return wallClock(at, zone).toString();
}

/** The first boundary strictly after the instant. */
export function boundaryAfter(grid: Grid, at: Instant): Instant {
  return cycleAt(grid, at).end;
}

/** The last boundary that is not after the instant. */
export function boundaryAtOrBefore(grid: Grid, at: Instant): Instant {
  return cycleAt(grid, at).start;
}

/**
 * The cycle that contains the instant; it may lie before the anchor. Never empty, even over a date
 * the zone skipped.
 */
export function cycleAt(grid: Grid, at: Instant): Interval {
  const boundary = boundariesOf(grid);
  // The estimate is off by one at most, for the clamp to the month's end, the time of day or a
  // clock change.
  let index = estimate(grid, at);
  while (boundary(index) > at) index -= 1;
  let end = boundary(index + 1);
  while (end <= at) {
    index += 1;
    end = boundary(index + 1);
  }
  return { start: boundary(index), end };
}

/** The boundary of each index; the anchor's is 0. */
function boundariesOf({ anchor, every, zone }: Grid): (index: number) => Instant {
  const origin = Temporal.PlainDateTime.from(anchor);
  if (every === 'hour') {
    const first = resolve(origin, zone);
    return (index) => shift(first, index * HOUR);
  }
  return (index) => resolve(origin.add(duration(every, index)), zone);
}

function estimate({ anchor, every, zone }: Grid, at: Instant): number {
  const origin = Temporal.PlainDateTime.from(anchor);
  if (every === 'hour') return Math.floor((at - resolve(origin, zone)) / HOUR);
  const local = wallClock(at, zone);
  const months = (local.year - origin.year) * 12 + local.month - origin.month;
  switch (every) {
    case 'day':
      return daysBetween(origin, local);
    case 'week':
      return Math.floor(daysBetween(origin, local) / 7);
    case 'month':
      return months;
    case 'quarter':
      return Math.floor(months / 3);
    case 'year':
      return local.year - origin.year;
  }
}

function duration(every: Exclude<Every, 'hour'>, count: number): Temporal.DurationLike {
  switch (every) {
    case 'day':
      return { days: count };
    case 'week':
      return { weeks: count };
    case 'month':
      return { months: count };
    case 'quarter':
      return { months: 3 * count };
    case 'year':
      return { years: count };
  }
}

function daysBetween(from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): number {
  return from.toPlainDate().until(to.toPlainDate()).days;
}

/**
 * A wall time that a jump skips is read as late as the jump is long; one that comes twice is the
 * first.
 */
function resolve(local: Temporal.PlainDateTime, zone: string): Instant {
  const { epochNanoseconds } = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return instant(Number(epochNanoseconds / 1000n));
}

function wallClock(at: Instant, zone: string): Temporal.PlainDateTime {
  const exact = Temporal.Instant.fromEpochNanoseconds(BigInt(at) * 1000n);
  return exact.toZonedDateTimeISO(zone).toPlainDateTime();
}
