import {
  type Book,
  credits,
  currentCycle,
  DAY,
  HOUR,
  type Instant,
  operate,
  shift,
  totalsIn,
  type UsageEvent,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METERS, sketchOf, use } from './act.ts';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';

const startedAt = at('2026-03-01');
const resetAt = at('2026-04-01');
const CATALOG = modelCatalog({
  series: [
    { id: 'plan', every: 'month', anchorTime: 'midnight' },
    { id: 'flex', every: 'month', anchorTime: 'midnight' },
  ],
});
// Late samples of a level amend what was accrued before they came, and corrections redraw nothing.
const PRICED = METERS.filter((meter) => !['reveal', 'mystery', 'store'].includes(meter));

const march = fc.array(
  fc.tuple(use(PRICED, 0), fc.nat(31 * DAY - 1), fc.integer({ min: 0, max: 72 * HOUR - 1 })),
  { minLength: 1, maxLength: 12, size: 'max' },
);

test('E3: late within the grace comes to the same as on time, while nothing is scarce', () => {
  fc.assert(
    fc.property(march, (facts) => {
      const sent = facts.map(([each, offset, delay], index) => {
        const when = shift(startedAt, offset);
        const plain = { ...each, ago: 0, enforce: false };
        return { event: usageEvent(sketchOf(plain, when, `e${index}`)), delay };
      });
      const onTime = deliver(sent.map(({ event }) => ({ event, now: event.occurredAt })));
      const late = deliver(sent.map(({ event, delay }) => ({ event, now: shift(resetAt, delay) })));
      for (const book of [onTime, late]) operate.advance(book, shift(resetAt, 80 * HOUR));
      expect(stateOf(late)).toEqual(stateOf(onTime));
      expectSound(late);
    }),
  );
});

test('E3: what arrives after the grace is booked now, as late', () => {
  const book = withPlenty();
  const event = usageEvent({ id: 'a', type: 'work', occurredAt: startedAt, data: { amount: 3 } });
  const now = shift(resetAt, 72 * HOUR);
  const [outcome] = operate.record(book, now, { events: [event], options: PLAIN });
  expect(outcome).toMatchObject({ event: { status: 'late', bookedAt: now } });
});

test('G23: late use of October draws what October let expire, and its overdraft is October’s', () => {
  const zone = { startedAt: at('2026-10-01'), plans: [{ from: at('2026-10-01'), value: 'free' }] };
  const book = customer(CATALOG, zone);
  const work = (id: string, when: Instant, amount: number) =>
    usageEvent({ id, type: 'work', occurredAt: when, data: { amount } });
  const record = (now: Instant, event: UsageEvent) =>
    operate.record(book, now, { events: [event], options: PLAIN });
  record(at('2026-10-20'), work('a', at('2026-10-20'), 90));
  record(at('2026-11-01T02:00:00Z'), work('b', at('2026-10-31T12:00:00Z'), 15));
  const [october] = book.ledger.cycles;
  const totals = october && totalsIn(book.ledger, october, 'credit');
  expect(totals).toMatchObject({ used: credits('35'), expired: credits('5'), overdrawn: 0n });
  record(at('2026-11-01T03:00:00Z'), work('c', at('2026-10-31T12:00:00Z'), 30));
  const later = october && totalsIn(book.ledger, october, 'credit');
  expect(later).toMatchObject({ used: credits('45'), expired: 0n, overdrawn: credits('5') });
  expect(book.ledger.head).toMatchObject({ posted: credits('40'), overdraft: 0n });
  expectSound(book);
});

function withPlenty(): Book {
  const book = customer(CATALOG, { startedAt });
  const plenty = { kind: 'addon', amount: credits('100000'), effectiveAt: startedAt } as const;
  operate.grant(book, startedAt, { ...plenty, source: 'purchase' });
  return book;
}

function deliver(sent: readonly { event: UsageEvent; now: Instant }[]): Book {
  const book = withPlenty();
  for (const { event, now } of [...sent].sort((a, b) => a.now - b.now)) {
    operate.record(book, now, { events: [event], options: PLAIN });
  }
  return book;
}

function stateOf(book: Book): unknown {
  const { ledger } = book;
  const left = new Map<string, bigint>();
  for (const { kind, remaining } of ledger.grants.values()) {
    left.set(kind, (left.get(kind) ?? 0n) + remaining);
  }
  return {
    left,
    current: currentCycle(ledger, 'plan').start,
    cycles: ledger.cycles.map((cycle) => [
      cycle.series,
      cycle.start,
      totalsIn(ledger, cycle, 'credit'),
    ]),
  };
}
