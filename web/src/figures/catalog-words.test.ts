import type { Customer, CustomerCatalog, Dimension, Plan } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { catalogWords, otherKindWords, unitOf } from './catalog-words.ts';

test('a catalog that says nothing still has words', () => {
  expect(catalogWords({})).toMatchObject({ credits: { decimals: 0 }, breakdowns: ['meter'] });
});

test('a grant kind is drawn by its category and named without the word credits', () => {
  const { kinds } = catalogWords({
    grant_kinds: [
      grantKind({ id: 'plan', category: 'included', label: 'Plan credits' }),
      grantKind({ id: 'addon', category: 'prepaid', label: 'Add-on' }),
      grantKind({ id: 'on_demand', category: 'overage', label: 'On-demand' }),
      grantKind({ id: 'referral', category: 'promo', label: 'Referral reward' }),
    ],
  });
  expect([...kinds.values()]).toEqual([
    { label: 'Plan credits', name: 'Plan', look: 'monthly' },
    { label: 'Add-on', name: 'Add-on', look: 'addon' },
    { label: 'On-demand', name: 'On-demand', look: 'overage' },
    { label: 'Referral reward', name: 'Referral reward', look: 'bonus' },
  ]);
  expect(otherKindWords('goodwill_2')).toMatchObject({ label: 'Goodwill 2', look: 'bonus' });
});

test('a single category is no way to break usage down, dimensions are', () => {
  const dimensions = [{ id: 'project', label: 'Project' }] as unknown as Dimension[];
  const category = (id: string) => ({ id, label: id, parent: null });
  const { breakdowns } = catalogWords({ dimensions, categories: [category('a')] });
  expect(breakdowns).toEqual(['meter', 'project']);
  const two = catalogWords({ dimensions, categories: [category('a'), category('b')] });
  expect(two.breakdowns).toEqual(['meter', 'category', 'project']);
});

test('meters that are never charged take no colour', () => {
  const meters = ['previews', 'deploys', 'forms'].map((id) => ({ id }));
  const prices = [
    { meter: 'deploys', model: 'unit' },
    { meter: 'previews', model: 'free' },
  ];
  const catalog = { meters, cards: [{ prices }] } as unknown as CustomerCatalog;
  expect(catalogWords(catalog).chargedMeters).toEqual(['deploys']);
});

test('usage is counted in the unit of the billing mode, the plan’s where the customer has none', () => {
  const words = catalogWords({
    units: [
      { id: 'credit', kind: 'credit', label: 'credits', decimals: 1, rounding: 'half_up' },
      { id: 'usd', kind: 'money', label: 'USD', decimals: 2, rounding: 'half_up' },
    ],
    billing_modes: [
      { id: 'credits', unit: 'credit' },
      { id: 'byom', unit: 'usd' },
    ],
    plans: [plan({ id: 'own', billing_mode: 'byom' }), plan({ id: 'team' })],
  });
  const counted = (id: string, billing_mode: string | null) =>
    unitOf(words, { plan: id, billing_mode } as Customer);
  expect(counted('own', null)).toEqual({ id: 'usd', decimals: 2, currency: 'USD' });
  expect(counted('own', 'credits')).toEqual({ id: 'credits', decimals: 1, currency: null });
  expect(counted('team', 'byom').currency).toBe('USD');
  expect(counted('team', null).currency).toBeNull();
});

test('a plan bills what is past its grants where it says so and has no hard limit', () => {
  const { plans } = catalogWords({
    grant_kinds: [grantKind({ id: 'flex', category: 'overage', label: 'Flex credits' })],
    plans: [
      plan({ id: 'annual', overage: 'flex' }),
      plan({ id: 'hard', overage: 'flex', hard_limit: true }),
      plan({ id: 'public' }),
    ],
  });
  expect([...plans.values()].map(({ overage }) => overage?.name)).toEqual([
    'Flex',
    undefined,
    undefined,
  ]);
});

function grantKind(part: Partial<CustomerCatalog['grant_kinds'][number]>) {
  return part as CustomerCatalog['grant_kinds'][number];
}

function plan(part: Partial<Plan>): Plan {
  return { overage: null, hard_limit: false, billing_mode: null, label: part.id, ...part } as Plan;
}
