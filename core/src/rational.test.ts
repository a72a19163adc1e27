import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ceiling,
  floor,
  over,
  parseRational,
  plus,
  type Rational,
  rational,
  roundHalfEven,
  times,
} from './rational.ts';

const anyInteger = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const anyDenominator = fc.oneof(
  fc.bigInt({ min: 1n, max: 20n }),
  fc.bigInt({ min: 1n, max: 10n ** 20n }),
);
const anyRational = fc.tuple(anyInteger, anyDenominator).map(([a, b]) => rational(a, b));

function equal(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

describe('rounding', () => {
  test('takes ties to the even neighbour, on both sides of zero', () => {
    const halves = [-5n, -3n, -1n, 1n, 3n, 5n, 7n].map((odd) => roundHalfEven(rational(odd, 2n)));
    expect(halves).toEqual([-2n, -2n, 0n, 0n, 2n, 2n, 4n]);
    expect(roundHalfEven(rational(-7n, 3n))).toBe(-2n);
    expect(roundHalfEven(rational(-8n, 3n))).toBe(-3n);
    expect(roundHalfEven(rational(10n, 4n))).toBe(2n);
  });

  test('agrees with choosing the nearest of the neighbouring integers', () => {
    const nearHalves = fc
      .tuple(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: 1n, max: 12n }))
      .map(([a, b]) => rational(a, b));
    fc.assert(
      fc.property(fc.oneof(nearHalves, anyRational), (fraction) => {
        expect(roundHalfEven(fraction)).toBe(nearest(fraction));
      }),
      { numRuns: 2000 },
    );
  });

  test('down and up enclose the fraction within one', () => {
    fc.assert(
      fc.property(anyRational, ({ numerator, denominator }) => {
        const below = floor({ numerator, denominator });
        const above = ceiling({ numerator, denominator });
        expect(below * denominator <= numerator && numerator < (below + 1n) * denominator).toBe(
          true,
        );
        expect((above - 1n) * denominator < numerator && numerator <= above * denominator).toBe(
          true,
        );
      }),
      { numRuns: 1000 },
    );
  });

  /** Tries the truncated quotient and both its neighbours, by distance and then by evenness. */
  function nearest({ numerator, denominator }: Rational): bigint {
    const truncated = numerator / denominator;
    const distance = (integer: bigint) => {
      const difference = numerator - integer * denominator;
      return difference < 0n ? -difference : difference;
    };
    return [truncated - 1n, truncated, truncated + 1n].reduce((best, integer) => {
      if (distance(integer) !== distance(best)) {
        return distance(integer) < distance(best) ? integer : best;
      }
      return integer % 2n === 0n ? integer : best;
    });
  }
});

describe('decimals', () => {
  test('are read exactly', () => {
    expect(parseRational('0.30')).toEqual({ numerator: 30n, denominator: 100n });
    expect(parseRational('-2.5')).toEqual({ numerator: -25n, denominator: 10n });
    expect(parseRational('7')).toEqual({ numerator: 7n, denominator: 1n });
  });

  test('written out and read again are the same', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 30n - 1n });
    fc.assert(
      fc.property(
        digits,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (value, places, negative) => {
          const text = value.toString().padStart(places + 1, '0');
          const decimal = `${negative ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
          const expected = rational(negative ? -value : value, 10n ** BigInt(places));
          expect(parseRational(decimal)).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    '',
    '-',
    '+1',
    '.5',
    '5.',
    '1e3',
    '1/3',
    ' 1',
    '1\n',
    'NaN',
    '1'.repeat(31),
    `0.${'1'.repeat(31)}`,
  ])('%j is refused', (text) => {
    expect(parseRational(text)).toBeUndefined();
  });
});

describe('arithmetic', () => {
  test('is exact', () => {
    const third = rational(1n, 3n);
    expect(equal(plus(plus(third, third), third), rational(1n))).toBe(true);
    fc.assert(
      fc.property(anyRational, anyRational, anyRational, (a, b, c) => {
        expect(equal(times(a, plus(b, c)), plus(times(a, b), times(a, c)))).toBe(true);
        expect(equal(plus(a, b), plus(b, a))).toBe(true);
        expect(equal(times(times(a, b), c), times(a, times(b, c)))).toBe(true);
      }),
    );
  });

  test('divides by what it multiplied with', () => {
    const positive = fc.tuple(anyDenominator, anyDenominator).map(([a, b]) => rational(a, b));
    fc.assert(
      fc.property(anyRational, positive, (a, b) => {
        expect(equal(over(times(a, b), b), a)).toBe(true);
      }),
    );
  });

  test('refuses denominators and divisors that are not positive', () => {
    expect(() => rational(1n, 0n)).toThrow('a denominator is positive');
    expect(() => rational(1n, -2n)).toThrow('a denominator is positive');
    expect(() => over(rational(1n), rational(0n))).toThrow('a divisor is positive');
    expect(() => over(rational(1n), rational(-1n))).toThrow('a divisor is positive');
  });
});
