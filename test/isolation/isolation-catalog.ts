import type { CatalogDocument } from '../../server/src/catalog/catalog-document.ts';

/** A catalog with members, groups and a tree of scopes, roles of each kind, and a page that one plan lacks. */
export const CATALOG: CatalogDocument = {
  schema: 'credit-catalog/1',
  key: 'isolation',
  name: 'Who may see what',
  timeZone: 'UTC',
  units: [
    { id: 'credit', kind: 'credit', label: 'credits', decimals: 2, rounding: 'half_up' },
    { id: 'usd', kind: 'money', label: 'USD', decimals: 2, rounding: 'half_up' },
  ],
  displayModes: [
    { id: 'credits', unit: 'credit', default: true },
    { id: 'dollars', unit: 'usd', price: 'pricePerCredit' },
  ],
  keep: ['note'],
  dimensions: [
    { id: 'team', label: 'Team', kind: 'flat', unattributed: 'No team', directory: 'groups' },
    {
      id: 'user',
      label: 'User',
      kind: 'tree',
      parent: 'team',
      unattributed: 'Nobody',
      directory: 'members',
    },
    { id: 'folder', label: 'Folder', kind: 'tree', unattributed: 'Top', directory: 'scopes' },
    { id: 'surface', label: 'Surface', kind: 'flat', unattributed: 'Other' },
  ],
  categories: [{ id: 'work', label: 'Work' }],
  meters: [
    {
      id: 'work',
      label: 'Work',
      category: 'work',
      event: 'work',
      aggregation: 'sum',
      value: 'amount',
      unit: 'unit',
      dims: ['team', 'user', 'folder', 'surface'],
    },
    {
      id: 'people',
      label: 'People',
      category: 'work',
      event: 'work',
      aggregation: 'unique',
      value: 'user',
      unit: 'person',
      dims: ['team', 'user', 'folder'],
    },
  ],
  rateCards: [
    {
      id: 'one',
      from: '2025-01-01',
      rates: [
        { meter: 'work', model: 'unit', credits: '1', per: '1' },
        { meter: 'people', model: 'free' },
      ],
    },
  ],
  grantTypes: [
    { id: 'monthly', category: 'included', priority: 10, cycleBound: true },
    { id: 'bought', category: 'prepaid', priority: 20, cycleBound: false },
  ],
  plans: [
    {
      id: 'small',
      label: 'Small',
      price: '1',
      currency: 'USD',
      interval: 'month',
      grants: { monthly: '10' },
    },
    {
      id: 'pro',
      label: 'Pro',
      price: '10',
      currency: 'USD',
      interval: 'month',
      grants: { monthly: '1000' },
      pricePerCredit: { display: '0.01' },
    },
  ],
  quotas: [{ id: 'projects', limit: { small: 1, pro: 5 } }],
  cycles: [{ series: 'plan', every: 'month', anchor: 'plan_started' }],
  planChange: { upgrade: 'keep_cycle_delta_grant', downgrade: 'at_renewal' },
  roles: {
    admin: ['usage.read', 'usage.export', 'auditlog.read', 'billing.write', 'member.write'],
    manager: ['usage.read', 'usage.export'],
    member: ['usage.read.self'],
    guest: [],
  },
  views: [
    {
      id: 'usage',
      gate: { roles: ['admin', 'manager'], plans: ['pro'] },
      panels: [
        { type: 'tiles', items: ['work', 'people'] },
        { type: 'table', by: 'user', columns: ['credits'] },
        { type: 'table', by: 'folder', columns: ['credits'] },
      ],
    },
  ],
};
