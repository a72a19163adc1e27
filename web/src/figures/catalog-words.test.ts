import { expect, test } from 'vitest';
import { catalogWords } from './catalog-words.ts';

test('a catalog that says nothing still has words', () => {
  expect(catalogWords(undefined)).toMatchObject({ decimals: 0, breakdowns: [{ id: 'meter' }] });
});

test('a grant kind is drawn by its category and called by its label, else by its id', () => {
  const { kinds } = catalogWords({
    grantTypes: [
      { id: 'plan', category: 'included', label: 'Plan credits' },
      { id: 'addon', category: 'prepaid' },
      { id: 'on_demand', category: 'overage' },
      { id: 'referral_reward', category: 'promo' },
    ],
  });
  expect([...kinds.values()]).toEqual([
    { label: 'Plan credits', look: 'monthly' },
    { label: 'Add-on', look: 'addon' },
    { label: 'On-demand', look: 'overage' },
    { label: 'Referral reward', look: 'bonus' },
  ]);
});

test('a single category is no way to break usage down, dimensions are', () => {
  const ids = (document: unknown) => catalogWords(document).breakdowns.map(({ id }) => id);
  const dimensions = [{ id: 'project', label: 'Project' }];
  expect(ids({ dimensions, categories: [{ id: 'a' }] })).toEqual(['meter', 'project']);
  expect(ids({ dimensions, categories: [{ id: 'a' }, { id: 'b' }] })).toContain('category');
});

test('meters that are never charged take no colour', () => {
  const meters = [{ id: 'previews' }, { id: 'deploys' }, { id: 'forms' }];
  const rates = [
    { meter: 'deploys', model: 'unit' },
    { meter: 'previews', model: 'free' },
  ];
  expect(catalogWords({ meters, rateCards: [{ rates }] }).chargedMeters).toEqual(['deploys']);
});
