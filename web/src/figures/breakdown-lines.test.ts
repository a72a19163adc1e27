import { credits, formatCredits } from '@fuelgauge/core';
import type { Balance, Breakdown } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceFigures } from './balance-figures.ts';
import { breakdownLines } from './breakdown-lines.ts';
import { sum } from './rounding.ts';

const UNIT = { id: 'credits', decimals: 0, currency: null };

test('rows and everyone else add up to the total shown, their shares to 100 %', () => {
  const amounts = fc.array(fc.bigInt(0n, 10n ** 15n), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(amounts, fc.boolean(), (parts, withRest) => {
      const breakdown = breakdownOf(parts, withRest);
      const lines = linesOf(breakdown, breakdown.total.credits);
      const all = [...lines.rows, ...(lines.rest ? [lines.rest] : [])];
      expect(sum(all.map((line) => line.amount.rounded))).toBe(lines.total.rounded);
      fc.pre(sum(parts) > 0n);
      expect(sum(all.map(({ tenths }) => tenths ?? 0n))).toBe(1000n);
    }),
  );
});

test('the cycle’s breakdown has the total the balance card calls used', () => {
  const breakdown = breakdownOf([credits('300.2'), credits('10.2')], false);
  const lines = linesOf(breakdown, '310.4');
  expect(lines.total.rounded).toBe(credits('311'));
  expect(lines.rows.map((line) => line.amount.rounded)).toEqual([credits('300'), credits('11')]);
});

test('without usage there is no share', () => {
  const lines = linesOf(breakdownOf([0n, 0n], false), '0');
  expect(lines.rows.map(({ tenths }) => tenths)).toEqual([null, null]);
});

test('in a tree a part stands under its whole and counts once', () => {
  const whole = breakdownOf([credits('70'), credits('60'), credits('30')], false);
  const direct = [credits('9.5'), credits('60.5'), credits('30')];
  const rows = whole.rows.map((row, index) => ({
    ...row,
    parent: index === 1 ? 'u_0' : null,
    direct: amountsOf(formatCredits(direct[index] ?? 0n), 1),
  }));
  const total = { ...whole.total, credits: '110', events: 4 };
  const rest = { ...amountsOf('10', 1), rows: 2, requests: null };
  const lines = linesOf({ ...whole, rows, rest, total }, '110');
  expect(lines.rows.map(({ row, depth }) => [row.key, depth])).toEqual([
    ['u_0', 0],
    ['u_1', 1],
    ['u_2', 0],
  ]);
  const roots = lines.rows.filter(({ depth }) => depth === 0);
  const all = [...roots, ...(lines.rest ? [lines.rest] : [])];
  expect(sum(all.map((line) => line.amount.rounded))).toBe(lines.total.rounded);
  expect(sum(all.map(({ tenths }) => tenths ?? 0n))).toBe(1000n);
  expect(lines.rest).toMatchObject({ rows: null, amount: { exact: credits('10') } });
  expect(lines.more).toBe(2);
});

function linesOf(breakdown: Breakdown, used: string) {
  return breakdownLines({ breakdown, scale: figuresOf(used) });
}

function figuresOf(used: string) {
  const available = formatCredits(credits('2000000') - credits(used));
  const balance = { total: '2000000', used, available, held: '0', overdrawn: '0', overage: '0' };
  return balanceFigures({ ...balance, grants: [] } as unknown as Balance, UNIT);
}

function breakdownOf(parts: readonly bigint[], withRest: boolean): Breakdown {
  const texts = parts.map((part) => formatCredits(part));
  const rest = withRest ? { ...amountsOf(texts.at(-1) ?? '0', 3), rows: 3, requests: null } : null;
  const whole = amountsOf(formatCredits(sum(parts)), parts.length);
  return {
    customer: 'acme',
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    time_zone: 'UTC',
    unit: 'credits',
    currency: null,
    units: [],
    next_cursor: null,
    by: 'user',
    rows: (withRest ? texts.slice(0, -1) : texts).map((amount, index) => ({
      key: `u_${index}`,
      label: `User ${index}`,
      ...amountsOf(amount, 1),
      money: null,
      quantity: null,
      unit: null,
      requests: null,
      share: '0',
    })),
    rest,
    total: { ...whole, money: null, requests: null },
    whole,
    as_of: '2026-11-02T12:00:00Z',
    seq: 9,
  };
}

function amountsOf(amount: string, events: number) {
  return { credits: amount, list_credits: amount, events };
}
