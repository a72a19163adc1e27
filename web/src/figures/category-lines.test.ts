import { credits, formatCredits, nano } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryLines } from './category-lines.ts';
import { sum } from './rounding.ts';

const SCALE = { unit: { id: 'credits', decimals: 0, currency: null } };
const CATEGORIES = [
  { id: 'dataset', label: 'Dataset', parent: null },
  { id: 'deploy', label: 'Deploy', parent: null },
  { id: 'serverless', label: 'Serverless', parent: 'deploy' },
];

test('categories are the sum of what is shown below them, and all roots the total', () => {
  const amounts = fc.array(fc.bigInt(0n, 10n ** 13n), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(amounts, (parts) => {
      const meters = metersOf(parts.map((part, index) => [part, CATEGORIES[index % 3]?.id ?? '']));
      const { lines, total } = linesOf(meters, { isTree: true });
      const roots = lines.filter(({ depth }) => depth === 0);
      expect(sum(roots.map(({ amount }) => amount.rounded))).toBe(total.rounded);
      const leaves = lines.filter(({ meter }) => meter !== null);
      expect(sum(leaves.map(({ amount }) => amount.rounded))).toBe(total.rounded);
      fc.pre(total.exact > 0n);
      expect(sum(roots.map(({ tenths }) => tenths ?? 0n))).toBe(1000n);
    }),
  );
});

test('a meter stands below its category, a category below its own, the largest meter first', () => {
  const meters = metersOf([
    [credits('3'), 'serverless'],
    [credits('5'), 'deploy'],
    [credits('1'), 'dataset'],
    [credits('2'), 'dataset'],
  ]);
  const { lines } = linesOf(meters, { isTree: true });
  expect(lines.map(({ label, depth }) => `${'-'.repeat(depth)}${label}`)).toEqual([
    'Dataset',
    '-Meter 3',
    '-Meter 2',
    'Deploy',
    '-Meter 1',
    '-Serverless',
    '--Meter 0',
  ]);
});

test('what used nothing is shown or hidden as the catalog says, with its empty category', () => {
  const meters = metersOf([
    [credits('3'), 'dataset'],
    [0n, 'deploy'],
  ]);
  expect(linesOf(meters, {}).lines).toHaveLength(2);
  expect(linesOf(meters, { hidesZero: true }).lines).toHaveLength(1);
  const labels = linesOf(meters, { isTree: true, hidesZero: true }).lines.map(({ label }) => label);
  expect(labels).toEqual(['Dataset', 'Meter 0']);
});

function linesOf(meters: Breakdown, options: { isTree?: boolean; hidesZero?: boolean }) {
  const { isTree = false, hidesZero = false } = options;
  return categoryLines({ meters, categories: CATEGORIES, scale: SCALE, isTree, hidesZero });
}

function metersOf(rows: readonly (readonly [bigint, string])[]): Breakdown {
  return {
    rows: rows.map(
      ([amount, parent], index) =>
        ({
          key: `m${index}`,
          label: `Meter ${index}`,
          credits: formatCredits(nano(amount)),
          money: null,
          parent,
        }) as BreakdownRow,
    ),
  } as unknown as Breakdown;
}
