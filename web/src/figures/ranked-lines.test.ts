import { credits, formatCredits, nano } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankedLineOf, rankedLines } from './ranked-lines.ts';
import { sum } from './rounding.ts';

const SCALE = { unit: { id: 'credits', decimals: 0, currency: null } };

/** Different amounts of thousandths, the largest first, as the server ranks them. */
const ranked = fc
  .uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 2, maxLength: 25 })
  .map((amounts) => amounts.toSorted((a, b) => b - a));

test('a row reads the same however many are told apart, and in whatever order they are listed', () => {
  fc.assert(
    fc.property(ranked, fc.nat(24), (milli, cut) => {
      const rows = milli.map(rowOf);
      const total = { credits: formatCredits(nano(sum(milli.map(amountOf)))), money: null };
      const all = rankedLines({ rows, total, scale: SCALE, hasRest: false }).rows;
      const count = 1 + (cut % (milli.length - 1));
      const first = rows.slice(0, count);
      const few = rankedLines({ rows: first, total, scale: SCALE, hasRest: true });
      expect(few.rows).toEqual(all.slice(0, count));
      const turned = { rows: rows.toReversed(), total, scale: SCALE, hasRest: false };
      expect(rankedLines(turned).rows.toReversed()).toEqual(all);
      const lineOf = rankedLineOf({ rows, rest: null, total } as unknown as Breakdown, SCALE);
      expect(rows.map(({ key }) => lineOf(`${key}`))).toEqual(all);
      const shown = [...few.rows, ...(few.rest ? [few.rest] : [])];
      expect(sum(shown.map(({ amount }) => amount.rounded))).toBe(few.total.rounded);
      expect(sum(shown.map(({ tenths }) => tenths ?? 0n))).toBe(1000n);
    }),
  );
});

test('who is in no ranking used nothing', () => {
  const rows = [rowOf(1500, 0)];
  const total = { credits: '1.5', money: null };
  const lineOf = rankedLineOf({ rows, rest: null, total } as unknown as Breakdown, SCALE);
  expect(lineOf('nobody')).toEqual({ amount: { exact: 0n, rounded: 0n }, tenths: 0n });
  expect(lineOf('u0')).toEqual({
    amount: { exact: credits('1.5'), rounded: credits('2') },
    tenths: 1000n,
  });
});

function amountOf(milli: number): bigint {
  return BigInt(milli) * 1_000_000n;
}

function rowOf(milli: number, index: number): BreakdownRow {
  const row = { key: `u${index}`, credits: formatCredits(nano(amountOf(milli))), money: null };
  return row as unknown as BreakdownRow;
}
