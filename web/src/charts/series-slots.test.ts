import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesSlots } from './series-slots.ts';

const KEYS = fc.uniqueArray(fc.string(), { maxLength: 8 });

test('up to eight series have eight different colours', () => {
  fc.assert(
    fc.property(KEYS, (keys) => {
      const slots = [...seriesSlots(keys).values()];
      expect(new Set(slots).size).toBe(keys.length);
      for (const slot of slots) expect(slot >= 1 && slot <= 8).toBe(true);
    }),
  );
});

test('a colour follows from the key and not from the rank', () => {
  fc.assert(
    fc.property(KEYS, (keys) => {
      const slots = seriesSlots(keys);
      for (const [key, slot] of seriesSlots(keys.toReversed())) expect(slots.get(key)).toBe(slot);
    }),
  );
});

test('of a known list each key keeps its colour whoever else is there', () => {
  const order = ['deploys', 'compute', 'bandwidth'];
  expect(seriesSlots(order, order).get('bandwidth')).toBe(3);
  expect(seriesSlots(['bandwidth', 'zeta'], order).get('bandwidth')).toBe(3);
});
