import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSearch } from './read-search.ts';

test.each([
  ['nightly run', { text: 'nightly run' }],
  ['agent:"Nightly triage"', { fields: [{ name: 'agent', value: 'Nightly triage' }] }],
  ['id:run_8f2', { fields: [{ name: 'id', value: 'run_8f2' }] }],
  ['agent:a b agent:c', { text: 'b', fields: [field('agent', 'a'), field('agent', 'c')] }],
  ['"two words" more', { text: 'two words more' }],
  [String.raw`project:"a \"b\" \\ c"`, { fields: [field('project', String.raw`a "b" \ c`)] }],
  ['amount:>50', { least: '50' }],
  ['amount:<=2.5', { most: '2.5' }],
  ['amount:10..50', { least: '10', most: '50' }],
  ['amount:7', { least: '7', most: '7' }],
  ['amount:many', { fields: [field('amount', 'many')] }],
  ['project:', { text: 'project:' }],
  ['agent:"open end', { fields: [field('agent', 'open end')] }],
  ['', {}],
])('%s is read', (text, expected) => {
  const nothing = { text: '', fields: [], least: null, most: null };
  expect(readSearch(text)).toEqual({ ...nothing, ...expected });
});

test('any text is read, and what is quoted comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      readSearch(value);
      const quoted = `agent:"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
      expect(readSearch(quoted).fields).toEqual([{ name: 'agent', value }]);
    }),
  );
});

function field(name: string, value: string): { name: string; value: string } {
  return { name, value };
}
