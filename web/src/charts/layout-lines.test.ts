import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate, layoutLine } from './layout-lines.ts';

const VALUES = fc.array(fc.option(fc.integer({ min: -1e6, max: 1e6 }), { freq: 20 }), {
  minLength: 1,
  maxLength: 3000,
});

test('of more values than pixels, each pixel keeps its lowest and its highest', () => {
  fc.assert(
    fc.property(VALUES, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (values, band) => {
      const kept = decimate(values, band);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      const columns = Map.groupBy(values.keys(), (index) => Math.floor(index * band));
      const keptIn = Map.groupBy(kept, (index) => Math.floor(index * band));
      for (const [column, indices] of columns) {
        const of = (list: readonly number[]) =>
          list.map((index) => values[index] ?? null).filter((value) => value !== null);
        const all = of(indices);
        const some = of(keptIn.get(column) ?? []);
        expect(keptIn.get(column)?.length).toBeLessThanOrEqual(5);
        if (all.length === 0) continue;
        expect(Math.min(...some)).toBe(Math.min(...all));
        expect(Math.max(...some)).toBe(Math.max(...all));
      }
    }),
  );
});

test('ten thousand values take at most five points a pixel', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => Math.sin(index) * 100);
  const path = layoutLine(values, { y: (value) => value, band: 0.09 });
  expect(path.split(/[ML]/).length).toBeLessThan(900 * 5);
});

test('a line is broken where nothing is known, and is not drawn through zero there', () => {
  const path = layoutLine([1, 2, null, 0, 4], { y: (value) => 10 - value, band: 10 });
  expect(path).toBe('M5,9L15,8M35,10L45,6');
});
