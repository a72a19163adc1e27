import { credits } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { breakdownLines } from './breakdown-lines.ts';
import { topRows } from './top-rows.ts';

const SCALE = { unit: { id: 'credits', decimals: 0, currency: null } };

test('4: the rows shown and everyone else are the total, however many are shown', () => {
  const breakdown = breakdownOf(12);
  for (const count of [1, 5, 10, 12, 20]) {
    const lines = breakdownLines({
      breakdown: topRows(breakdown, count),
      scale: SCALE,
      known: new Map(),
    });
    const all = [...lines.rows, ...(lines.rest ? [lines.rest] : [])];
    const shown = all.reduce((total, { amount }) => total + amount.rounded, 0n);
    expect(shown).toBe(credits('80'));
    expect(lines.rows).toHaveLength(Math.min(count, 12));
    expect(lines.rest?.rows).toBe(count < 12 ? 12 - count + 1 : 1);
  }
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
