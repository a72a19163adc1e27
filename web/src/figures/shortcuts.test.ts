import { expect, test } from 'vitest';
import { isPaletteKey, type KeyPress, singleKey } from './shortcuts.ts';

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...rest,
});

test('18: single keys do nothing when they are off, and need Alt when they are limited to it', () => {
  expect(singleKey(press('c'), 'on')).toBe('c');
  expect(singleKey(press('c'), 'off')).toBeNull();
  expect(singleKey(press('c'), 'alt')).toBeNull();
  // What Alt makes of a letter differs from keyboard to keyboard: its place decides.
  expect(singleKey(press('ç', { code: 'KeyC', altKey: true }), 'alt')).toBe('c');
  expect(singleKey(press('c', { altKey: true }), 'on')).toBeNull();
});

test('no key of the browser is taken', () => {
  for (const mode of ['on', 'alt', 'off'] as const) {
    expect(singleKey(press('t', { ctrlKey: true }), mode)).toBeNull();
    expect(singleKey(press('l', { metaKey: true }), mode)).toBeNull();
    expect(singleKey(press('Tab'), mode)).toBeNull();
  }
});

test('the palette opens with Ctrl or with Command, never with both or with neither', () => {
  expect(isPaletteKey(press('k', { ctrlKey: true }))).toBe(true);
  expect(isPaletteKey(press('K', { metaKey: true }))).toBe(true);
  expect(isPaletteKey(press('k'))).toBe(false);
  expect(isPaletteKey(press('k', { ctrlKey: true, metaKey: true }))).toBe(false);
});
