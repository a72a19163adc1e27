import type { Customer } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { catalogWords, unitOf } from './catalog-words.ts';

test('a catalog that says nothing still has words', () => {
  expect(catalogWords(undefined)).toMatchObject({
    credits: { decimals: 0 },
    breakdowns: [{ id: 'meter' }],
  });
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
    { label: 'Plan credits', name: 'Plan', look: 'monthly' },
    { label: 'Add-on', name: 'Add-on', look: 'addon' },
    { label: 'On-demand', name: 'On-demand', look: 'overage' },
    { label: 'Referral reward', name: 'Referral reward', look: 'bonus' },
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

test('usage is counted in the unit of the billing mode, the plan’s where the customer has none', () => {
  const words = catalogWords({
    units: [
      { id: 'credit', kind: 'credit', decimals: 1 },
      { id: 'usd', kind: 'money', decimals: 2 },
    ],
    billingModes: [
      { id: 'credits', unit: 'credit' },
      { id: 'byom', unit: 'usd' },
    ],
    plans: [{ id: 'own', billingMode: 'byom' }, { id: 'team' }],
  });
  const counted = (plan: string, billing_mode: string | null) =>
    unitOf(words, { plan, billing_mode } as Customer);
  expect(counted('own', null)).toEqual({ id: 'usd', decimals: 2, currency: 'USD' });
  expect(counted('own', 'credits')).toEqual({ id: 'credits', decimals: 1, currency: null });
  expect(counted('team', 'byom').currency).toBe('USD');
  expect(counted('team', null).currency).toBeNull();
});

test('a plan bills what is past its grants where it says so and has no hard limit', () => {
  const { plans } = catalogWords({
    grantTypes: [{ id: 'flex', category: 'overage', label: 'Flex credits' }],
    plans: [
      { id: 'annual', flex: true },
      { id: 'named', overage: 'flex' },
      { id: 'hard', overage: 'flex', hardLimit: true },
      { id: 'public', flex: false },
    ],
  });
  expect([...plans.values()].map(({ overage }) => overage?.name)).toEqual([
    'Flex',
    'Flex',
    undefined,
    undefined,
  ]);
});
