import { credits } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExploreWords } from './explore-words.ts';
import { writeFilter } from './filter.ts';
import { type GridRow, sortedRows } from './grid.ts';
import { rankedGrid } from './ranked-grid.ts';
import { usageWhere } from './usage-where.ts';

const words: ExploreWords = {
  amount: 'Credits',
  share: 'Share',
  events: 'Events',
  requests: 'Requests',
  quantity: 'Quantity',
  change: 'Change',
  total: 'Total',
  other: 'Other',
  time: 'Day',
  directly: (name) => `Directly in ${name}`,
  everyoneElse: (count) => `Everyone else (${count})`,
};
const scale = { unit: { id: 'credits', decimals: 0, currency: null } };
const explain = { scale, filter: [], where: usageWhere({ categories: [] }) };
const base = { scale, heading: 'Member', slots: new Map(), compared: undefined, words, explain };

describe('the ranked table', () => {
  test('4: however many rows are shown, rows and everyone else are the total, as written too', () => {
    const amount = fc.integer({ min: 0, max: 9_999_999 }).map((milli) => `${milli / 1000}`);
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 30 }),
        fc.nat(30),
        (amounts, count) => {
          const grid = rankedGrid({ ...base, breakdown: breakdownOf(amounts) });
          const shown = grid.rows.slice(0, count);
          const rest = grid.restOf(grid.rows.slice(count));
          const lines = rest ? [...shown, rest] : shown;
          const exact = lines.reduce(
            (sum, { cells }) => sum + ((cells[0]?.order ?? 0n) as bigint),
            0n,
          );
          expect(exact).toBe(grid.total?.cells[0]?.order);
          const written = lines.map(({ cells }) => Number(cells[0]?.text.replace(/[,<]/g, '')));
          const less = lines.filter(({ cells }) => cells[0]?.text === '<1').length;
          const sum = written.reduce((all, each) => all + each, 0) - less;
          expect(sum).toBe(Number(grid.total?.cells[0]?.text.replace(/[,<]/g, '')) - lessOf(grid));
        },
      ),
    );
  });

  test('requests are a column beside events only where the catalog says what they are', () => {
    const columns = (requests: string | null) =>
      rankedGrid({ ...base, words: { ...words, requests }, breakdown: breakdownOf(['1']) });
    const ids = (grid: ReturnType<typeof columns>) => grid.columns.map(({ id }) => id);
    expect(ids(columns('Runs'))).toEqual(['amount', 'share', 'requests', 'events']);
    const without = columns(null);
    expect(ids(without)).toEqual(['amount', 'share', 'events']);
    expect(without.rows[0]?.cells).toHaveLength(3);
    expect(without.total?.cells).toHaveLength(3);
  });

  test('a folder opens to what is directly in it and what lies in it; both are the folder', () => {
    const rows = [
      row('factory', '10', { parent: null, direct: '4' }),
      row('a', '6', { parent: 'factory', direct: '6' }),
    ];
    const total = { credits: '10', list_credits: '10', events: 3, money: null, requests: null };
    const grid = rankedGrid({ ...base, breakdown: { ...breakdownOf([]), rows, total } });
    expect(grid.rows.map(({ label }) => label)).toEqual(['factory']);
    const parts = grid.rows[0]?.parts ?? [];
    expect(parts.map(({ label, cells }) => [label, cells[0]?.text])).toEqual([
      ['Directly in factory', '4'],
      ['a', '6'],
    ]);
  });

  test('5: each amount names the usage it is the sum of: what hangs below a row with it, not what is directly in it', () => {
    const rows = [
      row('factory', '10', { parent: null, direct: '4' }),
      row('a', '6', { parent: 'factory', direct: '6' }),
      row('other', '5', { parent: null, direct: '5' }),
    ];
    const total = { credits: '15', list_credits: '15', events: 3, money: null, requests: null };
    const by = 'folder';
    const grid = rankedGrid({ ...base, breakdown: { ...breakdownOf([]), by, rows, total } });
    const asked = (line: GridRow | null | undefined) =>
      writeFilter(line?.cells[0]?.explain?.filter ?? []);
    const [factory] = grid.rows;
    expect(asked(factory)).toBe('folder:in:factory,a');
    expect(factory?.parts.map(asked)).toEqual(['folder:in:factory', 'folder:in:a']);
    expect(asked(grid.restOf(grid.rows.slice(1)))).toBe('folder:ex:factory,a');
    expect(asked(grid.total)).toBe('');
  });

  test('rows are sorted by any column, and back', () => {
    const grid = rankedGrid({ ...base, breakdown: breakdownOf(['3', '2', '1']) });
    const labels = (sort: string | null) => sortedRows(grid, sort).map(({ label }) => label);
    expect(labels(null)).toEqual(['m0', 'm1', 'm2']);
    expect(labels('amount')).toEqual(['m2', 'm1', 'm0']);
    expect(labels('-name')).toEqual(['m2', 'm1', 'm0']);
    expect(labels('no_such_column')).toEqual(['m0', 'm1', 'm2']);
  });
});

function lessOf(grid: ReturnType<typeof rankedGrid>): number {
  return grid.total?.cells[0]?.text === '<1' ? 1 : 0;
}

function row(
  key: string,
  amount: string,
  tree?: { readonly parent: string | null; readonly direct: string },
): BreakdownRow {
  const amounts = (text: string) => ({ credits: text, list_credits: text, events: 1 });
  return {
    ...amounts(amount),
    ...{ key, label: key, money: null, quantity: null, unit: null, requests: null, share: '0' },
    ...(tree && { parent: tree.parent, direct: amounts(tree.direct) }),
  };
}

function breakdownOf(amounts: readonly string[]): Breakdown {
  const nano = amounts.reduce((sum, amount) => sum + credits(amount), 0n);
  const total = `${nano / 1_000_000_000n}.${`${nano % 1_000_000_000n}`.padStart(9, '0')}`;
  return {
    by: 'user',
    rows: amounts.map((amount, index) => row(`m${index}`, amount)),
    rest: null,
    total: {
      credits: total,
      list_credits: total,
      events: amounts.length,
      money: null,
      requests: null,
    },
  } as unknown as Breakdown;
}
