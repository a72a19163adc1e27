import { expect, test } from 'vitest';
import { isolated, toggled } from './legend-choice.ts';

const KEYS = ['a', 'b', 'c'];

test('a click shows one series alone, a second click shows all', () => {
  const alone = isolated('b', new Set(), KEYS);
  expect([...alone]).toEqual(['a', 'c']);
  expect([...isolated('b', alone, KEYS)]).toEqual([]);
  expect([...isolated('a', alone, KEYS)]).toEqual(['b', 'c']);
});

test('with a modifier it hides one, and never the last', () => {
  const one = toggled('a', new Set(), KEYS);
  expect([...one]).toEqual(['a']);
  expect([...toggled('a', one, KEYS)]).toEqual([]);
  const two = toggled('b', one, KEYS);
  expect([...toggled('c', two, KEYS)]).toEqual(['a', 'b']);
});
