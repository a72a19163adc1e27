import { credits } from '@fuelgauge/core';
import { expect, test } from 'vitest';
import {
  amountText,
  axisText,
  columnText,
  percentText,
  pluralOf,
  quantityText,
} from './number-text.ts';

const CREDITS = { id: 'credits', decimals: 0, currency: null };
const USD = { id: 'usd', decimals: 2, currency: 'USD' };

function text(exact: string, rounded: string, decimals = 0): string {
  return amountText({ exact: credits(exact), rounded: credits(rounded) }, { ...CREDITS, decimals });
}

test('credits are grouped, exact to the last digit, and below zero carry a true minus sign', () => {
  expect(text('9007199254.740993', '9007199254.740993', 9)).toBe('9,007,199,254.740993');
  expect(text('-1500', '-1500')).toBe('−1,500');
});

test('what is not zero never reads as zero', () => {
  expect(text('0.3', '0')).toBe('<1');
  expect(text('0.03', '0', 1)).toBe('<0.1');
  expect(text('0', '0')).toBe('0');
  expect(percentText(0n, false)).toBe('<0.1\u00a0%');
  expect(percentText(0n, true)).toBe('0\u00a0%');
  expect(quantityText('0.0001', 'GB')).toBe('<0.01 GB');
});

test('money carries its sign and all its decimals', () => {
  const shown = (exact: string, rounded: string) => ({
    exact: credits(exact),
    rounded: credits(rounded),
  });
  expect(amountText(shown('1538.806', '1538.81'), USD)).toBe('$1,538.81');
  expect(amountText(shown('12', '12'), USD)).toBe('$12.00');
  expect(amountText(shown('0.001', '0'), USD)).toBe('<$0.01');
  expect(columnText(shown('0', '0'), USD)).toBe('$0.00');
  expect(axisText(credits('1500'), USD)).toBe('$1.5K');
  expect(axisText(credits('200'), USD)).toBe('$200');
});

test('a percentage beyond 100 is written out', () => {
  expect(percentText(1132n, false)).toBe('113.2\u00a0%');
});

test('an axis is short', () => {
  expect(axisText(credits('1500'), CREDITS)).toBe('1.5K');
  expect(axisText(credits('0.0002'), CREDITS)).toBe('0.0002');
});

test('a quantity carries its unit in the right number', () => {
  expect(quantityText('1', 'deploy')).toBe('1 deploy');
  expect(quantityText('1204331', 'token')).toBe('1,204,331 tokens');
  expect(quantityText('12.50', 'GB')).toBe('12.5 GB');
  expect(pluralOf('GB-hour')).toBe('GB-hours');
  expect(pluralOf('query')).toBe('queries');
  expect(pluralOf('ms')).toBe('ms');
});
