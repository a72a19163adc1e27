import type { PlainRules } from '../model/plain-model.ts';

/** The moment every simulation begins: the beginning of its customers' first cycle, in microseconds. */
export const STARTED_AT = '2026-01-05T00:00:00Z';
export const STARTS_AT = Date.parse(STARTED_AT) * 1000;

/**
 * What the product knows of prices and plans: cycles of a week, so that resets, grants that end and cycles that become
 * final come often; one price that does not divide evenly, one that does, and one that does
 * not cover what is sent, which has the `model` "new".
 */
export const simulatedCatalog = {
  schema: 'credit-catalog/1',
  key: 'simulated',
  name: 'For simulations',
  timeZone: 'UTC',
  units: [
    { id: 'credit', kind: 'credit', label: 'credits', decimals: 2, rounding: 'half_up' },
    { id: 'usd', kind: 'money', label: 'USD', decimals: 2, rounding: 'half_up' },
  ],
  dimensions: [{ id: 'user', label: 'User', kind: 'flat', unattributed: 'Nobody' }],
  categories: [{ id: 'all', label: 'All' }],
  meters: ['work', 'image', 'mystery'].map((id) => ({
    id,
    label: id,
    category: 'all',
    event: id,
    aggregation: 'sum',
    value: 'amount',
    unit: 'unit',
    dims: ['user'],
  })),
  rateCards: [
    {
      id: 'one',
      from: '2025-01-01',
      rates: [
        { meter: 'work', model: 'unit', credits: '1', per: '3' },
        { meter: 'image', model: 'unit', credits: '4', per: '1' },
        { meter: 'mystery', model: 'matrix', by: ['model'], per: '1', rows: [['old', '2']] },
      ],
    },
  ],
  grantTypes: [
    { id: 'promo', category: 'promo', priority: 5, cycleBound: false },
    { id: 'monthly', category: 'included', priority: 10, cycleBound: true },
    {
      id: 'saved',
      category: 'included',
      priority: 10,
      cycleBound: true,
      rollover: { max: '30', cycles: 2 },
    },
    { id: 'addon', category: 'prepaid', priority: 20, cycleBound: false },
  ],
  plans: [
    {
      id: 'basic',
      label: 'Basic',
      price: '10',
      interval: 'month',
      grants: { monthly: '60', saved: '25' },
    },
  ],
  cycles: [{ series: 'plan', every: 'week', anchor: 'plan_started' }],
  planChange: { upgrade: 'keep_cycle_delta_grant', downgrade: 'at_renewal' },
};

const NANO = 1_000_000_000n;
const WEEK = 7 * 24 * 3_600_000_000;

/** The same, as the independent model is told it. */
export const simulatedRules: PlainRules = {
  startsAt: STARTS_AT,
  cycleOf: (at) => {
    const start = STARTS_AT + Math.floor((at - STARTS_AT) / WEEK) * WEEK;
    return { start, end: start + WEEK };
  },
  allotments: [
    { kind: 'monthly', amount: 60n * NANO, carry: null },
    { kind: 'saved', amount: 25n * NANO, carry: { most: 30n * NANO, times: 2 } },
  ],
  priorities: { promo: 5, monthly: 10, saved: 10, addon: 20 },
  prices: { work: [NANO, 3n], image: [4n * NANO, 1n], mystery: null },
};
