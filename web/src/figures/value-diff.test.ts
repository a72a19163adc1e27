import { describe, expect, test } from 'vitest';
import { valueDiff } from './value-diff.ts';

describe('what differs between two values', () => {
  test('a change names its way, what stood there and what stands there', () => {
    expect(valueDiff({ plan: 'free', name: 'Acme' }, { plan: 'pro', name: 'Acme' })).toEqual([
      { path: 'plan', before: 'free', after: 'pro' },
    ]);
  });

  test('items with an id are compared with themselves, wherever they stand', () => {
    const before = { rates: [{ id: 'a', credits: '1' }] };
    const after = {
      rates: [
        { id: 'b', credits: '2' },
        { id: 'a', credits: '1' },
      ],
    };
    expect(valueDiff(before, after)).toEqual([
      { path: 'rates/b/id', before: undefined, after: 'b' },
      { path: 'rates/b/credits', before: undefined, after: '2' },
    ]);
  });

  test('what appears and what goes has one side', () => {
    expect(valueDiff(null, { scopes: ['verify'] })).toEqual([
      { path: 'scopes/0', before: undefined, after: 'verify' },
    ]);
    expect(valueDiff({ roles: ['a', 'b'] }, { roles: ['a'] })).toEqual([
      { path: 'roles/1', before: 'b', after: undefined },
    ]);
  });

  test('equal values differ nowhere, and null says as much as nothing', () => {
    expect(valueDiff({ a: [1, { b: null }] }, { a: [1, {}] })).toEqual([]);
  });
});
