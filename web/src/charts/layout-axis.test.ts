import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateWidth, layoutXLabels, layoutYAxis } from './layout-axis.ts';

const AMOUNT = fc.double({ min: 1e-6, max: 1e12, noNaN: true });

test('every axis holds zero and all that is drawn, with four to six ticks', () => {
  fc.assert(
    fc.property(AMOUNT, fc.option(AMOUNT), (high, below) => {
      const low = below === null ? 0 : -below;
      const { ticks, y } = layoutYAxis(low, high, 240);
      expect(ticks).toContain(0);
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const value of [low, 0, high]) {
        expect(y(value)).toBeGreaterThanOrEqual(-1e-6);
        expect(y(value)).toBeLessThanOrEqual(240 + 1e-6);
      }
    }),
  );
});

test('no usage has an axis from zero up', () => {
  const { ticks, y } = layoutYAxis(0, 0, 100);
  expect(ticks[0]).toBe(0);
  expect(y(0)).toBe(100);
});

test('labels never touch each other or leave the plot, whatever their width', () => {
  const label = fc.string({ minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 60, max: 1600 }),
      (texts, width) => {
        const buckets = texts.map((short) => ({
          key: '',
          label: '',
          short,
          state: 'done' as const,
        }));
        const labels = layoutXLabels({ buckets, width, measure: estimateWidth });
        let free = 0;
        for (const { x, text, anchor } of labels) {
          const start = anchor === 'start' ? x : x - estimateWidth(text) / 2;
          expect(start).toBeGreaterThanOrEqual(free - 0.01);
          free = start + estimateWidth(text);
        }
        expect(free).toBeLessThanOrEqual(width + 0.01);
      },
    ),
  );
});
