import type { CustomerCatalog, Overview } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { whatChanged } from './what-changed.ts';

const UNIT = { id: 'credit', decimals: 1, currency: null };

test('use beyond its usual leads to its days, with the sum since then and a usual day', () => {
  expect(changedOf({ changes: [change('meter', 'runs')] })).toMatchObject([
    {
      kind: 'use',
      name: 'runs',
      amount: '612.3',
      usual: '36',
      times: 4,
      since: 'Mon 16 Nov',
      filter: [{ name: 'meter', isIn: true, values: ['runs'] }],
      period: '2026-11-16..2026-11-20',
      explain: { figure: 'used', period: { from: '2026-11-16T00:00:00+01:00' } },
    },
  ]);
});

test('a price that changed in this cycle is told, the same price on another card is not', () => {
  const cards = [
    card('v1', '2026-01-01', { runs: '1', images: '2', seats: '1' }),
    card('v2', '2026-11-12', { runs: '1', images: '3', seats: '2', added: '1' }),
    { ...card('v3', '2026-12-01', { runs: '9' }), state: 'coming' },
  ];
  expect(changedOf({ cards })).toEqual([
    { kind: 'price', id: 'v2', name: 'Images', others: 1, date: '12 Nov' },
  ]);
  expect(changedOf({ cards: [card('v1', '2026-11-12', { runs: '1' })] })).toEqual([]);
  const same = [card('v1', '2026-01-01', { runs: '1' }), card('v2', '2026-11-12', { runs: '1' })];
  expect(changedOf({ cards: same })).toEqual([]);
  const before = [card('v1', '2026-01-01', { runs: '1' }), card('v2', '2026-10-12', { runs: '2' })];
  expect(changedOf({ cards: before })).toEqual([]);
});

test('there are at most three sentences, none about another period, and none that cannot be opened', () => {
  const changes = ['a', 'b', 'c', 'd'].map((key) => change('user', key));
  expect(changedOf({ changes })).toHaveLength(3);
  expect(changedOf({ changes, isCurrent: false })).toEqual([]);
  const early = { ...change('user', 'a'), since: '2026-10-31T00:00:00+01:00' };
  expect(changedOf({ changes: [early] })).toHaveLength(1);
  expect(changedOf({ changes: [early, change('user', 'b')], isKept: true })).toHaveLength(1);
});

interface Given {
  readonly changes?: Overview['changes'];
  readonly cards?: readonly object[];
  readonly isCurrent?: boolean;
  readonly isKept?: boolean;
}

function changedOf({ changes = [], cards = [], isCurrent = true, isKept = false }: Given) {
  const from = '2026-11-01T00:00:00+01:00';
  const overview = {
    changes,
    usage: {},
    balance: { cycle: { start: from, end: '2026-12-01T00:00:00+01:00' } },
    period: { is_current: isCurrent, from },
    as_of: '2026-11-20T13:00:00+01:00',
  } as unknown as Overview;
  const catalog = {
    cards,
    meters: [{ id: 'images', label: 'Images' }],
    dates_within: isKept ? 'current_cycle' : 'any',
  } as unknown as CustomerCatalog;
  return whatChanged({ overview, catalog, unit: UNIT, timeZone: 'Europe/Berlin' });
}

function change(by: string, key: string): Overview['changes'][number] {
  const amounts = { credits: '612.34', usual: '36', times: 4 };
  return { by, key, label: key, since: '2026-11-16T00:00:00+01:00', ...amounts };
}

function card(id: string, day: string, prices: Record<string, string>) {
  return {
    id,
    from: `${day}T00:00:00+01:00`,
    state: 'current',
    plans: null,
    credits_per_usd: null,
    prices: Object.entries(prices).map(([meter, rate]) => ({ meter, unit: null, credits: rate })),
  };
}
