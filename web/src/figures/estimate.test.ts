import { credits } from '@fuelgauge/core';
import { expect, test } from 'vitest';
import { estimate, roundedOutcome } from './estimate.ts';

const DAY_MS = 86_400_000;
const START = new Date('2026-11-01T00:00:00Z');

test('the same every day goes on the same, without a band', () => {
  const found = estimateOf(['10', '10', '10', '10', '10', '10', '10', '10', '10', '10']);
  expect(found?.after(20)).toEqual({ low: 300, median: 300, high: 300 });
  expect(found?.aheadDays).toBe(20);
  expect(found?.untilUsed(credits('100')).median).toBe(10);
  expect(found?.untilUsed(credits('100')).low).toBeCloseTo(10, 1);
});

test('the more days differ and the further ahead, the wider the band around the same mean', () => {
  const even = estimateOf(['9', '11', '9', '11', '9', '11', '9', '11', '9', '11']);
  const odd = estimateOf(['0', '20', '0', '20', '0', '20', '0', '20', '0', '20']);
  const width = (found: typeof even, days: number) => {
    const { low, high } = found?.after(days) ?? { low: 0, high: 0 };
    return high - low;
  };
  expect(odd?.after(20).median).toBe(even?.after(20).median);
  expect(width(odd, 20)).toBeGreaterThan(width(even, 20));
  expect(width(odd, 20)).toBeGreaterThan(width(odd, 5));
  const { low, median, high } = odd?.untilUsed(credits('100')) ?? { low: 0, median: 0, high: 0 };
  expect(low).toBeLessThan(median);
  expect(median).toBeLessThan(high);
});

test('before three days, without use, and once it is over there is no estimate', () => {
  expect(estimateOf(['10', '20'])).toBeUndefined();
  expect(estimateOf(['0', '0', '0', '0'])).toBeUndefined();
  expect(estimateOf(Array.from({ length: 30 }, () => '5'))).toBeUndefined();
});

test('an estimate claims three digits', () => {
  expect(roundedOutcome(8350.4)).toBe(8350);
  expect(roundedOutcome(74_312)).toBe(74_300);
  expect(roundedOutcome(0)).toBe(0);
});

function estimateOf(days: readonly string[]) {
  const end = (count: number) => new Date(START.getTime() + count * DAY_MS);
  return estimate({
    parts: days.map((amount, index) => ({ end: end(index + 1), amount: credits(amount) })),
    start: START,
    end: new Date('2026-12-01T00:00:00Z'),
    asOf: end(days.length),
    timeZone: 'UTC',
  });
}
