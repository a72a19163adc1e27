import { credits } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { spendFigures } from './balance-figures.ts';
import { chartSeries, cumulative, groupTotals } from './chart-series.ts';
import { sum } from './rounding.ts';

const ORDER = ['deploys', 'compute', 'bandwidth'];

test('the largest comes first, what used nothing is left out', () => {
  const series = seriesOf(
    usageOf({ compute: ['1', '2'], deploys: ['15', '0'], bandwidth: ['0', '0'] }),
    ORDER,
  );
  expect(series.map(({ key, total }) => [key, total.exact])).toEqual([
    ['deploys', credits('15')],
    ['compute', credits('3')],
  ]);
});

test('a meter keeps its colour when the ranking changes', () => {
  const slotOf = (usage: Usage, meter: string) =>
    seriesOf(usage, ORDER).find(({ key }) => key === meter)?.slot;
  const before = usageOf({ deploys: ['15'], compute: ['1'], bandwidth: ['2'] });
  const after = usageOf({ bandwidth: ['99'], compute: ['50'], deploys: ['1'] });
  for (const meter of ORDER) expect(slotOf(after, meter)).toBe(slotOf(before, meter));
});

test('of more than eight meters seven keep their name and colour, and nothing is lost', () => {
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`m${index}`, [`${index + 1}`]]),
  );
  const series = seriesOf(usageOf(many), Object.keys(many));
  expect(series.map(({ label }) => label).at(-1)).toBe('Other (13)');
  expect(new Set(series.map(({ slot }) => slot)).size).toBe(8);
  expect(sum(series.map(({ total }) => total.exact))).toBe(credits('210'));
});

test('the last cumulative bucket is the total', () => {
  expect(cumulative([1n, 0n, 5n, -2n])).toEqual([1n, 1n, 6n, 4n]);
});

test('a meter reads the same alone and among all, and all add up to the total', () => {
  const usage = usageOf({ deploys: ['5'], compute: ['3'], bandwidth: ['2'] });
  const tenth = { id: 'credits', decimals: 0, currency: null };
  const scale = spendFigures(credits('10'), tenth);
  const totals = groupTotals(usage, scale);
  expect(sum([...totals.values()].map(({ rounded }) => rounded))).toBe(credits('10'));
  for (const one of chartSeries({ usage, scale, order: ORDER, totals, other: String })) {
    expect(one.total).toEqual(totals.get(one.key));
  }
});

function seriesOf(usage: Usage, order: readonly string[]) {
  const unit = { id: 'credits', decimals: 0, currency: null };
  const scale = spendFigures(0n, unit);
  const totals = groupTotals(usage, scale);
  const other = (count: number) => `Other (${count})`;
  return chartSeries({ usage, scale, order, totals, other });
}

function usageOf(groups: Record<string, string[]>): Usage {
  const entries = Object.entries(groups);
  const none = { credits: '0', list_credits: '0', events: 0 };
  const totalOf = (amounts: string[]) =>
    `${amounts.reduce((total, amount) => total + BigInt(amount), 0n)}`;
  return {
    customer: 'acme',
    from: '2026-11-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    granularity: 'day',
    cumulative: false,
    time_zone: 'UTC',
    unit: 'credits',
    currency: null,
    units: [],
    buckets: (entries[0]?.[1] ?? []).map(() => ({ start: '', end: '' })),
    gaps: [],
    groups: entries.map(([key, amounts]) => ({
      key,
      label: key,
      parent: null,
      unit: 'item',
      credits: amounts,
      list_credits: amounts,
      money: null,
      quantity: amounts,
      events: amounts.map(() => 0),
      total: { ...none, credits: totalOf(amounts), money: null, quantity: '0' },
    })),
    total: { ...none, money: null },
    whole: none,
    as_of: '2026-11-03T00:00:00Z',
    seq: 1,
  };
}
