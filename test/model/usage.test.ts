import {
  type Book,
  DAY,
  HOUR,
  type Instant,
  instant,
  type MINUTE,
  type Quantity,
  type RatedLine,
  type RecordedEvent,
  rational,
  rollUp,
  roundHalfEven,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, perform, use } from './act.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer } from './model-customer.ts';

const startedAt = at('2026-03-01');
const CATALOG = modelCatalog({
  series: [{ id: 'plan', every: 'month', anchorTime: 'midnight' }],
});
const which = fc.nat(100);

/** Records, voids and amends over up to a month and the grace after it, often late. */
function history(meters: readonly string[]): fc.Arbitrary<Act[]> {
  const fact = use(meters, 10 * DAY).map((each) => ({ ...each, enforce: false }));
  const wait = fc.oneof(fc.constant(0), fc.nat(2 * DAY)).map((each) => Math.floor(each / 2));
  return fc.array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.array(fact, { minLength: 1, maxLength: 3 }), wait)
          .map(
            ([events, each]): Act => ({ kind: 'record', events, isBackfill: false, wait: each }),
          ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(which, wait).map(
          ([each, before]): Act => ({
            kind: 'void',
            which: each,
            compensate: false,
            wait: before,
          }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(which, fact, wait).map(
          ([each, content, before]): Act => ({
            kind: 'amend',
            which: each,
            use: content,
            wait: before,
          }),
        ),
      },
    ),
    { minLength: 3, maxLength: 30, size: 'max' },
  );
}

test('rollups are the lines of live events, however they came to be (I11)', () => {
  fc.assert(
    fc.property(history(['work', 'mystery', 'store']), (sequence) => {
      const book = customer(CATALOG, { startedAt });
      perform(book, sequence);
      const rollups = rollUp(book, book.changed.usage);
      expect(sumsBy(rollups.totals, keyOf)).toEqual(sumsOf(book, (each) => [keyOf(each)]));
      const byValue = sumsOf(book, (each, { attribution }) =>
        ['user', 'camera'].map(
          (name) =>
            `${name} ${attribution[name]} ${keyOf({ ...each, bucketAt: bucketOf(each.bucketAt, name) })}`,
        ),
      );
      expect(
        sumsBy(rollups.dimensions, (row) => `${row.dimension} ${row.value} ${keyOf(row)}`),
      ).toEqual(byValue);
    }),
  );
});

test('a unique meter’s values are counted by day, live ones only', () => {
  fc.assert(
    fc.property(history(['seat', 'work']), (sequence) => {
      const book = customer(CATALOG, { startedAt });
      perform(book, sequence);
      const met = new Map<string, number>();
      for (const event of live(book)) {
        for (const { meter, value } of event.lines) {
          if (meter !== 'seat') continue;
          const key = `${floorTo(event.bookedAt, DAY)} ${value}`;
          met.set(key, (met.get(key) ?? 0) + 1);
        }
      }
      const { distinct } = rollUp(book, book.changed.usage);
      const counted = distinct.filter(({ count }) => count !== 0);
      expect(new Map(counted.map((row) => [`${row.bucketAt} ${row.value}`, row.count]))).toEqual(
        met,
      );
    }),
  );
});

test('a level is charged for each whole day as if all samples had been known (level × time ÷ month)', () => {
  fc.assert(
    fc.property(history(['store']), (sequence) => {
      const book = customer(CATALOG, { startedAt });
      perform(book, sequence);
      const samples = live(book).filter(({ source }) => source === 'test');
      for (const user of ['ann', 'bob']) {
        const own = samples.filter(({ dimensions }) => dimensions['user'] === user);
        const accruals = live(book).filter(
          ({ source, attribution }) => source !== 'test' && attribution['user'] === user,
        );
        const accrued = new Map(
          accruals.map(({ occurredAt, lines }) => [occurredAt, lines[0]?.quantity]),
        );
        for (
          let day: Instant = instant(startedAt - 12 * DAY);
          day + DAY <= book.ledger.head.at;
          day = instant(day + DAY)
        ) {
          const found = accrued.get(instant(day + DAY - 1)) ?? 0n;
          expect(found).toBe(levelOver(own, day));
        }
      }
    }),
  );
});

/** Level × time over a day of UTC, as a share of its month. */
function levelOver(samples: readonly RecordedEvent[], day: Instant): bigint {
  const sorted = [...samples].sort(
    (a, b) => a.occurredAt - b.occurredAt || (a.key < b.key ? -1 : 1),
  );
  let area = 0n;
  for (const [index, { occurredAt, data }] of sorted.entries()) {
    const until = sorted[index + 1]?.occurredAt ?? Number.POSITIVE_INFINITY;
    const start = Math.max(occurredAt, day);
    const end = Math.min(until, day + DAY);
    if (end > start) area += BigInt(Math.round(Number(data['amount']) * 10)) * BigInt(end - start);
  }
  const date = new Date(day / 1000);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return roundHalfEven(rational(area * 100_000_000_000n, BigInt(days * DAY)));
}

interface Sums {
  readonly credits: bigint;
  readonly listCredits: bigint;
  readonly quantity: bigint;
  readonly events: number;
}

interface Place {
  readonly bucketAt: Instant;
  readonly meter: string;
}

function keyOf({ bucketAt, meter }: Place): string {
  return `${bucketAt} ${meter}`;
}

function bucketOf(bucketAt: Instant, dimension: string): Instant {
  return dimension === 'camera' ? bucketAt : floorTo(bucketAt, DAY);
}

function floorTo(when: Instant, span: typeof DAY | typeof HOUR | typeof MINUTE): Instant {
  return instant(when - (when % span));
}

function live(book: Book): RecordedEvent[] {
  return [...book.events.values()].filter(({ isVoid }) => !isVoid);
}

function sumsBy<Row extends Sums>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const row of rows) add(sums, key(row), row);
  return withoutNothing(sums);
}

function sumsOf(
  book: Book,
  keys: (place: Place, event: RecordedEvent) => string[],
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const event of live(book)) {
    const bucketAt = floorTo(event.bookedAt, HOUR);
    for (const line of event.lines) {
      for (const key of keys({ bucketAt, meter: line.meter }, event)) add(sums, key, ofLine(line));
    }
  }
  return withoutNothing(sums);
}

function ofLine({ credits, listCredits, quantity }: RatedLine): Sums & { quantity: Quantity } {
  return { credits, listCredits, quantity, events: 1 };
}

function add(sums: Map<string, Sums>, key: string, more: Sums): void {
  const known = sums.get(key) ?? { credits: 0n, listCredits: 0n, quantity: 0n, events: 0 };
  sums.set(key, {
    credits: known.credits + more.credits,
    listCredits: known.listCredits + more.listCredits,
    quantity: known.quantity + more.quantity,
    events: known.events + more.events,
  });
}

function withoutNothing(sums: Map<string, Sums>): Map<string, Sums> {
  const isSomething = ({ credits, listCredits, quantity, events }: Sums) =>
    [credits, listCredits, quantity, BigInt(events)].some((each) => each !== 0n);
  return new Map([...sums].filter(([, each]) => isSomething(each)));
}
