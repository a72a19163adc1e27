/**
 * Milliseconds on the zone's wall clock, counted as if every day had 24 hours: the difference of
 * two of them is in calendar days, whatever the clocks did in between.
 */
export function wallClock(at: Date, timeZone: string): number {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const clock = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return clock.toZonedDateTime('UTC').epochMilliseconds;
}

/** One day of {@link wallClock}. */
export const WALL_DAY_MS = 86_400_000;
