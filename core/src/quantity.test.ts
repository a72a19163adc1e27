import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuantity, NONE, ONE, PICO, parseQuantity, quantity } from './quantity.ts';

const LARGEST = 10n ** 30n - 1n;

test('quantities are read and written exactly', () => {
  expect(parseQuantity('1106')).toBe(1106n * PICO);
  expect(parseQuantity('0.5')).toBe(PICO / 2n);
  expect(parseQuantity('-3')).toBe(-3n * PICO);
  expect(parseQuantity('0.000000000001')).toBe(1n);
  expect(parseQuantity('0')).toBe(NONE);
  expect(parseQuantity('1.000')).toBe(ONE);
  expect(formatQuantity(55_300_000_000_000n)).toBe('55.3');
  expect(formatQuantity(-1n)).toBe('-0.000000000001');
  expect(formatQuantity(0n)).toBe('0');
});

test('quantities written and read again are the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -LARGEST, max: LARGEST }), (parts) => {
      expect(parseQuantity(formatQuantity(parts))).toBe(parts);
    }),
    { numRuns: 1000 },
  );
});

test('18 integer and 12 fractional digits are the most a quantity has', () => {
  expect(parseQuantity('999999999999999999.999999999999')).toBe(LARGEST);
  expect(parseQuantity('1000000000000000000')).toBeUndefined();
  expect(parseQuantity('0.0000000000001')).toBeUndefined();
});

test.each(['', '-', '+1', '.5', '5.', '1e3', 'Infinity', 'NaN', ' 1', '1\n', '1_000', '0b1'])(
  '%j is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(() => quantity(text)).toThrow('Assertion failed');
  },
);
