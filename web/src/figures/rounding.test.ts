import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, fitRanked, roundDown, roundHalfUp, shares, stepOf, sum } from './rounding.ts';

const WHOLE = stepOf(0);
const amounts = fc.array(fc.bigInt(-(10n ** 14n), 10n ** 14n), { minLength: 1, maxLength: 20 });

describe('rounding for display', () => {
  test('a credit has ten tenths and a billion parts', () => {
    expect([stepOf(0), stepOf(1), stepOf(9)]).toEqual([1_000_000_000n, 100_000_000n, 1n]);
  });

  test('down goes towards less, below zero too', () => {
    expect(roundDown(189_500_000_000n, WHOLE)).toBe(189n * WHOLE);
    expect(roundDown(-500_000_000n, WHOLE)).toBe(-WHOLE);
  });

  test('a half goes away from zero', () => {
    expect(roundHalfUp(500_000_000n, WHOLE)).toBe(WHOLE);
    expect(roundHalfUp(-500_000_000n, WHOLE)).toBe(-WHOLE);
    expect(roundHalfUp(499_999_999n, WHOLE)).toBe(0n);
  });
});

describe('largest remainder', () => {
  test('rows shown add up to the total shown, however it was rounded', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(0, 1, 4), fc.boolean(), (rows, decimals, up) => {
        const step = stepOf(decimals);
        const below = roundDown(sum(rows), step);
        const total = up && below !== sum(rows) ? below + step : below;
        const shown = fit(rows, { total, step });
        expect(sum(shown)).toBe(total);
        shown.forEach((amount, index) => {
          const off = amount - (rows[index] ?? 0n);
          expect(off < step && off > -step).toBe(true);
        });
      }),
    );
  });

  test('what is ranked adds up too, each within one step, what comes last within two', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(0, 1, 4), fc.boolean(), (rows, decimals, up) => {
        const step = stepOf(decimals);
        const below = roundDown(sum(rows), step);
        const total = up && below !== sum(rows) ? below + step : below;
        const shown = fitRanked(rows, { total, step, hasRest: true });
        expect(sum(shown)).toBe(total);
        shown.forEach((amount, index) => {
          const off = amount - (rows[index] ?? 0n);
          const most = index === rows.length - 1 ? 2n * step : step;
          expect(off <= most && off >= -most).toBe(true);
        });
      }),
    );
  });

  test('what is ranked is never less than nothing where nothing is', () => {
    const positive = fc.array(fc.bigInt(0n, 3n * WHOLE), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(positive, fc.boolean(), (rows, hasRest) => {
        const total = roundDown(sum(rows), WHOLE);
        const shown = fitRanked(rows, { total, step: WHOLE, hasRest });
        expect(sum(shown)).toBe(total);
        expect(shown.every((amount) => amount >= 0n)).toBe(true);
      }),
    );
  });

  test('three thirds of one are 1, 0 and 0', () => {
    const third = WHOLE / 3n;
    expect(fit([third, third, third], { total: WHOLE, step: WHOLE })).toEqual([WHOLE, 0n, 0n]);
  });

  test('rows of another total keep their own value', () => {
    expect(fit([WHOLE, WHOLE], { total: 9n * WHOLE, step: WHOLE })).toEqual([WHOLE, WHOLE]);
  });

  test('shares add up to 100.0 %', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 10n ** 18n), { minLength: 1, maxLength: 20 }), (rows) => {
        expect(sum(shares(rows) ?? [])).toBe(1000n);
      }),
    );
  });

  test('nothing has no shares', () => {
    expect(shares([0n, 0n])).toBeUndefined();
    expect(shares([])).toBeUndefined();
  });
});
