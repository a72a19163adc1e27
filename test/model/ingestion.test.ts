import {
  type Book,
  MINUTE,
  operate,
  prepare,
  recordPrepared,
  shift,
  type UsageEvent,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METERS, sketchOf, use } from './act.ts';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';

const startedAt = at('2026-03-01');
const now = at('2026-03-05T12:00:00Z');
const DAYS = 4 * 24 * 60 * MINUTE;

/** Meters whose price of an event does not depend on those before it. */
const ALONE = ['work', 'store', 'mystery'];
const TOTALLED = METERS.filter((meter) => meter !== 'reveal' && meter !== 'store');

function events(meters: readonly string[]): fc.Arbitrary<UsageEvent[]> {
  const one = use(meters, DAYS).map((each) => ({
    ...each,
    enforce: false,
    ago: Math.abs(each.ago) % DAYS,
  }));
  return fc
    .array(one, { minLength: 1, maxLength: 15, size: 'max' })
    .map((uses) => uses.map((each, index) => usageEvent(sketchOf(each, now, `e${index}`))));
}

/** The events, some of them twice or thrice, in any order, in batches of any size, over some minutes. */
function deliveries(sent: readonly UsageEvent[]): fc.Arbitrary<UsageEvent[][]> {
  return fc
    .tuple(
      fc.array(fc.nat(), { minLength: sent.length * 3, maxLength: sent.length * 3 }),
      fc.array(fc.constantFrom(...sent), { maxLength: sent.length }),
      fc.integer({ min: 1, max: 5 }),
    )
    .map(([order, again, size]) => {
      const ranked = [...sent, ...again].map((event, index) => ({
        event,
        rank: order[index] ?? 0,
      }));
      const sorted = ranked.sort((a, b) => a.rank - b.rank).map(({ event }) => event);
      return sorted.flatMap((_, index) =>
        index % size === 0 ? [sorted.slice(index, index + size)] : [],
      );
    });
}

function deliver(batches: readonly (readonly UsageEvent[])[]): Book {
  const book = customer(modelCatalog(), { startedAt });
  for (const [index, batch] of batches.entries()) {
    operate.record(book, shift(now, index * MINUTE), { events: batch, options: PLAIN });
  }
  return book;
}

test('E1: the same events, retried, reordered and split, are accepted and charged the same (I22)', () => {
  const pair = events(ALONE).chain((sent) => fc.tuple(fc.constant(sent), deliveries(sent)));
  fc.assert(
    fc.property(pair, ([sent, batches]) => {
      const [once, many] = [deliver([sent]), deliver(batches)];
      expect(chargesOf(many)).toEqual(chargesOf(once));
      expect(many.ledger.head.posted).toBe(once.ledger.head.posted);
      expectSound(many);
    }),
  );
});

test('prices that look back come to the same total in any order', () => {
  const pair = events(TOTALLED).chain((sent) => fc.tuple(fc.constant(sent), deliveries(sent)));
  fc.assert(
    fc.property(pair, ([sent, batches]) => {
      const [once, many] = [deliver([sent]), deliver(batches)];
      expect([...many.events.keys()].sort()).toEqual([...once.events.keys()].sort());
      expect(totalOf(many)).toBe(totalOf(once));
      expect(many.ledger.head.posted).toBe(once.ledger.head.posted);
    }),
  );
});

test('E1: a retry is answered with the first outcome and changes nothing (I20)', () => {
  fc.assert(
    fc.property(events(METERS), (sent) => {
      const book = deliver([sent]);
      const first = new Map(book.events);
      const { seq, posted } = book.ledger.head;
      const again = operate.record(book, now, { events: sent, options: PLAIN });
      for (const [index, outcome] of again.entries()) {
        expect(outcome.status).toBe('duplicate');
        if (outcome.status === 'duplicate')
          expect(outcome.event).toBe(first.get(sent[index]?.key ?? ''));
      }
      expect(book.ledger.head).toMatchObject({ seq, posted });
    }),
  );
});

test('E4: the same id with other content is refused and changes nothing (I21)', () => {
  fc.assert(
    fc.property(events(METERS), (sent) => {
      const book = deliver([sent]);
      const { seq, posted } = book.ledger.head;
      const changed = sent.map((event) => ({ ...event, fingerprint: `${event.fingerprint}!` }));
      const outcomes = operate.record(book, now, { events: changed, options: PLAIN });
      expect(outcomes.map(({ status }) => status)).toEqual(sent.map(() => 'mismatch'));
      expect(book.ledger.head).toMatchObject({ seq, posted });
    }),
  );
});

test('twins prepared before either was recorded count once', () => {
  const book = customer(modelCatalog(), { startedAt });
  operate.advance(book, now);
  const event = usageEvent({ id: 'a', type: 'work', occurredAt: now, data: { amount: 3 } });
  const preparations = [event, event].map((each) => prepare(book, each, PLAIN));
  const outcomes = preparations.map((each) => recordPrepared(book, event, each));
  expect(outcomes.map(({ status }) => status)).toEqual(['recorded', 'duplicate']);
});

test('a retry of what was amended since is a duplicate, not a mismatch', () => {
  const book = customer(modelCatalog(), { startedAt });
  const first = usageEvent({ id: 'a', type: 'work', occurredAt: now, data: { amount: 3 } });
  const better = usageEvent({ id: 'a', type: 'work', occurredAt: now, data: { amount: 6 } });
  operate.record(book, now, { events: [first], options: PLAIN });
  const about = { eventKey: first.key, reason: 'test', options: PLAIN };
  expect(operate.amend(book, now, { ...about, event: better })).toMatchObject({ ok: true });
  const [again] = operate.record(book, now, { events: [first], options: PLAIN });
  expect(again?.status).toBe('duplicate');
});

test('requests are never admitted beyond what is available', () => {
  const enforced = events(METERS.filter((meter) => meter !== 'store')).map((sent) =>
    sent.map((event) => ({ ...event, enforce: true })),
  );
  fc.assert(
    fc.property(enforced, (sent) => {
      const book = deliver(sent.map((event) => [event]));
      expect(book.ledger.head.overdraft).toBe(0n);
      for (const { denial } of book.events.values()) {
        if (denial?.code !== 'insufficient_credits') continue;
        expect(denial.required).toBeGreaterThan(denial.available);
      }
    }),
  );
});

/** A day that was charged before a sample of nothing came is left with a charge of nothing. */
function chargesOf(book: Book): Record<string, unknown> {
  const events = [...book.events.values()].filter(
    ({ source, listCredits }) => source === 'test' || listCredits !== 0n,
  );
  const charges = events.map(({ key, status, credits, lines, bookedAt }) => {
    return [key, { status, credits, bookedAt, quantities: lines.map(({ quantity }) => quantity) }];
  });
  return Object.fromEntries(charges);
}

function totalOf(book: Book): bigint {
  return [...book.events.values()].reduce((sum, { credits }) => sum + credits, 0n);
}
