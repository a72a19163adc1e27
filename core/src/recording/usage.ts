import { nano } from '../credits.ts';
import { cycleIn } from '../ledger/ledger.ts';
import { valueAt } from '../ledger/terms.ts';
import type { RatedLine } from '../pricing/line.ts';
import { bucketOf, type Granularity, type Instant, instant } from '../time.ts';
import type { Book, RecordedEvent, UsageDelta } from './book.ts';

/** What a recorded event adds to charts and breakdowns: one item a line. Denied events add nothing. */
export function usageOf(event: RecordedEvent): UsageDelta[] {
  return usageOfLines(event.lines, { event, bookedAt: event.bookedAt });
}

interface UsageContext {
  readonly event: Pick<RecordedEvent, 'attribution' | 'unit'>;
  readonly bookedAt: Instant;
}

export function usageOfLines(
  lines: readonly RatedLine[],
  { event, bookedAt }: UsageContext,
): UsageDelta[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const isFirst = !seen.has(line.meter);
    seen.add(line.meter);
    return {
      meter: line.meter,
      bookedAt,
      unit: event.unit,
      attribution: line.split
        ? { ...event.attribution, [line.split.dimension]: line.split.value }
        : event.attribution,
      quantity: line.quantity,
      credits: line.credits,
      listCredits: line.listCredits,
      events: isFirst ? 1 : 0,
      value: line.value,
    };
  });
}

/** The opposite of what was added, booked at the correction's moment. */
export function reversed(usage: readonly UsageDelta[], bookedAt: Instant): UsageDelta[] {
  return usage.map((each) => ({
    ...each,
    bookedAt,
    quantity: -each.quantity,
    credits: nano(-each.credits),
    listCredits: nano(-each.listCredits),
    events: -each.events,
  }));
}

/**
 * The start of the bucket that use booked at `at` belongs to: the later of the wall-clock hour or day in the customer's
 * zone and the last cycle boundary, so that every cycle is a whole number of buckets.
 */
export function bucketStart(
  book: Book,
  at: Instant,
  granularity: Extract<Granularity, 'hour' | 'day'>,
): Instant {
  const zone = valueAt(book.terms.zones, at);
  let start: number = bucketOf(at, granularity, zone).start;
  for (const { id } of book.catalog.series) {
    const cycle = cycleIn(book.ledger, id, at);
    if (cycle && cycle.start > start) start = cycle.start;
  }
  return instant(start);
}
