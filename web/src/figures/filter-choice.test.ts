import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFilter, writeFilter } from './filter.ts';
import {
  choiceOf,
  type FilterNode,
  isChosen,
  searchedNodes,
  valuesIn,
  withChoice,
  withoutValue,
} from './filter-choice.ts';

const leaf = (value: string, label = value): FilterNode => ({
  id: `v:${value}`,
  label,
  amount: '',
  value,
  children: [],
});
const factory: FilterNode = {
  id: 'p:factory',
  label: 'Factory',
  amount: '',
  value: null,
  children: [leaf('factory', 'Directly in Factory'), leaf('a', 'Line A'), leaf('b', 'Line B')],
};
const all = ['factory', 'a', 'b', 'yard'];
const choose = (filter: string, values: readonly string[], isOn: boolean) =>
  writeFilter(withChoice(readFilter(filter), { name: 'folder', values, isOn, all }));

describe('choosing in a filter', () => {
  test('28: leaving out what is directly in a folder leaves out just that, and the folder is half chosen', () => {
    const filter = withChoice([], { name: 'folder', values: ['factory'], isOn: false, all });
    expect(writeFilter(filter)).toBe('folder:ex:factory');
    expect(choiceOf(filter, 'folder', factory)).toBe('some');
    expect(all.filter((value) => isChosen(filter, 'folder', value))).toEqual(['a', 'b', 'yard']);
  });

  test('28: a folder is chosen with all in it', () => {
    const filter = withChoice([], { name: 'folder', values: valuesIn(factory), isOn: false, all });
    expect(choiceOf(filter, 'folder', factory)).toBe('none');
    const again = withChoice(filter, {
      name: 'folder',
      values: valuesIn(factory),
      isOn: true,
      all,
    });
    expect(again).toEqual([]);
    expect(choiceOf(again, 'folder', factory)).toBe('all');
  });

  test('what was "only these" stays so, and everything chosen is no filter', () => {
    expect(choose('folder:in:a', ['b'], true)).toBe('folder:in:a,b');
    expect(choose('folder:in:a,b,factory', ['yard'], true)).toBe('');
  });

  test('nothing chosen leaves all of them out', () => {
    expect(choose('folder:in:a', ['a'], false)).toBe('folder:ex:factory,a,b,yard');
  });

  test('any row of choices ends with exactly what was chosen last', () => {
    const step = fc.tuple(fc.constantFrom(...all), fc.boolean());
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const chosen = new Set(all);
        let filter = readFilter('');
        for (const [value, isOn] of steps) {
          if (isOn) chosen.add(value);
          else chosen.delete(value);
          filter = withChoice(filter, { name: 'folder', values: [value], isOn, all });
        }
        expect(all.filter((value) => isChosen(filter, 'folder', value))).toEqual(
          all.filter((value) => chosen.has(value)),
        );
      }),
    );
  });

  test('a tag takes out its value, and the last one its clause', () => {
    const filter = readFilter('folder:in:a,b;meter:ex:x');
    expect(writeFilter(withoutValue(filter, 'folder', 'a'))).toBe('folder:in:b;meter:ex:x');
    expect(writeFilter(withoutValue(filter, 'meter', 'x'))).toBe('folder:in:a,b');
  });

  test('a search keeps what matches and all above it', () => {
    const [found] = searchedNodes([factory, leaf('yard', 'Yard')], 'line b');
    expect(found?.label).toBe('Factory');
    expect(found?.children.map(({ label }) => label)).toEqual(['Line B']);
    expect(searchedNodes([factory], 'nothing like it')).toEqual([]);
  });
});
