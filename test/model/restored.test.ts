import { type Book, balanceOf, credits, DAY, type Instant, operate, shift } from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';

const startedAt = at('2026-01-01');
const MODEL = modelCatalog();
const CARRYING = modelCatalog({ overdraftAtReset: 'carry' });

test('written-off overdraft is given back to no grant, whatever final cycle was corrected before', () => {
  const book = customer(MODEL, { startedAt });
  use(book, at('2026-01-10'), { id: 'old', amount: 300 });
  use(book, at('2026-02-05'), { id: 'most', amount: 200 });
  use(book, at('2026-02-06'), { id: 'rest', amount: 100 });
  takeBack(book, at('2026-02-20'), 'old');
  use(book, at('2026-03-02'), { id: 'own', amount: 50 });
  takeBack(book, at('2026-03-03'), 'rest');
  expect(balanceOf(book)).toMatchObject({ remaining: credits('50'), overdrawn: credits('-100') });
});

test('overdraft that an amendment drew in this cycle is lowered by the void of what was amended', () => {
  const book = customer(MODEL, { startedAt });
  use(book, at('2026-01-10'), { id: 'old', amount: 300 });
  const now = at('2026-03-02');
  const event = usageEvent({
    id: 'old',
    type: 'work',
    occurredAt: at('2026-01-10'),
    data: data(150),
  });
  const about = { eventKey: event.key, reason: 'test', options: PLAIN };
  expect(operate.amend(book, now, { ...about, event })).toMatchObject({ ok: true });
  expect(book.ledger.head.overdraft).toBe(credits('10'));
  takeBack(book, now, 'old');
  expect(book.ledger.head.overdraft).toBe(0n);
});

const uses = fc.uniqueArray(
  fc.record({ day: fc.nat(110), amount: fc.integer({ min: 1, max: 150 }), which: fc.nat() }),
  { minLength: 2, maxLength: 8, selector: ({ day }) => day },
);

test('events that are voided long after, in any order, each give back what they drew and nothing else', () => {
  const plan = fc.constantFrom('basic', 'billed', 'endless');
  fc.assert(
    fc.property(uses, plan, fc.boolean(), (facts, value, isCarried) => {
      const catalog = isCarried ? CARRYING : MODEL;
      const book = customer(catalog, { startedAt, plans: [{ from: startedAt, value }] });
      for (const { day, amount } of facts.toSorted((a, b) => a.day - b.day))
        use(book, shift(startedAt, day * DAY), { id: `${day}`, amount });
      const voided = facts.toSorted((a, b) => a.which - b.which);
      for (const { day } of voided) takeBack(book, shift(startedAt, 111 * DAY), `${day}`);
      expect(book.ledger.head.overdraft).toBe(0n);
      expect(book.ledger.appended.entries.map(({ kind }) => kind)).not.toContain('rerate');
      expectSound(book);
    }),
  );
});

/** An amount of credits: the model's price of work is one for three. */
function use(book: Book, now: Instant, { id, amount }: { id: string; amount: number }): void {
  const event = usageEvent({ id, type: 'work', occurredAt: now, data: data(amount) });
  operate.record(book, now, { events: [event], options: PLAIN });
}

function data(amount: number) {
  return { amount: 3 * amount };
}

function takeBack(book: Book, now: Instant, id: string): void {
  const about = { eventKey: `test ${id}`, reason: 'test', compensate: false };
  expect(operate.void(book, now, about)).toMatchObject({ ok: true });
}
