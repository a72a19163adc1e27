import type { Cycle } from '@fuelgauge/sdk';
import type { Period } from './period.ts';

export interface ComparedInput {
  readonly period: Pick<Period, 'kind' | 'series' | 'from' | 'to'>;
  readonly cycles: readonly Cycle[];
  /** Up to where the period has numbers. */
  readonly asOf: string;
  readonly compare: 'prev' | 'year';
  /** Moved by whole weeks, so that weekdays meet weekdays. */
  readonly weekdays: boolean;
  readonly timeZone: string;
}

/** A stretch of time, half-open, of instants in RFC 3339. */
export interface ComparedRange {
  readonly from: string;
  readonly to: string;
}

/**
 * What a period is compared with: as much time of the period before, or of the same period a year
 * ago, as has passed of this one. The same days and time of day on the wall clock, whatever the
 * clocks did in between. Null where nothing has passed.
 */
export function comparedRange(input: ComparedInput): ComparedRange | null {
  const { period, asOf, timeZone } = input;
  const start = Temporal.Instant.from(period.from).toZonedDateTimeISO(timeZone);
  const end = Temporal.Instant.from(earlier(period.to, asOf)).toZonedDateTimeISO(timeZone);
  if (Temporal.ZonedDateTime.compare(start, end) >= 0) return null;
  const from = startOf(input, start);
  const to = from.add(start.until(end, { largestUnit: 'day' }));
  return { from: textOf(from), to: textOf(to) };
}

function startOf(input: ComparedInput, start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const { compare, weekdays } = input;
  const moved = compare === 'year' ? start.subtract({ years: 1 }) : previousOf(input, start);
  if (!weekdays) return moved;
  const days = moved.until(start, { largestUnit: 'day' }).days;
  return start.subtract({ days: Math.max(1, Math.round(days / DAYS_A_WEEK)) * DAYS_A_WEEK });
}

const DAYS_A_WEEK = 7;

/** The cycle before it; for other periods as much time as they last. */
function previousOf({ period, cycles, timeZone }: ComparedInput, start: Temporal.ZonedDateTime) {
  const before = cycles.find(
    ({ series, end }) => series === period.series && Date.parse(end) === Date.parse(period.from),
  );
  if (period.kind === 'cycle' && before) {
    return Temporal.Instant.from(before.start).toZonedDateTimeISO(timeZone);
  }
  const end = Temporal.Instant.from(period.to).toZonedDateTimeISO(timeZone);
  return start.subtract(start.until(end, { largestUnit: 'day' }));
}

function earlier(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

function textOf(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: 'never' });
}
