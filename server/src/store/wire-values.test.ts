import { formatInstant, instant } from '@fuelgauge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeValue, readInstant } from './wire-values.ts';

describe('readInstant', () => {
  test.each([
    ['1970-01-01 00:00:00+00', 0],
    ['1969-12-31 23:59:59.999999+00', -1],
    ['2026-11-20 10:14:41.1+00', 1795169681100000],
    ['1700-02-28 12:00:00.000001+00', -8_515_281_599_999_999],
  ])('reads %s to the microsecond', (text, expected) => {
    expect(readInstant(text)).toBe(expected);
  });

  test.each(['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '0900-01-01 00:00:00+00'])(
    'refuses %s, which no number holds',
    (text) => {
      expect(() => readInstant(text)).toThrow(/^The database holds/);
    },
  );

  test('reads every moment that the core writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_258_118_400 * 1_000_000 - 1 }), (at) => {
        const text = formatInstant(instant(at)).replace('T', ' ').replace('Z', '+00');
        expect(readInstant(text)).toBe(at);
      }),
    );
  });
});

describe('encodeValue', () => {
  test.each([
    [null, null],
    ['it"s', 'it"s'],
    [-9_223_372_036_854_775_808n, '-9223372036854775808'],
    [true, 't'],
    [Uint8Array.of(0, 255), '\\x00ff'],
    [[], '{}'],
    [['NULL', null, 'a"b\\c', '', '{,}'], '{"NULL",NULL,"a\\"b\\\\c","","{,}"}'],
    [
      ['line\nbreak "', '\u0085', 'half \ud83d\\'],
      '{"line\nbreak \\"","\u0085","half \ud83d\\\\"}',
    ],
    [['{"a":"b\\\\c"}', 'é 😀'], '{"{\\"a\\":\\"b\\\\\\\\c\\"}","é 😀"}'],
    [['NULL', null, 'a"b'], '{"NULL",null,"a\\"b"}'],
    [[1n, -2n, null], '{1,-2,NULL}'],
  ])('writes a value as PostgreSQL reads it, case %#', (value, expected) => {
    expect(encodeValue(value)).toBe(expected);
  });

  test.each([[{}], [new Date(0)], [undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [[[1]]]])(
    'refuses rather than guess, case %#',
    (value) => {
      expect(() => encodeValue(value as never)).toThrow(TypeError);
    },
  );
});
