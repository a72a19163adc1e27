import {
  type Book,
  balanceOf,
  credits,
  DAY,
  type Entry,
  type Every,
  operate,
  shift,
  type Terms,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, acts, perform } from './act.ts';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer } from './model-customer.ts';

const startedAt = at('2026-01-31');

function after(sequence: readonly Act[]): Book {
  const book = customer(modelCatalog({ upgrade: 'restart_cycle_forfeit' }), { startedAt });
  perform(book, sequence);
  return book;
}

test('advancing in steps is advancing at once, and twice is once', () => {
  const steps = fc.array(fc.nat(40 * DAY), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(acts, steps, (sequence, waits) => {
      const [stepwise, atOnce] = [after(sequence), after(sequence)];
      let now = stepwise.ledger.head.at;
      for (const wait of waits) {
        now = shift(now, wait);
        operate.advance(stepwise, now);
      }
      operate.advance(atOnce, now);
      operate.advance(atOnce, now);
      expect(stateOf(stepwise)).toEqual(stateOf(atOnce));
      expect(balanceOf(stepwise)).toEqual(balanceOf(atOnce));
    }),
  );
});

test('F10: a clock that steps back is not followed', () => {
  fc.assert(
    fc.property(acts, fc.nat(20 * DAY), (sequence, back) => {
      const book = after(sequence);
      operate.advance(book, book.ledger.head.at);
      const { seq, at: seen } = book.ledger.head;
      operate.advance(book, shift(seen, -back));
      expect(book.ledger.head).toMatchObject({ seq, at: seen });
    }),
  );
});

test('an upgrade that restarts the cycle ends the old allotment and begins a month of its own', () => {
  const book = customer(modelCatalog({ upgrade: 'restart_cycle_forfeit' }), { startedAt });
  const now = at('2026-02-10T12:00:00Z');
  operate.changeTerms(book, now, { effectiveAt: now, plan: 'billed' });
  const cycles = book.ledger.cycles.filter(({ series }) => series === 'plan');
  const until = at('2026-03-10');
  expect(cycles).toMatchObject([
    { start: startedAt, end: now, state: 'closing' },
    { start: now, end: until, state: 'open' },
  ]);
  const grants = [...book.ledger.grants.values()].map((grant) => [
    grant.expiresAt,
    grant.remaining,
  ]);
  expect(grants).toEqual([
    [now, 0n],
    [now, 0n],
    [until, credits('80')],
  ]);
});

test('a year of cycles tiles without gap or overlap in every zone', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const every = fc.constantFrom<Every>('day', 'week', 'month', 'quarter', 'year');
  const zone = fc.constantFrom(...zones);
  const begin = fc.integer({ min: at('2026-01-01'), max: at('2029-01-01') });
  fc.assert(
    fc.property(
      every,
      fc.tuple(zone, zone),
      fc.tuple(begin, fc.boolean()),
      (each, [from, to], [start, exact]) => {
        const anchorTime = exact ? 'exact' : 'midnight';
        const series = [
          { id: 'plan', every: 'month', anchorTime } as const,
          { id: 'flex', every: 'week', anchorTime } as const,
          { id: 'limit', every: each, anchorTime } as const,
        ];
        const began = shift(at('1970-01-01'), start);
        const moves: Terms['zones'] = [
          { from: began, value: from },
          { from: shift(began, 100 * DAY), value: to },
        ];
        const book = customer(modelCatalog({ series }), { startedAt: began, zones: moves });
        operate.advance(book, shift(began, 366 * DAY));
        expectSound(book);
        for (const { start: first, end, grid } of book.ledger.cycles) {
          const [least, most] = LENGTHS[grid.every];
          expect((end - first) / DAY).toBeGreaterThan(least - 1.2);
          expect((end - first) / DAY).toBeLessThan(most + 1.2);
        }
      },
    ),
    { numRuns: 40 },
  );
});

/** Days in an interval, at least and at most; a move to another zone adds or takes up to 26 hours. */
const LENGTHS: Record<Every, readonly [number, number]> = {
  hour: [0, 0],
  day: [1, 1],
  week: [7, 7],
  month: [28, 31],
  quarter: [89, 92],
  year: [365, 366],
};

function stateOf({ ledger, accumulators, events }: Book): unknown {
  const { head, grants, cycles, appended } = ledger;
  const entries = appended.entries.map(({ recordedAt: _when, ...entry }: Entry) => entry);
  const facts = [...events.values()].map(({ recordedAt: _when, ...event }) => event);
  return { head, grants, cycles, entries, totals: appended.totals, accumulators, facts };
}
