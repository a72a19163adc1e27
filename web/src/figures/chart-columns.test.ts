import { credits } from '@fuelgauge/core';
import type { Balance, Usage } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { balanceFigures } from './balance-figures.ts';
import { chartColumns } from './chart-columns.ts';
import { chartSeries, groupTotals, restartsOf } from './chart-series.ts';
import { sum } from './rounding.ts';
import { usageChart } from './usage-chart.ts';

const UNIT = { id: 'credits', decimals: 0, currency: null };
const USAGE: Usage = {
  customer: 'acme',
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-04T00:00:00Z',
  granularity: 'day',
  cumulative: false,
  time_zone: 'UTC',
  unit: 'credits',
  currency: null,
  units: [],
  buckets: [1, 2, 3].map((day) => ({
    start: `2026-11-0${day}T00:00:00Z`,
    end: `2026-11-0${day + 1}T00:00:00Z`,
  })),
  gaps: [],
  groups: [groupOf('deploys', ['1.4', '2.4', '0']), groupOf('compute', ['1.4', '0', '0'])],
  total: { credits: '5.2', list_credits: '5.2', events: 4, money: null },
  whole: { credits: '5.2', list_credits: '5.2', events: 4 },
  as_of: '2026-11-02T12:00:00Z',
  seq: 9,
};
const BALANCE = {
  total: '10',
  used: '5.2',
  available: '4.8',
  held: '0',
  overdrawn: '0',
  overage: '0',
  grants: [],
};
const FIGURES = balanceFigures(BALANCE as unknown as Balance, UNIT);
const TOTALS = groupTotals(USAGE, FIGURES);
const SCALED = { usage: USAGE, scale: FIGURES };
const SERIES = chartSeries({ ...SCALED, order: [], totals: TOTALS, other: String });
const INPUT = { ...SCALED, series: SERIES };

test('buckets that have not begun are not drawn', () => {
  const columns = chartColumns({ ...INPUT, mode: 'daily' });
  expect(columns.map(({ label }) => label)).toEqual(['Sun 1 Nov', 'Mon 2 Nov']);
});

test('the amounts of a bucket add up to its total', () => {
  for (const mode of ['daily', 'cumulative'] as const) {
    for (const { amounts, total } of chartColumns({ ...INPUT, mode })) {
      expect(sum(amounts.map(({ rounded }) => rounded))).toBe(total.rounded);
    }
  }
});

test('the cumulative chart ends with the number the balance card calls used', () => {
  const last = chartColumns({ ...INPUT, mode: 'cumulative' }).at(-1);
  expect(last?.total).toEqual({ exact: credits('5.2'), rounded: credits('6') });
  expect(last?.total).toEqual(FIGURES.used);
});

test('R4: sums so far begin again with each cycle, and the whole stays the whole', () => {
  const cycles = [{ series: 'plan', start: '2026-11-02T01:00:00+01:00' }];
  const restarts = restartsOf(USAGE.buckets, cycles);
  expect([...restarts]).toEqual([1]);
  const columns = chartColumns({ ...INPUT, mode: 'cumulative', restarts });
  expect(columns.map(({ total }) => total.exact)).toEqual([credits('2.8'), credits('2.4')]);
  const words = { inTotal: String, estimated: '', gap: String };
  const given = { mode: 'cumulative', total: null, estimate: undefined, words, restarts } as const;
  const chart = usageChart({ ...INPUT, ...given });
  expect(chart.text({ bucket: null, series: null })).toBe('6');
});

function groupOf(key: string, amounts: string[]): Usage['groups'][number] {
  const total = key === 'deploys' ? '3.8' : '1.4';
  return {
    key,
    label: key,
    parent: null,
    unit: 'item',
    credits: amounts,
    list_credits: amounts,
    money: null,
    quantity: amounts,
    events: amounts.map(() => 1),
    total: { credits: total, list_credits: total, events: 2, money: null, quantity: '1' },
  };
}
