import {
  type Book,
  bucketOf,
  bucketStart,
  bucketsIn,
  currentCycle,
  DAY,
  formatInstant,
  type Granularity,
  HOUR,
  type Instant,
  type Interval,
  instant,
  midnight,
  parseDate,
  parseInstant,
  shift,
  valueAt,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { refused } from './answer.ts';
import { instantField, isRefused } from './read-input.ts';

type Refused = ReturnType<typeof refused>;

/** A half-open stretch of time as it comes in a query: instants, or dates that begin at the customer's midnight. */
export interface RangeQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The earliest moment a query may mean, before the customer's zone is known: books are opened from there on. */
export function sinceOf({ from }: RangeQuery): { readonly since?: Instant } {
  if (from === undefined) return {};
  const at = parseInstant(from) ?? earliestOf(parseDate(from));
  return at === undefined ? {} : { since: at };
}

/** Zones are at most 14 hours ahead of UTC. */
function earliestOf(date: string | undefined): Instant | undefined {
  return date === undefined ? undefined : shift(midnight(date, 'UTC'), -15 * HOUR);
}

/** The range asked for; what is absent is the current cycle's. Refuses what is malformed, empty or backwards. */
export function readRange(book: Book, query: RangeQuery, series = 'plan'): Interval | Refused {
  const zone = valueAt(book.terms.zones, book.ledger.head.at);
  const cycle = currentCycle(book.ledger, series);
  const start = query.from === undefined ? cycle.start : instantField('from', query.from, zone);
  if (isRefused(start)) return start;
  const end = query.to === undefined ? cycle.end : instantField('to', query.to, zone);
  if (isRefused(end)) return end;
  if (start < end) return { start, end };
  const detail = `from (${formatInstant(start, zone)}) must be before to (${formatInstant(end, zone)}), which is not part of the range.`;
  return refused('time_invalid', detail, query.from === undefined ? '/to' : '/from');
}

/** A series of cycles of the catalog; `plan` when absent. */
export function readSeries(book: Book, series: string | undefined): string | Refused {
  const known = book.catalog.series.map(({ id }) => id);
  if (series === undefined) return 'plan';
  if (known.includes(series)) return series;
  return refused(
    'query_invalid',
    `There is no series of cycles "${series}". There is: ${known.join(', ')}.`,
    '/series',
  );
}

/** How a range is divided, and where each cycle of the series begins anew. */
export interface Division {
  readonly granularity: Granularity;
  readonly series: string;
  /** Divide weeks and months too where a cycle begins, as running totals need; hours and days always are. */
  readonly byCycle: boolean;
}

/**
 * The buckets that tile a range in the customer's zone, divided where another zone takes effect and where cycles begin.
 * Refuses more buckets than a chart may have.
 */
export function bucketsOf(book: Book, range: Interval, division: Division): Interval[] | Refused {
  const { granularity, series } = division;
  const isFine = granularity === 'hour' || granularity === 'day';
  const cuts = new Set<Instant>(book.terms.zones.map(({ from }) => from));
  if (isFine || division.byCycle) for (const start of startsOf(book, series)) cuts.add(start);
  const edges = [...cuts].filter((at) => at > range.start && at < range.end).sort((a, b) => a - b);
  const buckets: Interval[] = [];
  for (const [index, start] of [range.start, ...edges].entries()) {
    const stretch = { start, end: edges[index] ?? range.end };
    const most = (stretch.end - stretch.start) / SHORTEST_US[granularity] + buckets.length;
    if (most > bounds.chartBuckets) return tooMany(granularity);
    buckets.push(...bucketsIn(stretch, granularity, valueAt(book.terms.zones, start)));
  }
  return buckets;
}

/** A clock change makes a day an hour shorter; the bound needs no more than that. */
const SHORTEST_US = { hour: HOUR, day: 23 * HOUR, week: 6 * DAY, month: 27 * DAY } as const;

function tooMany(granularity: Granularity): Refused {
  const detail = `The range has more than ${bounds.chartBuckets} of a ${granularity}. Ask for a shorter range or a coarser granularity.`;
  return refused('query_invalid', detail, '/granularity');
}

/** The starts of the cycles of a series that are known, oldest first. */
export function startsOf(book: Book, series: string): Instant[] {
  const starts = book.ledger.cycles.filter((cycle) => cycle.series === series);
  return starts.map(({ start }) => start).sort((a, b) => a - b);
}

/** The stored bucket that use booked at a moment is summed in: an hour or a day, cut where any cycle begins. */
export function storedBucketAt(book: Book, at: Instant, size: 'hour' | 'day'): Interval {
  const start = bucketStart(book, at, size);
  let end: number = bucketOf(at, size, valueAt(book.terms.zones, at)).end;
  for (const cycle of book.ledger.cycles) {
    if (cycle.start > at && cycle.start < end) end = cycle.start;
  }
  return { start, end: instant(end) };
}
