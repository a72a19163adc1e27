import { credits } from '@fuelgauge/core';
import type { Balance, Customer, Usage } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { catalogWords } from './catalog-words.ts';
import { overviewFacts } from './overview-facts.ts';

const WORDS = catalogWords({
  units: [
    { id: 'credit', kind: 'credit' },
    { id: 'usd', kind: 'money', decimals: 2 },
  ],
  billingModes: [{ id: 'byom', unit: 'usd' }],
  plans: [{ id: 'team' }],
});
const BALANCE = {
  total: '0',
  used: '0',
  held: '0',
  available: null,
  overdrawn: '0',
  overage: '0',
  grants: [],
  cycle: { series: 'plan', start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' },
  resets_at: '2026-12-01T00:00:00Z',
  as_of: '2026-11-11T00:00:00Z',
  seq: 1,
} as unknown as Balance;

test('own-model spend is what the usage says, apart from credits of the same cycle', () => {
  const facts = overviewFacts({
    customer: customerOf('byom'),
    balance: BALANCE,
    words: WORDS,
    usage: usageOf('usd', '300', [
      { unit: 'usd', amount: '300', list_amount: '300', events: 3 },
      { unit: 'credit', amount: '12', list_amount: '12', events: 1 },
    ]),
  });
  expect(facts?.figures).toMatchObject({ left: null, used: { exact: credits('300') } });
  expect(facts?.runway).toMatchObject({ perDay: credits('30'), runOut: { kind: 'unknown' } });
  expect(facts?.notices).toEqual([]);
  expect(facts?.apart.map(({ amount, unit }) => [unit.id, amount.exact])).toEqual([
    ['credits', credits('12')],
  ]);
});

test('spend is not known before its usage is, credits of an unlimited plan are', () => {
  const known = { balance: BALANCE, words: WORDS };
  const usage = usageOf('credits', '0', []);
  expect(overviewFacts({ ...known, customer: customerOf('byom'), usage })).toBeUndefined();
  const unlimited = overviewFacts({ ...known, customer: customerOf(null), usage: undefined });
  expect(unlimited?.figures).toMatchObject({ left: null, used: { exact: 0n } });
  expect(unlimited?.runway.early).toBe(false);
});

function customerOf(billing_mode: string | null): Customer {
  return { customer: 'acme', plan: 'team', billing_mode, time_zone: 'UTC' } as Customer;
}

function usageOf(unit: string, total: string, units: Usage['units']): Usage {
  return { unit, total: { credits: total }, units } as Usage;
}
