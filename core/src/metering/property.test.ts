import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../time.ts';
import type { UsageEvent } from './event.ts';
import { canonicalText, lookupIn, lookupWithin } from './property.ts';

describe('canonicalText', () => {
  it.each([
    [null, undefined],
    ['', undefined],
    [true, 'true'],
    [false, 'false'],
    [0, '0'],
    [-0, '0'],
    [1106, '1106'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [-1.5e22, '-15000000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    ['1e3', '1e3'],
  ])('writes %s as %s', (value, text) => {
    expect(canonicalText(value)).toBe(text);
  });

  it('writes every number as a decimal without exponent that reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        const text = canonicalText(value) ?? '';
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('lookupIn', () => {
  const event = eventWith({
    data: { context: 'production', project: 'from data', empty: '', none: null, remote: false },
    dimensions: { project: 'sent', user: 'u1', empty: 'sent', folder: ['a1', 'a2'], one: ['x'] },
  });
  const lookup = lookupIn(event, { user: 'resolved', folder: 'a', group: 'g1', none: 'n1' });

  it.each([
    ['context', 'production'],
    ['remote', 'false'],
    ['project', 'from data'],
    ['user', 'u1'],
    ['empty', 'sent'],
    ['none', 'n1'],
    ['group', 'g1'],
    ['folder', 'a'],
    ['one', 'x'],
    ['nowhere', undefined],
  ])('finds %s in data, then dimensions, then the attribution', (name, value) => {
    expect(lookup(name)).toBe(value);
  });

  it('finds nothing under the names every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(lookup(name)).toBeUndefined();
    }
  });
});

describe('lookupWithin', () => {
  it('gives the splitting dimension the value of the line and leaves every other name', () => {
    const lookup = lookupIn(eventWith({ data: { model: 'sonnet', token_type: 'other' } }), {});
    const within = lookupWithin(lookup, { dimension: 'token_type', value: 'input' });
    expect(within('token_type')).toBe('input');
    expect(within('model')).toBe('sonnet');
    expect(lookupWithin(lookup, null)('token_type')).toBe('other');
  });
});

function eventWith(given: Pick<UsageEvent, 'data'> & Partial<UsageEvent>): UsageEvent {
  return {
    key: '0'.repeat(32),
    source: 'test',
    id: 'e1',
    type: 'any',
    occurredAt: instant(0),
    dimensions: {},
    run: null,
    sequence: null,
    fingerprint: '0'.repeat(32),
    enforce: false,
    ...given,
  };
}
