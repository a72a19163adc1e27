import {
  type Book,
  bucketOf,
  type Cycle,
  contains,
  currentCycle,
  DAY,
  formatInstant,
  type Granularity,
  HOUR,
  type Instant,
  type Interval,
  instant,
  localDate,
  MICROSECOND,
  midnight,
  parseDate,
  parseInstant,
  shift,
  valueAt,
  type WindowLength,
  windowAt,
} from '@fuelgauge/core';
import { refused } from './answer.ts';

type Refused = ReturnType<typeof refused>;

/** A stretch of time by the name a page's address has for it. */
export interface Period {
  /** The name, in the shortest form that means the same at this moment. */
  readonly name: string;
  readonly kind: 'cycle' | 'window' | 'range';
  /** The series whose cycles divide it. */
  readonly series: string;
  readonly range: Interval;
  /** Set for kind `cycle`. */
  readonly cycle: Cycle | null;
  /** Names of the periods of the same kind before and after it; null where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
}

/**
 * Reads a period: `current` (the default), `prev`, `cycle:<start>` of the plan, `<series>:<start>` of another series, a window
 * up to now such as `24h` or `30d`, dates `<first>..<last>` with both days, or instants `<from>..<to>` without the second. A
 * window has whole hours or days of the billing zone, the one under way as its last. The book knows all its cycles. Refuses
 * what is malformed, empty, or no cycle of the customer's.
 */
export function readPeriod(book: Book, text = 'current'): Period | Refused {
  const window = /^([1-9]\d{0,2})([hd])$/.exec(text);
  if (window) {
    const unit = window[2] === 'h' ? 'hour' : 'day';
    return windowPeriod(book, { count: Number(window[1]), unit });
  }
  const [first, last, ...more] = text.split('..');
  if (first && last && more.length === 0) return rangePeriod(book, first, last);
  const cycle = readCycle(book, text);
  if (cycle) return cyclePeriod(book, cycle);
  return refused(
    'query_invalid',
    `There is no period "${text}". It is current, prev, cycle:<start of a cycle>, <series>:<start>, a window such as 24h or 30d, or <first day>..<last day>.`,
    '/period',
  );
}

/** How a period is divided unless the reader says otherwise. */
export function granularityOf({ kind, range }: Pick<Period, 'kind' | 'range'>): Granularity {
  const length = range.end - range.start;
  if (length <= 2 * DAY + HOUR) return 'hour';
  if (length > 800 * DAY) return 'month';
  const isLong = kind === 'window' ? length > 10 * DAY : length > 120 * DAY;
  return isLong ? 'week' : 'day';
}

function readCycle(book: Book, text: string): Cycle | undefined {
  if (text === 'current') return currentCycle(book.ledger, 'plan');
  if (text === 'prev') return cyclesOf(book, 'plan').at(-2);
  const [, word = '', start = ''] = /^([^:]+):(.+)$/.exec(text) ?? [];
  const cycles = cyclesOf(book, word === 'cycle' ? 'plan' : word);
  const at = parseInstant(start);
  return cycles.findLast((cycle) =>
    at === undefined ? dateOf(book, cycle) === start : cycle.start === at,
  );
}

function cyclesOf({ ledger }: Book, series: string): Cycle[] {
  return ledger.cycles.filter((cycle) => cycle.series === series);
}

function dateOf({ terms }: Book, { start }: Cycle): string {
  return localDate(start, valueAt(terms.zones, start));
}

function cyclePeriod(book: Book, cycle: Cycle): Period {
  const { series } = cycle;
  const cycles = cyclesOf(book, series);
  const place = cycles.indexOf(cycle);
  const nameAt = (index: number) => cycles[index] && cycleName(book, cycles, index);
  return {
    name: cycleName(book, cycles, place),
    kind: 'cycle',
    series,
    range: { start: cycle.start, end: cycle.end },
    cycle,
    previous: nameAt(place - 1) ?? null,
    next: nameAt(place + 1) ?? null,
  };
}

function cycleName(book: Book, cycles: readonly Cycle[], index: number): string {
  const cycle = cycles[index] as Cycle;
  const isPlan = cycle.series === 'plan';
  if (isPlan && index === cycles.length - 1) return 'current';
  if (isPlan && index === cycles.length - 2) return 'prev';
  const date = dateOf(book, cycle);
  const isOnly = cycles.filter((each) => dateOf(book, each) === date).length === 1;
  const start = isOnly ? date : formatInstant(cycle.start, valueAt(book.terms.zones, cycle.start));
  return `${isPlan ? 'cycle' : cycle.series}:${start}`;
}

function windowPeriod(book: Book, length: WindowLength): Period {
  const { head } = book.ledger;
  const window = windowAt(head.at, length, valueAt(book.terms.zones, head.at));
  const range = { start: notBeforeTime(window.start), end: window.end };
  const name = `${length.count}${length.unit.charAt(0)}`;
  return { ...neighbours(book, range), name, kind: 'window', range };
}

function rangePeriod(book: Book, first: string, last: string): Period | Refused {
  const zone = valueAt(book.terms.zones, book.ledger.head.at);
  const [from, to] = [parseDate(first), parseDate(last)];
  const start = from === undefined ? parseInstant(first) : midnight(from, zone);
  const end = to === undefined ? parseInstant(last) : midnight(dateAfter(to, 1), zone);
  if (start === undefined || end === undefined || start >= end) {
    const detail = `The period "${first}..${last}" needs two dates, such as 2026-11-01..2026-11-15, or two instants, the first before the second, of the years 1970 to 2199.`;
    return refused('time_invalid', detail, '/period');
  }
  const range = { start: notBeforeTime(start), end };
  return { ...neighbours(book, range), name: rangeName(book, range), kind: 'range', range };
}

/** As many days, or as much time, before and after it; nothing that has not begun. */
function neighbours(book: Book, range: Interval) {
  const { head } = book.ledger;
  const zone = valueAt(book.terms.zones, head.at);
  const isDays = isMidnight(range.start, zone) && isMidnight(range.end, zone);
  const days = daysBetween(range, zone);
  const moved = (direction: 1 | -1) => {
    const move = (at: Instant) =>
      isDays
        ? midnight(dateAfter(localDate(at, zone), direction * days), zone)
        : shift(at, direction * (range.end - range.start));
    return { start: move(range.start), end: move(range.end) };
  };
  return {
    series: 'plan',
    cycle: null,
    previous: range.start > book.terms.startedAt ? rangeName(book, moved(-1)) : null,
    next: range.end <= head.at ? rangeName(book, moved(1)) : null,
  };
}

/** Dates where both ends are midnights, instants otherwise. */
function rangeName(book: Book, { start, end }: Interval): string {
  const zone = valueAt(book.terms.zones, book.ledger.head.at);
  const isDays = isMidnight(start, zone) && isMidnight(end, zone);
  const last = shift(end, -MICROSECOND);
  return isDays
    ? `${localDate(start, zone)}..${localDate(last, zone)}`
    : `${formatInstant(start, zone)}..${formatInstant(end, zone)}`;
}

function isMidnight(at: Instant, zone: string): boolean {
  return bucketOf(at, 'day', zone).start === at;
}

/** Calendar days that a stretch touches. */
function daysBetween({ start, end }: Interval, zone: string): number {
  const last = shift(end, -MICROSECOND);
  return (Date.parse(localDate(last, zone)) - Date.parse(localDate(start, zone))) / DAY_MS + 1;
}

const DAY_MS = 86_400_000;

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function notBeforeTime(at: Instant): Instant {
  return instant(Math.max(at, 0));
}

/** Whether a period is over, and no late event can change it any more. */
export function isClosed(book: Book, { cycle, range }: Period): boolean {
  if (cycle) return cycle.state === 'final';
  const { head } = book.ledger;
  if (contains(range, head.at) || range.end > head.at) return false;
  const touched = book.ledger.cycles.filter(
    ({ start, end }) => start < range.end && end > range.start,
  );
  return touched.every(({ state }) => state === 'final');
}
