import type { Breakdown, Pivot } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { type AgentWords, agentGrid } from './agent-grid.ts';
import type { GridCell } from './grid.ts';
import { usageWhere } from './usage-where.ts';

const row = (key: string, count: number, status: string) => ({
  ...{ key, label: key, list_credits: `${count * 10}`, last_used_at: null },
  runs: { count, median: '10', p95: '10' },
  entry: { status, created_by: null },
});
const pivot = {
  rows: [row('a', 5, 'active'), row('b', 4, 'active'), row('gone', 3, 'deleted')],
  total: { list_credits: '120' },
} as unknown as Pivot;
const used = pivot.rows.map(({ key, list_credits: credits }) => ({ key, credits, money: null }));
const breakdown = {
  by: 'agent',
  rows: used,
  total: { credits: '120', money: null },
} as unknown as Breakdown;
const names = ['amount', 'wouldHaveCost', 'runs', 'perRun', 'most', 'trend', 'status', 'createdBy'];
const scale = { unit: { id: 'credits', decimals: 0, currency: null } };
const input = {
  ...{ pivot, breakdown, trends: undefined, heading: 'Agent', timeZone: 'UTC', isFree: false },
  ...{ search: '', explain: { scale, filter: [], where: usageWhere({ categories: [] }) } },
  pivotScale: scale,
  words: {
    ...Object.fromEntries([...names, 'lastRun', 'total'].map((name) => [name, name])),
    statusOf: () => '',
    everyoneElse: (count: number) => `Everyone else (${count})`,
  } as unknown as AgentWords,
};

test('4: agents that are not listed are everyone else, so that credits and runs come to the total', () => {
  const grid = agentGrid({ ...input, hidesDeleted: true });
  expect(grid.rows.map(({ label }) => label)).toEqual(['a', 'b']);
  const texts = (cells: readonly { readonly text: string }[] = []) =>
    cells.slice(0, 2).map(({ text }) => text);
  expect(texts(grid.total?.cells)).toEqual(['120', '12']);
  expect(texts(grid.restOf([])?.cells)).toEqual(['30', '3']);
  expect(texts(grid.restOf(grid.rows.slice(1))?.cells)).toEqual(['70', '7']);
  expect(agentGrid({ ...input, hidesDeleted: false }).restOf([])).toBeNull();
});

test('5: everyone else is explained by the usage of all agents that are not shown', () => {
  const grid = agentGrid({ ...input, hidesDeleted: true });
  const used = (cells: readonly GridCell[] = []) => cells[0]?.explain?.filter;
  expect(used(grid.rows[0]?.cells)).toEqual([{ name: 'agent', isIn: true, values: ['a'] }]);
  expect(used(grid.restOf(grid.rows.slice(1))?.cells)).toEqual([
    { name: 'agent', isIn: false, values: ['a'] },
  ]);
  expect(used(grid.total?.cells)).toEqual([]);
});
