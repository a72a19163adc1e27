import { describe, expect, test } from 'vitest';
import { readFilter, withClause, writeFilter } from './filter.ts';

describe('a filter in an address', () => {
  test('values may hold what separates clauses', () => {
    const filter = [{ name: 'folder', isIn: false, values: ['a;b:c,d', ''] }];
    expect(readFilter(writeFilter(filter))).toEqual(filter);
  });

  test('a clause takes the place of another on the same name, and leaves without values', () => {
    const filter = readFilter('meter:in:a;folder:ex:b');
    const changed = withClause(filter, { name: 'meter', isIn: true, values: ['c'] });
    expect(writeFilter(changed)).toBe('folder:ex:b;meter:in:c');
    expect(writeFilter(withClause(changed, { name: 'folder', isIn: true, values: [] }))).toBe(
      'meter:in:c',
    );
  });
});
