import type { CatalogDocument } from './catalog-document.ts';

/** A small catalog without faults; a new one each time, so that a test may change it. */
export function smallCatalog(): CatalogDocument {
  return structuredClone(SMALL);
}

const SMALL: CatalogDocument = {
  schema: 'credit-catalog/1',
  key: 'small',
  name: 'Small catalog',
  timeZone: 'Europe/Berlin',
  units: [
    { id: 'credit', kind: 'credit', label: 'credits', decimals: 0, rounding: 'floor' },
    { id: 'usd', kind: 'money', label: 'USD', decimals: 2, rounding: 'half_up' },
  ],
  dimensions: [
    { id: 'team', label: 'Team', kind: 'flat', unattributed: 'No team' },
    { id: 'user', label: 'User', kind: 'tree', parent: 'team', unattributed: 'Nobody' },
    { id: 'direction', label: 'Direction', kind: 'flat', unattributed: 'Unknown' },
  ],
  categories: [{ id: 'all', label: 'All' }],
  meters: [
    {
      id: 'calls',
      label: 'Calls',
      category: 'all',
      event: 'call',
      aggregation: 'count',
      unit: 'call',
      dims: ['user'],
    },
    {
      id: 'tokens',
      label: 'Tokens',
      category: 'all',
      event: 'call',
      aggregation: 'sum',
      value: 'tokens',
      unit: 'token',
      dims: ['user', 'direction'],
    },
  ],
  rateCards: [
    {
      id: 'first',
      from: '2026-01-01',
      to: '2026-07-01',
      creditsPerUsd: '100',
      rates: [
        { meter: 'calls', model: 'unit', credits: '2', per: '1' },
        {
          meter: 'tokens',
          model: 'matrix',
          by: ['model'],
          unit: 'usd',
          per: '1000000',
          rows: [
            ['large', '3'],
            ['small-*', '1'],
          ],
        },
      ],
    },
    {
      id: 'second',
      from: '2026-07-01',
      rates: [
        { meter: 'calls', model: 'unit', credits: '3', per: '1' },
        { meter: 'tokens', model: 'free' },
      ],
    },
  ],
  grantTypes: [
    { id: 'monthly', category: 'included', priority: 10, cycleBound: true, rollover: false },
    { id: 'flex', category: 'overage', priority: 90, cycleBound: true },
  ],
  plans: [
    { id: 'free', label: 'Free', price: '0', interval: 'month', grants: { monthly: '100' } },
    {
      id: 'pro',
      label: 'Pro',
      price: '20',
      interval: 'month',
      grants: { monthly: '2000' },
      flex: true,
    },
  ],
  cycles: [{ series: 'plan', every: 'month', anchor: 'plan_started' }],
  planChange: { upgrade: 'keep_cycle_delta_grant', downgrade: 'at_renewal' },
  roles: { admin: ['usage.read'] },
};
