import { credits, formatCredits, nano } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakdownLines } from './breakdown-lines.ts';
import { sum } from './rounding.ts';
import { topRows } from './top-rows.ts';

const SCALE = { unit: { id: 'credits', decimals: 0, currency: null } };

test('4: the rows shown and everyone else are the total, however many are shown', () => {
  const breakdown = breakdownOf(12);
  for (const count of [1, 5, 10, 12, 20]) {
    const lines = breakdownLines({ breakdown: topRows(breakdown, count), scale: SCALE });
    const all = [...lines.rows, ...(lines.rest ? [lines.rest] : [])];
    const shown = all.reduce((total, { amount }) => total + amount.rounded, 0n);
    expect(shown).toBe(credits('80'));
    expect(lines.rows).toHaveLength(Math.min(count, 12));
    expect(lines.rest?.rows).toBe(count < 12 ? 12 - count + 1 : 1);
  }
});

test('29: a row reads the same however many are shown below it', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 3, maxLength: 25 });
  fc.assert(
    fc.property(amounts, fc.nat(24), fc.nat(24), (drawn, one, other) => {
      // As the server ranks them.
      const milli = drawn.toSorted((a, b) => b - a);
      const whole = breakdownOf(milli.length);
      const rows = whole.rows.map((row, index) => ({
        ...row,
        credits: formatCredits(nano(BigInt(milli[index] ?? 0) * 1_000_000n)),
      }));
      const used = sum([credits('20'), ...rows.map((row) => credits(row.credits))]);
      const total = { ...whole.total, credits: formatCredits(nano(used)) };
      const breakdown = { ...whole, rows, total };
      const shown = (count: number) =>
        breakdownLines({
          breakdown: topRows(breakdown, count % milli.length),
          scale: SCALE,
        }).rows.map(({ amount, tenths }) => [amount.rounded, tenths]);
      const [few, more] = [shown(one), shown(other)].sort((a, b) => a.length - b.length);
      expect(more?.slice(0, few?.length)).toEqual(few);
    }),
  );
});

test('requests of everyone else are added, and unknown where one of them is', () => {
  expect(topRows(breakdownOf(6), 5).rest?.requests).toBe('5');
  const unknown = breakdownOf(6);
  const rows = unknown.rows.map((row) => ({ ...row, requests: null }));
  expect(topRows({ ...unknown, rows }, 5).rest?.requests).toBeNull();
});

function breakdownOf(count: number): Breakdown {
  const own = { list_credits: '1', events: 1, requests: '3', money: null };
  const rows = Array.from({ length: count }, (_, index) => ({
    ...own,
    key: `u${index}`,
    label: `User ${index}`,
    credits: '5',
  })) as unknown as BreakdownRow[];
  const total = `${count * 5 + 20}`;
  return {
    rows,
    rest: { credits: '20', list_credits: '20', events: 2, rows: 1, requests: '2' },
    total: { credits: total, list_credits: total, events: count + 2, money: null, requests: '0' },
  } as unknown as Breakdown;
}
