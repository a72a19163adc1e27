import { bucketOf, HOUR, type Instant, type Interval, localDate, midnight, shift } from './time.ts';

/** The length of a window up to now. */
export interface WindowLength {
  readonly count: number;
  readonly unit: 'hour' | 'day';
}

/** Whole hours or calendar days of the zone, the one that `at` lies in as the last. */
export function windowAt(at: Instant, { count, unit }: WindowLength, zone: string): Interval {
  const last = bucketOf(at, unit, zone);
  if (unit === 'hour') return { start: shift(last.start, -(count - 1) * HOUR), end: last.end };
  const first = Temporal.PlainDate.from(localDate(at, zone)).subtract({ days: count - 1 });
  return { start: midnight(first.toString(), zone), end: last.end };
}
