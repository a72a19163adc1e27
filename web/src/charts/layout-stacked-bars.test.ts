import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extentOf, layoutStackedBars, stackValues } from './layout-stacked-bars.ts';

const SERIES = fc.nat({ max: 40 }).chain((buckets) =>
  fc.record({
    buckets: fc.constant(buckets),
    series: fc.array(
      fc.record({
        values: fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: buckets }),
      }),
      { maxLength: 9 },
    ),
  }),
);

test('each stack is as high as what is above zero and as deep as what is below', () => {
  fc.assert(
    fc.property(SERIES, ({ series, buckets }) => {
      const ends = stackValues({ series, buckets });
      for (let bucket = 0; bucket < buckets; bucket += 1) {
        const values = series.map((one) => one.values[bucket] ?? 0);
        const { low, high } = extentOf(ends.map((one) => [one[bucket] ?? [0, 0]]));
        expect(high).toBe(values.reduce((sum, value) => sum + Math.max(value, 0), 0));
        // Without the minus of a zero.
        expect(low + 0).toBe(values.reduce((sum, value) => sum + Math.min(value, 0), 0));
      }
    }),
  );
});

test('segments of a stack touch and none overlaps another', () => {
  fc.assert(
    fc.property(SERIES, ({ series, buckets }) => {
      const ends = stackValues({ series, buckets });
      for (let bucket = 0; bucket < buckets; bucket += 1) {
        const drawn = ends.map((one) => one[bucket] ?? [0, 0]).filter(([low, high]) => low < high);
        const sorted = drawn.toSorted(([a], [b]) => a - b);
        for (const [at, [low]] of sorted.entries()) {
          if (at > 0) expect(low).toBe(sorted[at - 1]?.[1]);
        }
      }
    }),
  );
});

test('bars stand on the zero line, refunds hang from it and are hatched', () => {
  const ends = stackValues({ series: [{ values: [10, 5] }, { values: [-10] }], buckets: 2 });
  const y = (value: number) => 50 - value * 5;
  const { paths, below } = layoutStackedBars(ends, { y, band: 50 });
  expect(paths[0]).toBe('M5.5 1h39v49h-39zM55.5 26h39v24h-39z');
  expect(paths[1]).toBe('M5.5 50h39v49h-39z');
  expect(below).toBe(paths[1]);
});

test('a day without usage is drawn as nothing, and its neighbours stay where they are', () => {
  const ends = stackValues({ series: [{ values: [1, 0, 1] }], buckets: 3 });
  const { paths } = layoutStackedBars(ends, { y: (value) => 10 - value * 10, band: 10 });
  expect(paths[0]?.match(/M\S+/g)).toEqual(['M1.1', 'M21.1']);
});
