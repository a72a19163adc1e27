import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from './histogram.ts';

test('bars hold every day once, and what was found in all of them', () => {
  const found = fc.array(fc.nat({ max: 1000 }), { maxLength: 400 });
  fc.assert(
    fc.property(found, fc.integer({ min: 1, max: 62 }), (rows, barsMax) => {
      const first = Temporal.PlainDate.from('2026-01-01');
      const days = rows.map((count, index) => ({
        start: `${first.add({ days: index })}T00:00:00+01:00`,
        rows: count,
        credits: `${count}.5`,
      }));
      const bars = histogram({ days }, barsMax);
      expect(bars.length).toBeLessThanOrEqual(barsMax);
      expect(bars.reduce((sum, bar) => sum + bar.rows, 0)).toBe(
        rows.reduce((sum, count) => sum + count, 0),
      );
      let next = first;
      for (const bar of bars) {
        expect(bar.first).toBe(`${next}`);
        next = Temporal.PlainDate.from(bar.last).add({ days: 1 });
        expect(bar.height).toBeLessThanOrEqual(1);
      }
      expect(`${next}`).toBe(`${first.add({ days: rows.length })}`);
    }),
  );
});
