import { credits, formatCredits, nano } from '@fuelgauge/core';
import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleDraws, reconciliation } from './grant-lines.ts';
import { sum } from './rounding.ts';

const amount = fc.bigInt(0n, 10n ** 15n);

test('3: opening and what came in less what went out is what remains, for every cycle', () => {
  const parts = fc.tuple(amount, amount, amount, amount, amount, amount, amount);
  fc.assert(
    fc.property(parts, ([opening, granted, expired, voided, used, overdrawn, overage]) => {
      const remaining = opening + granted - expired - voided - used + overdrawn + overage;
      const all = { opening, granted, expired, voided, used, overdrawn, overage, unlimited: 0n };
      const { terms, difference } = reconciliation(balanceOf({ ...all, remaining }));
      expect(difference).toBe(0n);
      const shown = terms.map((term) => (term.sign === '+' ? term.amount : -term.amount));
      expect(sum(shown)).toBe(remaining);
    }),
  );
});

test('a book that does not add up shows by how much, to the last digit', () => {
  const balance = balanceOf({ opening: 10n, used: 3n, remaining: 6n });
  expect(reconciliation(balance).difference).toBe(1n);
});

test('what is seldom there stands in the sum only when it is', () => {
  const names = (balance: Balance) => reconciliation(balance).terms.map(({ name }) => name);
  expect(names(balanceOf({}))).toEqual(['opening', 'granted', 'expired', 'voided', 'used']);
  expect(names(balanceOf({ overage: 1n }))).toContain('overage');
});

test('the example takes all of the first grant and half of the next, in whole credits', () => {
  const { amount: asked, draws } = exampleDraws([
    grantOf('used', '0'),
    grantOf('monthly', '100.5'),
    grantOf('bonus', '51'),
    grantOf('later', '10'),
  ]);
  expect(formatCredits(nano(asked))).toBe('125.5');
  expect(draws.map(({ grant, amount: drawn }) => [grant.kind, drawn])).toEqual([
    ['monthly', credits('100.5')],
    ['bonus', credits('25')],
  ]);
});

test('with one grant the example is half of it, with none there is no example', () => {
  expect(exampleDraws([grantOf('monthly', '0.5')]).draws).toHaveLength(1);
  expect(exampleDraws([])).toEqual({ amount: 0n, draws: [] });
});

function balanceOf(parts: Partial<Record<keyof Balance, bigint>>): Balance {
  const names = [
    'opening',
    'granted',
    'expired',
    'voided',
    'used',
    'overdrawn',
    'overage',
  ] as const;
  const zero = Object.fromEntries(
    [...names, 'unlimited', 'remaining', 'held'].map((name) => [name, '0']),
  );
  const given = Object.entries(parts).map(([name, part]) => [name, formatCredits(nano(part))]);
  return { ...zero, available: null, ...Object.fromEntries(given) } as unknown as Balance;
}

function grantOf(kind: string, remaining: string): BalanceGrant {
  return {
    id: kind,
    kind,
    remaining,
    status: 'active',
    applies_to: null,
  } as unknown as BalanceGrant;
}
