import { expect, test } from 'vitest';
import { endOnce } from './use-text.ts';

test.each([
  ['Neue Credits am 1. Dez..', 'Neue Credits am 1. Dez.'],
  ['Bis 1. Dez.. Grundlage ist das Mittel.', 'Bis 1. Dez. Grundlage ist das Mittel.'],
  ['Credits reset 1 Dec.', 'Credits reset 1 Dec.'],
  ['2026-11-01..2026-11-05', '2026-11-01..2026-11-05'],
  ['Send it to a..b', 'Send it to a..b'],
])('%s ends once', (text, expected) => {
  expect(endOnce(text)).toBe(expected);
});
