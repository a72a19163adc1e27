import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventAddress, eventOf } from './activity-row.ts';

test('the address of an event names that event and no other', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(name, name, (id, source) => {
      expect(eventOf(eventAddress({ id, source }))).toEqual({ id, source });
    }),
  );
});

test('what is no address of an event names none', () => {
  for (const text of [null, '', '2026-11-03', 'event:', 'event:%E0%A4%A', 'event:a/b/c']) {
    expect(eventOf(text)).toBeUndefined();
  }
});
