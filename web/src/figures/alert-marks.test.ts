import { credits } from '@fuelgauge/core';
import type { Balance, CustomerCatalog } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { alertMarks } from './alert-marks.ts';
import { balanceFigures } from './balance-figures.ts';
import { catalogWords } from './catalog-words.ts';

const grant = (kind: string, used: string, remaining: string) => ({ kind, used, remaining });
const BALANCE = {
  ...{ total: '1500', used: '1240', available: '260', held: '0', overdrawn: '0', overage: '0' },
  grants: [grant('monthly', '1000', '0'), grant('addon', '240', '260')],
} as unknown as Balance;
const kind = (id: string, category: string) => ({ id, label: id, category });
const CATALOG = {
  grant_kinds: [kind('monthly', 'included'), kind('addon', 'prepaid')],
} as unknown as CustomerCatalog;
const figures = balanceFigures(BALANCE, { id: 'credits', decimals: 0, currency: null });
const alert = (basis: 'allotment' | 'available' | 'limit', thresholds: number[]) => ({
  ...{ id: basis, kind: 'threshold' as const, basis, thresholds, billing_mode: null },
});
const marksOf = (alerts: CustomerCatalog['alerts']) =>
  alertMarks({ alerts, figures, words: catalogWords(CATALOG) }).map(({ kind: of, at, amount }) => [
    of,
    at,
    amount.exact,
  ]);

test('shares of the allotment lie on what is included: buying credits does not move them', () => {
  expect(marksOf([alert('allotment', [50, 75, 100])])).toEqual([
    ['monthly', 0.5, credits('500')],
    ['monthly', 0.75, credits('750')],
  ]);
});

test('shares of what is available lie on the whole bar, each once', () => {
  expect(marksOf([alert('available', [80]), alert('available', [80, 90])])).toEqual([
    [null, 0.8, credits('1200')],
    [null, 0.9, credits('1350')],
  ]);
});

test('levels of limits, and of another billing mode, are not of this bar', () => {
  const own = { ...alert('allotment', [50]), billing_mode: 'byom' };
  expect(marksOf([alert('limit', [75]), own])).toEqual([]);
});
