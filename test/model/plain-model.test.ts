import { type Book, balanceOf, DAY, NANO, nano, operate, shift } from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';
import { type Fact, type PlainState, replay } from './plain-model.ts';

const startedAt = at('2026-01-01');
/** The firsts of the months of 2026, in days since its start. */
const RESETS = [0, 31, 59, 90, 120, 151, 181, 212];

const KINDS = ['addon', 'promo', 'goodwill', 'saved'] as const;
const amount = fc.oneof(fc.bigInt({ min: 1n, max: 90n }), fc.bigInt({ min: 1n, max: 20n }));
const gap = fc.oneof(fc.nat(2), fc.nat(30));
const fact = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('use' as const), amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(...KINDS),
      amount,
      lasts: fc.option(fc.integer({ min: 1, max: 70 })),
    }),
  },
);

const facts = fc
  .array(fc.tuple(fact, gap), { minLength: 3, maxLength: 25, size: 'max' })
  .map((each) => {
    let day = 0;
    return each.map(([one, wait]): Fact => {
      day = Math.min(day + wait, 200);
      return { ...one, day };
    });
  });

test('in order, the ledger leaves what a plain replay of the facts leaves', () => {
  fc.assert(
    fc.property(facts, fc.nat(10), (sequence, wait) => {
      const book = customer(modelCatalog(), { startedAt });
      for (const [index, each] of sequence.entries()) {
        perform(book, each, `f${index}`);
        expect(stateOf(book)).toEqual(replay(sequence.slice(0, index + 1), RESETS, each.day));
      }
      const until = (sequence.at(-1)?.day ?? 0) + wait;
      operate.advance(book, shift(startedAt, until * DAY));
      expect(stateOf(book)).toEqual(replay(sequence, RESETS, until));
    }),
  );
});

function perform(book: Book, fact: Fact, id: string): void {
  const now = shift(startedAt, fact.day * DAY);
  if (fact.kind === 'use') {
    const data = { amount: (fact.amount * 3n).toString() };
    const event = usageEvent({ id, type: 'work', occurredAt: now, data });
    operate.record(book, now, { events: [event], options: PLAIN });
    return;
  }
  const expiresAt = fact.lasts === null ? null : shift(now, fact.lasts * DAY);
  const what = { kind: fact.kind, amount: nano(fact.amount * NANO), source: 'operator' } as const;
  expect(operate.grant(book, now, { ...what, effectiveAt: now, expiresAt })).toMatchObject({
    ok: true,
  });
}

function stateOf(book: Book): PlainState {
  const left: Record<string, bigint> = {};
  const { remaining, overdrawn, available, grants } = balanceOf(book);
  for (const grant of grants) {
    if (grant.remaining > 0n) left[grant.kind] = (left[grant.kind] ?? 0n) + grant.remaining / NANO;
  }
  const sum = Object.values(left).reduce((all, each) => all + each, 0n);
  expect(remaining).toBe(sum * NANO);
  expect(available).toBe(remaining > overdrawn ? remaining - overdrawn : 0n);
  return { left, overdraft: overdrawn / NANO };
}
