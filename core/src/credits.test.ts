import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CREDITS_MAX,
  credits,
  formatCredits,
  maxCredits,
  minCredits,
  NANO,
  nano,
  parseCredits,
} from './credits.ts';

const anyAmount = fc.bigInt({ min: -CREDITS_MAX, max: CREDITS_MAX });

describe('amounts', () => {
  test('are read and written exactly', () => {
    expect(parseCredits('37.602')).toBe(37_602_000_000n);
    expect(parseCredits('-5')).toBe(-5n * NANO);
    expect(parseCredits('0.000000001')).toBe(1n);
    expect(parseCredits('-0')).toBe(0n);
    expect(parseCredits('007.500')).toBe(7_500_000_000n);
    expect(formatCredits(37_602_000_000n)).toBe('37.602');
    expect(formatCredits(0n)).toBe('0');
    expect(formatCredits(-1_500_000_000n)).toBe('-1.5');
    expect(formatCredits(-1n)).toBe('-0.000000001');
    expect(formatCredits(100n * NANO)).toBe('100');
  });

  test('written and read again are the same', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(parseCredits(formatCredits(amount))).toBe(amount);
      }),
      { numRuns: 1000 },
    );
  });

  test('beyond what a row may hold are refused', () => {
    expect(parseCredits('9200000000')).toBe(CREDITS_MAX);
    expect(parseCredits('-9200000000')).toBe(-CREDITS_MAX);
    expect(parseCredits('9200000000.000000001')).toBeUndefined();
    expect(parseCredits('-9200000000.000000001')).toBeUndefined();
    expect(parseCredits('10000000000')).toBeUndefined();
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: CREDITS_MAX }), fc.boolean(), (excess, negative) => {
        const amount = negative ? -CREDITS_MAX - excess : CREDITS_MAX + excess;
        expect(parseCredits(formatCredits(amount))).toBeUndefined();
      }),
    );
  });

  test.each([
    '',
    '-',
    '+1',
    '.5',
    '5.',
    '1e3',
    '0x10',
    '1,000',
    ' 1',
    '1\n',
    '--1',
    'NaN',
    '0.0000000001',
    '٣',
  ])('%j is refused', (text) => {
    expect(parseCredits(text)).toBeUndefined();
    expect(() => credits(text)).toThrow('Assertion failed');
  });

  test('compare as amounts, negative ones below', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (a, b) => {
        const lower = minCredits(a, b);
        const higher = maxCredits(a, b);
        expect(lower <= higher).toBe(true);
        expect([lower, higher]).toEqual(a <= b ? [nano(a), nano(b)] : [nano(b), nano(a)]);
      }),
    );
  });
});
