import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketAt, cursorMove } from './cursor-move.ts';

const BOUNDS = { last: 18, page: 7, series: [2, 1, 0] };
const at = (bucket: number, series: number | null = null) => ({ bucket, series });

test('arrows go by bucket, pages by week, Home and End to the ends', () => {
  const from = (key: string) => cursorMove(key, at(10), BOUNDS)?.bucket;
  expect(['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'].map(from)).toEqual([
    9, 11, 3, 17, 0, 18,
  ]);
});

test('up and down go through the series from either end and back to the whole', () => {
  const walk = (key: string) => {
    const places = [at(4)];
    for (let step = 0; step < 4; step += 1) {
      places.push(cursorMove(key, places.at(-1) ?? at(4), BOUNDS) ?? at(-1));
    }
    return places.map(({ series }) => series);
  };
  expect(walk('ArrowDown')).toEqual([null, 2, 1, 0, null]);
  expect(walk('ArrowUp')).toEqual([null, 0, 1, 2, null]);
});

test('no key leads out of the chart, others lead nowhere', () => {
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End');
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), key, (last, start, pressed) => {
      const to = cursorMove(pressed, at(Math.min(start, last)), { ...BOUNDS, last });
      expect(to?.bucket).toBeGreaterThanOrEqual(0);
      expect(to?.bucket).toBeLessThanOrEqual(last);
    }),
  );
  expect(cursorMove('Tab', at(1), BOUNDS)).toBeUndefined();
});

test('a pointer beyond the plot is at its first or last bucket', () => {
  expect([-5, 0, 29, 1000].map((x) => bucketAt(x, { band: 10, last: 5 }))).toEqual([0, 0, 2, 5]);
});
