import { DAY, HOUR, type Instant, instant, localDate, midnight, shift } from '@fuelgauge/core';
import { readSeries, readTable } from './table.ts';

/** When a customer of the demo was there: its history is `[startedAt, end)`, its current cycle began at `cycleStart`. */
export interface Period {
  readonly zone: string;
  readonly startedAt: Instant;
  readonly cycleStart: Instant;
  readonly end: Instant;
  /** Starts of the plan's cycles, the end of the current one last. */
  readonly boundaries: readonly Instant[];
  /** Weekday of the first day that has no events, 1 for Monday. */
  readonly endWeekday: number;
}

const ELAPSED_DAYS = 20;
const EARLIER_CYCLES = 2;
const EARLIER_MONTHS = 7;

// The 29th to 31st are no days of every month: a cycle that begins on one would shift the next.
const LAST_COMMON_DAY = 28;

// The curve began on Wednesday 1 November 2017; the season of presents, unlike the rest of it, is left out.
const CURVE_FIRST_DAY = 70;
const CURVE_WEEKDAY = 3;

/** Two whole months and 20 days of a third, give or take two, up to the local midnight that began the day of `now`. */
export function monthlyPeriod(now: Instant, zone: string): Period {
  const today = Temporal.PlainDate.from(localDate(now, zone));
  const start = commonDay(today.subtract({ days: ELAPSED_DAYS })).subtract({
    months: EARLIER_CYCLES,
  });
  const boundaries = Array.from({ length: EARLIER_CYCLES + 2 }, (_, months) =>
    midnight(start.add({ months }).toString(), zone),
  );
  return period({ today, zone, boundaries });
}

/** Seven months and 20 days of a year, give or take two, up to the local midnight that began the day of `now`. */
export function yearlyPeriod(now: Instant, zone: string): Period {
  const today = Temporal.PlainDate.from(localDate(now, zone));
  const start = commonDay(today.subtract({ days: ELAPSED_DAYS })).subtract({
    months: EARLIER_MONTHS,
  });
  const boundaries = [start, start.add({ years: 1 })].map((date) =>
    midnight(date.toString(), zone),
  );
  return period({ today, zone, boundaries });
}

/**
 * Moments of the office hours in which real invoices were written, one for each of `count`, denser toward the end.
 * Whole weeks are added, so weekdays stay weekdays and the closed Saturday stays closed.
 */
export function officeMoments(invoices: string, within: Period, count: number): Instant[] {
  const open = readTable(invoices)
    .map(([, time = '']) => invoiceMoment(time, within))
    .filter((at) => at >= within.startedAt && at < within.end);
  return Array.from({ length: count }, (_, index) =>
    instant(open[Math.floor(grown((index + 0.5) / count) * open.length)] ?? within.startedAt),
  );
}

// Invoices were kept up to Wednesday 31 August 2011.
const INVOICES_END_MS = Date.UTC(2011, 8, 1);
const INVOICES_END_WEEKDAY = 4;

/** The moment of an invoice's wall clock time after whole weeks are added to bring the last ones to the period's end. */
export function invoiceMoment(time: string, within: Period): Instant {
  const daysBefore = (INVOICES_END_WEEKDAY - within.endWeekday + 7) % 7;
  const sinceEndMs = Date.parse(`${time}Z`) - INVOICES_END_MS;
  return shift(within.end, sinceEndMs * 1000 + daysBefore * DAY);
}

/** Moments spread along an hourly curve laid along the days, so that an hour gets its share of `count`. */
export function momentsAlong(curve: readonly number[], within: Period, count: number): Instant[] {
  const hours = Math.ceil((within.end - within.startedAt) / HOUR);
  const laid = Array.from(
    { length: hours },
    (_, hour) => (curve[hour % curve.length] ?? 0) * growth(hour / hours),
  );
  const total = laid.reduce((sum, value) => sum + value, 0);
  const moments: Instant[] = [];
  let before = 0;
  for (const [hour, mass] of laid.entries()) {
    while (moments.length < count && ((moments.length + 0.5) * total) / count < before + mass) {
      const share = (((moments.length + 0.5) * total) / count - before) / mass;
      moments.push(shift(within.startedAt, Math.floor((hour + share) * HOUR)));
    }
    before += mass;
  }
  return moments;
}

/** The hourly curve of an API's requests, cut to begin on the weekday that the period begins on. */
export function requestCurve(cloudSeries: string, within: Period): number[] {
  const curve = readSeries(cloudSeries, 'api-requests-per-second').map(({ value }) => value);
  const days = Math.round((within.end - within.startedAt) / DAY);
  const startWeekday = (((within.endWeekday - days) % 7) + 7) % 7;
  return curve.slice((CURVE_FIRST_DAY + ((startWeekday - CURVE_WEEKDAY + 7) % 7)) * 24);
}

/** How much busier than on average a customer is at a share of its history: each grows from the first day to the last. */
function growth(share: number): number {
  return FIRST_GROWTH + 2 * (1 - FIRST_GROWTH) * share;
}

/** Where in the history a share of all that happens in it has happened: the inverse of the sum of {@link growth}. */
function grown(share: number): number {
  const rise = 1 - FIRST_GROWTH;
  return (Math.sqrt(FIRST_GROWTH ** 2 + 4 * rise * share) - FIRST_GROWTH) / (2 * rise);
}

const FIRST_GROWTH = 0.4;

function commonDay(date: Temporal.PlainDate): Temporal.PlainDate {
  if (date.day <= LAST_COMMON_DAY) return date;
  const next = date.add({ months: 1 }).with({ day: 1 });
  const daysOn = date.until(next).days;
  return daysOn < date.day - LAST_COMMON_DAY ? next : date.with({ day: LAST_COMMON_DAY });
}

interface Bounds {
  readonly today: Temporal.PlainDate;
  readonly zone: string;
  readonly boundaries: readonly Instant[];
}

function period({ today, zone, boundaries }: Bounds): Period {
  return {
    zone,
    startedAt: boundaries[0] ?? instant(0),
    cycleStart: boundaries.at(-2) ?? instant(0),
    end: midnight(today.toString(), zone),
    boundaries,
    endWeekday: today.dayOfWeek,
  };
}
