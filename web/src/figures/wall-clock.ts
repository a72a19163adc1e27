import { kept } from './formatters.ts';

/**
 * Milliseconds on the zone's wall clock, counted as if every day had 24 hours: the difference of
 * two of them is in calendar days, whatever the clocks did in between.
 */
export function wallClock(at: Date, timeZone: string): number {
  const parts = zoneClock(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  const date = Date.UTC(part('year'), part('month') - 1, part('day'));
  return date + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
}

/** One day of {@link wallClock}. */
export const WALL_DAY_MS = 86_400_000;

const zoneClock = kept(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
);
