import type { Price } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { countedText, decimalText, priceText, rateExamples } from './rate-text.ts';

test('a rate keeps every digit and money at least its cents', () => {
  expect(decimalText('0.000002')).toBe('0.000002');
  expect(decimalText('1234567.5')).toBe('1,234,567.5');
  expect(priceText('0.3', 'USD')).toBe('$0.30');
  expect(priceText('0.0375', 'USD')).toBe('$0.0375');
  expect(countedText('1', 'deploy')).toBe('1 deploy');
  expect(countedText('10000', 'request')).toBe('10,000 requests');
});

test('2 credits per 10,000 requests are 6 for 30,000', () => {
  const price = priceOf({ model: 'unit', credits: '2', per: '10000' });
  expect(rateExamples(price)).toEqual([{ quantity: '30000', credits: '6' }]);
});

test('1 credit per 25 begun rows is 1 for 25 and 2 for 26', () => {
  const price = priceOf({ model: 'package', credits: '1', per: '25', round: 'up' });
  expect(rateExamples(price)).toEqual([
    { quantity: '25', credits: '1' },
    { quantity: '26', credits: '2' },
  ]);
});

test('180 credits a dollar of cost are 450 for 2.50', () => {
  const price = priceOf({ model: 'passthrough', factor: '180' });
  expect(rateExamples(price)).toEqual([{ quantity: '2.5', credits: '450' }]);
});

test('what is free, tabled or rated in money has no one-line example', () => {
  expect(rateExamples(priceOf({ model: 'free' }))).toEqual([]);
  expect(rateExamples(priceOf({ model: 'matrix', per: '1000000', unit: 'usd' }))).toEqual([]);
});

function priceOf(part: Partial<Price>): Price {
  const none = { unit: null, credits: null, per: null, round: null, factor: null };
  return { ...none, ...part } as Price;
}
