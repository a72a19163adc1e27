import { credits } from '@fuelgauge/core';
import type { CustomerCatalog, Overview } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import type { SeenPart } from '../data/permissions.ts';
import { catalogWords } from './catalog-words.ts';
import { overviewFacts } from './overview-facts.ts';

const CATALOG = {
  units: [
    { id: 'credit', kind: 'credit', decimals: 0 },
    { id: 'usd', kind: 'money', decimals: 2 },
  ],
  billing_modes: [{ id: 'byom', unit: 'usd' }],
  plans: [{ id: 'team', label: 'Team', overage: null, hard_limit: false, billing_mode: null }],
  cards: [],
  alerts: [],
  billing_starts_at: null,
  exhaustion: null,
  price_per_credit: null,
} as unknown as CustomerCatalog;
const CYCLE = { series: 'plan', start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' };
const BALANCE = {
  total: '0',
  used: '0',
  expired: '0',
  held: '0',
  available: null,
  overdrawn: '0',
  overage: '0',
  unit: 'credit',
  grants: [],
  cycle: CYCLE,
  resets_at: CYCLE.end,
  read_only: null,
};

test('own-model spend is what the usage says, apart from credits of the same cycle', () => {
  const units = [
    { unit: 'usd', amount: '300', list_amount: '300', events: 3 },
    { unit: 'credit', amount: '12', list_amount: '12', events: 1 },
  ];
  const facts = factsOf({ customer: { billing_mode: 'byom' }, usage: { total: '300', units } });
  expect(facts.figures).toMatchObject({ left: null, used: { exact: credits('300') } });
  expect(facts.runway).toMatchObject({ perDay: credits('30'), runOut: { kind: 'unknown' } });
  expect(facts.notices).toEqual([]);
  expect(facts.apart.map(({ amount, unit }) => [unit.id, amount.exact])).toEqual([
    ['credits', credits('12')],
  ]);
});

test('an unlimited plan has nothing left to run out', () => {
  const facts = factsOf({});
  expect(facts.figures).toMatchObject({ left: null, used: { exact: 0n } });
  expect(facts.runway.early).toBe(false);
});

test('what is left is worth the price of a credit today, and nothing without one', () => {
  const balance = { total: '5000', used: '1873', available: '3127' };
  expect(factsOf({ balance }).worth).toBeNull();
  const price = { amount: '0.01', currency: 'USD' };
  const facts = factsOf({ balance, catalog: { price_per_credit: price } });
  expect(facts.worth).toMatchObject({
    amount: { exact: credits('31.27') },
    unit: { currency: 'USD' },
  });
});

test('before billing began a period shows what it would have cost, afterwards nothing', () => {
  const usage = { total: '0', list: '42' };
  const catalog = { billing_starts_at: '2027-01-01' };
  expect(factsOf({ usage, catalog }).wouldCost).toMatchObject({ exact: credits('42') });
  expect(factsOf({ usage }).wouldCost).toBeNull();
  const begun = { billing_starts_at: '2026-05-04' };
  expect(factsOf({ usage, catalog: begun }).wouldCost).toBeNull();
});

test('there is an estimate only of the running cycle, of all usage, after three days', () => {
  const balance = { total: '5000', used: '1000', available: '4000' };
  expect(factsOf({ balance }).estimate).toBeDefined();
  expect(factsOf({ balance, asOf: '2026-11-03T12:00:00Z' }).estimate).toBeUndefined();
  expect(factsOf({ balance, usage: { events: 3 } }).estimate).toBeUndefined();
  expect(factsOf({ balance, part: { kind: 'groups', ids: ['red'] } }).estimate).toBeUndefined();
  expect(factsOf({ balance, period: { is_current: false } }).estimate).toBeUndefined();
  expect(factsOf({ balance, period: { from: '2026-11-02T00:00:00Z' } }).estimate).toBeUndefined();
});

interface Given {
  readonly customer?: object;
  readonly balance?: object;
  readonly catalog?: object;
  readonly period?: object;
  readonly usage?: {
    readonly total?: string;
    readonly list?: string;
    readonly events?: number;
    readonly units?: Overview['usage']['units'];
  };
  readonly asOf?: string;
  readonly part?: SeenPart;
}

function factsOf({ customer, balance, catalog, period, usage, asOf, part }: Given) {
  const { total = '1000', list = total, events = 10, units = [] } = usage ?? {};
  const days = Array.from({ length: 30 }, (_, index) => ({
    start: new Date(Date.UTC(2026, 10, index + 1)).toISOString(),
    end: new Date(Date.UTC(2026, 10, index + 2)).toISOString(),
  }));
  const described = { ...CATALOG, ...catalog };
  const overview = {
    customer: {
      plan: 'team',
      billing_mode: null,
      time_zone: 'UTC',
      scheduled_plans: [],
      ...customer,
    },
    balance: { ...BALANCE, ...balance },
    period: { kind: 'cycle', series: 'plan', from: CYCLE.start, is_current: true, ...period },
    cycles: [],
    usage: {
      unit: 'credits',
      total: { credits: total, list_credits: list, events, money: null },
      whole: { credits: total, list_credits: list, events: 10 },
      units,
      buckets: days,
      groups: [{ credits: days.map((_, index) => (index < 10 ? '100' : '0')) }],
    },
    changes: [],
    freshness: { complete_to: null },
    as_of: asOf ?? '2026-11-11T00:00:00Z',
    seq: 1,
  } as unknown as Overview;
  const words = catalogWords(described);
  return overviewFacts({ overview, catalog: described, words, ...(part && { part }) });
}
