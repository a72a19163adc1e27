import {
  formatInstant,
  type Interval,
  instant,
  parseInstant,
  type WindowLength,
  windowAt,
} from '@fuelgauge/core';
import type { Cycle } from '@fuelgauge/sdk';

/** A stretch of time to show, made of what the address says. Instants are RFC 3339, half-open. */
export interface Period {
  /** What the address says for it. */
  readonly text: string;
  readonly kind: 'cycle' | 'window' | 'days';
  /** The series of a cycle. */
  readonly series: string | null;
  readonly from: string;
  readonly to: string;
  /** It ends in the past and nothing can be added to it any more. */
  readonly isClosed: boolean;
  /** It holds the present. */
  readonly isCurrent: boolean;
  /** What the address says for the period before and after; null where there is none. */
  readonly earlier: string | null;
  readonly later: string | null;
}

export interface PeriodInput {
  /** As in the address; see `View`. */
  readonly text: string;
  /** Of every series, newest first, as the server lists them. */
  readonly cycles: readonly Cycle[];
  readonly now: Temporal.Instant;
  readonly timeZone: string;
  /** Readers are kept to the current plan cycle: what begins before it is that cycle. */
  readonly isKept?: boolean | undefined;
}

const WINDOWS: Readonly<Record<string, WindowLength>> = {
  '24h': { count: 24, unit: 'hour' },
  '7d': { count: 7, unit: 'day' },
  '30d': { count: 30, unit: 'day' },
};

/**
 * The time that the address means for a customer. What names a cycle nobody has, or days before
 * the first cycle, becomes the current cycle; undefined while no cycle is known.
 */
export function resolvePeriod(input: PeriodInput): Period | undefined {
  const found = namedPeriod(input);
  const cycle = input.isKept ? cyclePeriod({ ...input, text: 'current' }) : undefined;
  if (!found || !cycle) return found;
  const first = dateOf(cycle.from, input.timeZone);
  if (Date.parse(found.from) < Date.parse(cycle.from)) return { ...cycle, earlier: null };
  const { earlier } = found;
  const isWithin = found.kind === 'days' && earlier !== null && earlier.slice(0, 10) >= first;
  return { ...found, earlier: isWithin ? earlier : null };
}

/** The dates that readers who are kept to the current cycle may choose, both included. */
export function keptDates(input: Omit<PeriodInput, 'text'>): DateSpan | undefined {
  const cycle = cyclePeriod({ ...input, text: 'current' });
  const today = input.now.toZonedDateTimeISO(input.timeZone).toPlainDate().toString();
  return cycle && { first: dateOf(cycle.from, input.timeZone), last: today };
}

export interface DateSpan {
  readonly first: string;
  readonly last: string;
}

/** A period as readers who are kept to these dates may choose it: what begins before them is clipped to them. */
export function clippedText(input: PeriodInput, { first, last }: DateSpan): string {
  const found = namedPeriod(input);
  const isWithin = found !== undefined && dateOf(found.from, input.timeZone) >= first;
  return isWithin ? input.text : `${first}..${last}`;
}

function namedPeriod(input: PeriodInput): Period | undefined {
  const { text } = input;
  const days = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text);
  if (days?.[1] && days[2]) {
    const period = daysPeriod(input, { first: days[1], last: days[2] });
    if (period) return period;
  }
  const [from, to] = text.split('..').map(parseInstant);
  if (from !== undefined && to !== undefined && from < to) {
    return spanPeriod(input, { start: from, end: to });
  }
  const window = Object.hasOwn(WINDOWS, text) ? WINDOWS[text] : undefined;
  if (window) return windowPeriod(input, window);
  return cyclePeriod(input);
}

/** `cycle:2026-10-01` of a cycle in the zone; cycles of the plan series are called `cycle`. */
export function cycleText({ series, start }: Pick<Cycle, 'series' | 'start'>, zone: string) {
  return `${series === 'plan' ? 'cycle' : series}:${dateOf(start, zone)}`;
}

/** A stretch of time as the address has it: its days where it begins and ends at midnight, else instants. */
export function rangeText({ from, to }: Pick<Period, 'from' | 'to'>, zone: string): string {
  const isDays = isMidnight(from, zone) && isMidnight(to, zone);
  const instantOf = (text: string) => Temporal.Instant.from(text).toString();
  return isDays
    ? `${dateOf(from, zone)}..${lastDateOf(to, zone)}`
    : `${instantOf(from)}..${instantOf(to)}`;
}

