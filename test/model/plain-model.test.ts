import { type Book, balanceOf, DAY, NANO, nano, operate, shift } from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';
import { openPlainLedger, type PlainLedger, perform, report } from './plain-model.ts';

const startedAt = at('2026-01-01');
/** The firsts of the months of 2026, in days since its start. */
const RESETS = [0, 31, 59, 90, 120, 151, 181, 212, 243];

/** Something that happens to a customer, at whole days since its start. */
type Fact = { readonly day: number; readonly amount: bigint } & (
  | { readonly kind: 'use' }
  | { readonly kind: (typeof KINDS)[number]; readonly lasts: number | null }
);

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
      const plain = openPlainLedger(RULES);
      for (const [index, each] of sequence.entries()) {
        act(book, plain, { fact: each, id: `f${index}` });
        expect(stateOf(book)).toEqual(plainStateOf(plain));
      }
      const until = shift(startedAt, ((sequence.at(-1)?.day ?? 0) + wait) * DAY);
      operate.advance(book, until);
      perform(plain, until, { kind: 'advance' });
      expect(stateOf(book)).toEqual(plainStateOf(plain));
    }),
  );
});

/** The model catalog's plan `basic` and its meter `work`. */
const RULES = {
  startsAt: startedAt,
  cycleOf: (moment: number) => {
    const day = (moment - startedAt) / DAY;
    const index = RESETS.findLastIndex((reset) => reset <= day);
    const [start = 0, end = Infinity] = [RESETS[index], RESETS[index + 1]];
    return { start: shift(startedAt, start * DAY), end: startedAt + end * DAY };
  },
  allotments: [
    { kind: 'monthly', amount: 60n * NANO, carry: null },
    { kind: 'saved', amount: 40n * NANO, carry: { most: 70n * NANO, times: 2 } },
  ],
  priorities: { promo: 5, monthly: 10, saved: 10, addon: 20 },
  prices: { work: [NANO, 3n] },
} as const;

function act(book: Book, plain: PlainLedger, { fact, id }: { fact: Fact; id: string }): void {
  const now = shift(startedAt, fact.day * DAY);
  if (fact.kind === 'use') {
    const use = {
      id,
      type: 'work',
      amount: fact.amount * 3n,
      at: now,
      enforce: false,
      content: '',
    };
    const event = usageEvent({
      id,
      type: 'work',
      occurredAt: now,
      data: { amount: `${use.amount}` },
    });
    operate.record(book, now, { events: [event], options: PLAIN });
    report(plain, now, [use]);
    return;
  }
  const { kind, lasts } = fact;
  const expiresAt = lasts === null ? null : shift(now, lasts * DAY);
  const amount = nano(fact.amount * NANO);
  const what = { kind, amount, source: 'operator' } as const;
  expect(operate.grant(book, now, { ...what, effectiveAt: now, expiresAt })).toMatchObject({
    ok: true,
  });
  perform(plain, now, { kind: 'grant', grant: kind, amount, ends: expiresAt });
}

interface State {
  readonly left: Readonly<Record<string, bigint>>;
  readonly overdraft: bigint;
}

function stateOf(book: Book): State {
  const { remaining, overdrawn, available, grants } = balanceOf(book);
  const left = leftBy(grants.map((grant) => ({ kind: grant.kind, left: grant.remaining })));
  const sum = Object.values(left).reduce((all, each) => all + each, 0n);
  expect(remaining).toBe(sum);
  expect(available).toBe(remaining > overdrawn ? remaining - overdrawn : 0n);
  return { left, overdraft: overdrawn };
}

function plainStateOf({ pots, overdraft }: PlainLedger): State {
  return { left: leftBy(pots), overdraft };
}

function leftBy(pots: readonly { kind: string; left: bigint }[]): Record<string, bigint> {
  const left: Record<string, bigint> = {};
  for (const pot of pots) if (pot.left > 0n) left[pot.kind] = (left[pot.kind] ?? 0n) + pot.left;
  return left;
}
