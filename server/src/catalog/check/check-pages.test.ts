import { describe, expect, test } from 'vitest';
import { type FaultCase, faultsAfter, named } from '../faulty-catalog.fixture.ts';

const pack = { grant: 'monthly', credits: '1', price: '1', currency: 'USD' };
const limit = { id: 'own', scope: 'user', unit: 'credit', cycle: 'plan' };
const alert = { id: 'half', basis: 'allotment', thresholds: [50], channels: ['email'] };
const view = (...panels: unknown[]) => ({ '/views': [{ id: 'usage', panels }] });
const PANEL = '/views/0/panels/0';

const LATER_SECTIONS: readonly FaultCase[] = [
  [
    'a pack for no plan',
    { '/packs': [{ ...pack, plan: 'gold' }] },
    ['/packs/0/plan', 'There is no plan "gold"'],
  ],
  [
    'a pack of overage',
    { '/packs': [{ ...pack, grant: 'flex' }] },
    ['/packs/0/grant', '"flex" is overage and has no grants'],
  ],
  [
    'a top-up without amount',
    { '/autoRecharge': [{ grant: 'monthly', currency: 'USD', trigger: 'empty', default: 'off' }] },
    ['/autoRecharge/0', 'The amount is open'],
  ],
  [
    'a top-up without trigger',
    { '/autoRecharge': [{ ...pack, trigger: 'percent:0', default: 'off' }] },
    ['/autoRecharge/0/trigger', 'Write "empty"'],
  ],
  [
    'an add-on that raises no quota',
    {
      '/addOns': [
        {
          id: 'a',
          label: 'A',
          price: '1',
          currency: 'USD',
          interval: 'month',
          plans: ['gold'],
          quota: 'seats',
        },
      ],
    },
    ['/addOns/0/plans/0', 'There is no plan "gold"'],
    ['/addOns/0/quota', 'There is no quota "seats"'],
  ],
  [
    'a quota that leaves a plan open',
    { '/quotas': [{ id: 'seats', limit: { free: 1, gold: 2 } }] },
    ['/quotas/0/limit/gold', 'There is no plan "gold"'],
    ['/quotas/0/limit', 'The plan "pro" is not named'],
  ],
  [
    'a referral of no kind',
    { '/referral': { grant: 'bonus', credits: '1', trigger: 'referred_signup' } },
    ['/referral/grant', 'There is no grant kind "bonus"'],
  ],
  [
    'exhaustion under no overage',
    { '/exhaustion': { order: ['overage:monthly'], scope: 'agents', message: 'Out' } },
    ['/exhaustion/order/0', 'There is no grant kind "monthly" of category "overage"'],
  ],
  [
    'a limit on no meter',
    { '/limits': [{ ...limit, scope: 'meter' }] },
    ['/limits/0/meter', 'say which'],
  ],
  [
    'a limit in no series, set by nobody',
    { '/limits': [{ ...limit, cycle: 'limit', setBy: ['boss'] }] },
    ['/limits/0/cycle', 'There is no cycle series "limit"'],
    ['/limits/0/setBy/0', 'There is no role "boss"'],
  ],
  [
    'a limit without unit',
    { '/limits': [{ ...limit, unit: undefined }] },
    ['/limits/0/unit', 'A limit on spending needs "unit"'],
  ],
  [
    'a limit nobody can set',
    { '/limits': [{ ...limit, min: 5, max: 4 }] },
    ['/limits/0/max', '"max" is below "min"'],
  ],
  [
    'an alert without basis',
    { '/alerts': [{ ...alert, basis: undefined }] },
    ['/alerts/0/basis', 'needs "basis"'],
  ],
  [
    'a forecast alert without condition',
    { '/alerts': [{ id: 'a', kind: 'projection', channels: ['email'] }] },
    ['/alerts/0/when', 'needs "when"'],
  ],
  [
    'thresholds that do not rise',
    { '/alerts': [{ ...alert, thresholds: [75, 50] }] },
    ['/alerts/0/thresholds/1', 'Thresholds rise'],
  ],
  [
    'an alert to nobody',
    { '/alerts': [{ ...alert, audience: ['boss'] }] },
    ['/alerts/0/audience/0', 'There is no role "boss"'],
  ],
  [
    'a view for nobody',
    {
      '/views': [
        { id: 'u', gate: { roles: ['boss'], plans: ['gold'] }, panels: [{ type: 'addons' }] },
      ],
    },
    ['/views/0/gate/roles/0', 'There is no role "boss"'],
    ['/views/0/gate/plans/0', 'There is no plan "gold"'],
  ],
  [
    'an unknown panel',
    view({ type: 'pie' }),
    [`${PANEL}/type`, '"pie" is not known here: write "tiles"'],
  ],
  [
    'tiles of nothing',
    view({
      type: 'tiles',
      items: ['credits_used', 'calls', 'directory:members', 'users', 'quota:seats'],
    }),
    [`${PANEL}/items/3`, 'There is no meter "users"'],
    [`${PANEL}/items/4`, 'There is no quota "seats"'],
  ],
  [
    'a balance of no kind',
    view({ type: 'balance', grants: ['bonus'] }),
    [`${PANEL}/grants/0`, 'There is no grant kind "bonus"'],
  ],
  [
    'a breakdown by nothing',
    view({ type: 'breakdown', by: 'feature' }),
    [`${PANEL}/by`, 'There is no dimension "feature"'],
  ],
  [
    'a chart of nothing',
    view({
      type: 'timeseries',
      split: 'source',
      filters: ['team|source', 'category>meter'],
      display: ['dollars'],
    }),
    [`${PANEL}/split`, 'There is no dimension "source"'],
    [`${PANEL}/display/0`, 'There is no display mode "dollars"'],
    [`${PANEL}/filters/0`, 'There is no dimension "source"'],
  ],
  [
    'a table with no such column',
    view({ type: 'table', by: 'user', columns: ['team', 'calls', 'share', 'age', 'source:*'] }),
    [`${PANEL}/columns/3`, '"age" is no column'],
    [`${PANEL}/columns/4`, 'There is no dimension "source"'],
  ],
  [
    'an activity log with no such column',
    view({ type: 'auditLog', columns: ['timestamp', 'user', 'calls'] }),
    [`${PANEL}/columns/2`, '"calls" is no column'],
  ],
  [
    'a report of nothing',
    {
      '/reports': [
        { id: 'r', of: 'usage', rows: 'member', columns: ['total:source'], by: ['feature'] },
      ],
    },
    ['/reports/0/of', 'There is no report "usage"'],
    ['/reports/0/rows', 'There is no dimension "member"'],
    ['/reports/0/by/0', 'There is no dimension "feature"'],
    ['/reports/0/columns/0', 'There is no dimension "source"'],
  ],
  [
    'a report without format',
    { '/reports': [{ id: 'r' }] },
    ['/reports/0/format', 'Say what the report is written as'],
  ],
];

describe('faults of purchases, controls and pages', () => {
  test.each(named(LATER_SECTIONS))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});