/** The calendar date of an instant in the zone. */
export function dateOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The calendar date of the last moment before an instant in the zone: the last day of a range. */
export function lastDateOf(instant: string, timeZone: string): string {
  const last = Temporal.Instant.from(instant).subtract({ nanoseconds: 1 });
  return last.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Calendar days from the first to the last moment, a begun one counted whole. */
export function daysIn({ from, to }: Pick<Period, 'from' | 'to'>, timeZone: string): number {
  const start = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone);
  const end = Temporal.Instant.from(to).toZonedDateTimeISO(timeZone);
  return Math.max(
    1,
    Math.ceil(end.since(start, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: start })),
  );
}

function cyclePeriod(input: PeriodInput): Period | undefined {
  const { text, cycles, timeZone } = input;
  const [name = 'current', date] = text.split(':');
  const series = date === undefined || name === 'cycle' ? 'plan' : name;
  if (!cycles.some((cycle) => cycle.series === series)) {
    return text === 'current' ? undefined : cyclePeriod({ ...input, text: 'current' });
  }
  const past = cycles.filter((cycle) => cycle.series === series && cycle.state !== 'next');
  const index = past.findIndex((cycle) =>
    date === undefined ? cycle.is_current : dateOf(cycle.start, timeZone) === date,
  );
  const current = past.findIndex((cycle) => cycle.is_current);
  const at = index >= 0 ? index + (text === 'prev' ? 1 : 0) : current;
  const cycle = past[at] ?? past[current];
  if (!cycle) return undefined;
  const position = past.indexOf(cycle);
  const address = (other: Cycle | undefined): string | null =>
    other ? (other.is_current && series === 'plan' ? 'current' : cycleText(other, timeZone)) : null;
  return {
    kind: 'cycle',
    text: address(cycle) ?? 'current',
    series,
    from: cycle.start,
    to: cycle.end,
    isClosed: cycle.state === 'final',
    isCurrent: cycle.is_current,
    earlier: address(past[position + 1]),
    later: address(past[position - 1]),
  };
}

function windowPeriod({ text, now, timeZone }: PeriodInput, window: WindowLength): Period {
  const at = instant(now.epochMilliseconds * MICROSECONDS_IN_MS);
  const { start, end } = windowAt(at, window, timeZone);
  return {
    kind: 'window',
    text,
    series: null,
    from: formatInstant(start, timeZone),
    to: formatInstant(end, timeZone),
    isClosed: false,
    isCurrent: true,
    earlier: null,
    later: null,
  };
}

const MICROSECONDS_IN_MS = 1000;

/** Any stretch of time, such as an hour. */
function spanPeriod(
  { text, cycles, now, timeZone }: PeriodInput,
  { start, end }: Interval,
): Period {
  const to = Temporal.Instant.from(formatInstant(end));
  return {
    kind: 'days',
    text,
    series: null,
    from: formatInstant(start, timeZone),
    to: formatInstant(end, timeZone),
    isClosed: isFinalThrough(cycles, to),
    isCurrent: Temporal.Instant.compare(to, now) > 0,
    earlier: null,
    later: null,
  };
}

function daysPeriod(
  { cycles, now, timeZone }: PeriodInput,
  { first, last }: { readonly first: string; readonly last: string },
): Period | undefined {
  const start = plainDate(first);
  const end = plainDate(last);
  if (!start || !end || Temporal.PlainDate.compare(start, end) > 0) return undefined;
  const from = start.toZonedDateTime(timeZone);
  const to = end.add({ days: 1 }).toZonedDateTime(timeZone);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const length = start.until(end, { largestUnit: 'day' }).days + 1;
  const range = (days: number) => `${start.add({ days })}..${end.add({ days })}`;
  const oldest = cycles.findLast(({ series }) => series === 'plan');
  const hasEarlier =
    !oldest || Temporal.Instant.compare(from.toInstant(), Temporal.Instant.from(oldest.start)) > 0;
  return {
    kind: 'days',
    text: `${first}..${last}`,
    series: null,
    from: textOf(from),
    to: textOf(to),
    isClosed: isFinalThrough(cycles, to.toInstant()),
    isCurrent: Temporal.PlainDate.compare(end, today) >= 0,
    earlier: hasEarlier ? range(-length) : null,
    later: Temporal.PlainDate.compare(end.add({ days: length }), today) <= 0 ? range(length) : null,
  };
}

function isMidnight(text: string, zone: string): boolean {
  const at = Temporal.Instant.from(text).toZonedDateTimeISO(zone);
  return at.equals(at.startOfDay());
}

function plainDate(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

function textOf(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Everything up to the moment lies in cycles that take nothing more. */
function isFinalThrough(cycles: readonly Cycle[], at: Temporal.Instant): boolean {
  return cycles.some(
    ({ series, state, end }) =>
      series === 'plan' &&
      state === 'final' &&
      Temporal.Instant.compare(Temporal.Instant.from(end), at) >= 0,
  );
}
