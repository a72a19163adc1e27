import { expect, test } from 'vitest';
import { type PaletteEntry, paletteIndex, searchPalette, withRecent } from './palette.ts';

const entry = (id: string, label: string): PaletteEntry => ({
  id,
  label,
  group: 'entity',
  note: 'Member',
});
const index = paletteIndex([
  entry('m1', 'Bastian Grelland'),
  entry('m2', 'Amélie Barnes'),
  entry('m3', 'Zoë Ambar'),
]);
const ids = (text: string, recent: readonly string[] = []) =>
  searchPalette(index, { text, recent }).map(({ id }) => id);

test('what begins with the text comes before what has a word that does, and that before the rest', () => {
  expect(ids('ba')).toEqual(['m1', 'm2', 'm3']);
  expect(ids('am')).toEqual(['m2', 'm3']);
});

test('accents and case make no difference, and every word must be there', () => {
  expect(ids('AMELIE')).toEqual(['m2']);
  expect(ids('zoe ambar')).toEqual(['m3']);
  expect(ids('zoe barnes')).toEqual([]);
});

test('recent ones come first, each once', () => {
  expect(ids('', ['m3'])).toEqual(['m3', 'm1', 'm2']);
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
});

test('19: of five thousand entries no more are shown than can be read', () => {
  const many = paletteIndex(Array.from({ length: 5000 }, (_, n) => entry(`m${n}`, `Member ${n}`)));
  expect(searchPalette(many, { text: 'member 4', recent: [] })).toHaveLength(30);
});
