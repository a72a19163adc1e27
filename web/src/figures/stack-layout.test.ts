import { credits } from '@fuelgauge/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceStep, stackLayout } from './stack-layout.ts';

const SIZE = { width: 100, height: 100, rule: null };

test('bars stand on the zero line and reach up in proportion', () => {
  const { paths, zeroY } = stackLayout({
    ...SIZE,
    buckets: 2,
    series: [[credits('5'), credits('10')]],
  });
  expect(zeroY).toBe(100);
  expect(paths).toEqual(['M5.5 100h39v-49h-39zM55.5 100h39v-99h-39z']);
});

test('what is below zero hangs from the zero line', () => {
  const { paths, zeroY, ticks } = stackLayout({
    ...SIZE,
    buckets: 1,
    series: [[credits('10')], [credits('-10')]],
  });
  expect(zeroY).toBe(50);
  expect(ticks.at(0)?.amount).toBe(credits('-10'));
  expect(paths[1]).toContain('100h78v-49');
});

test('no usage has an axis and no bars', () => {
  const { paths, ticks } = stackLayout({ ...SIZE, buckets: 30, series: [[0n, 0n]] });
  expect(paths).toEqual(['']);
  expect(ticks.map(({ amount }) => amount)).toEqual([0n, credits('1')]);
});

test('a line that would press the bars flat is left out', () => {
  const series = [[credits('10')]];
  expect(stackLayout({ ...SIZE, buckets: 1, series, rule: credits('20') }).ruleY).toBe(0);
  expect(stackLayout({ ...SIZE, buckets: 1, series, rule: credits('21') }).ruleY).toBeNull();
});

test('every span has between two and six ticks a reader can count by', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 20n), (span) => {
      const step = niceStep(span);
      expect(`${step}`).toMatch(/^[125]0*$/);
      expect(step * 5n >= span).toBe(true);
      expect(span < 10n || step * 2n <= span).toBe(true);
    }),
  );
});
