import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPTH_MAX, parseStrictJson } from './strict-json.ts';

function faultsOf(text: string): string[] {
  const parsed = parseStrictJson(text);
  return parsed.ok
    ? parsed.faults.map(({ code, pointer }) => `${code} ${pointer}`)
    : ['not parsed'];
}

describe('parsing a body', () => {
  test('gives what JSON.parse gives, without faults, for all that JSON.stringify writes', () => {
    const strings = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    const values = fc.oneof(
      strings,
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const documents = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        values,
        fc.array(tie('value')),
        fc.dictionary(strings, tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 2), (document, space) => {
        const text = JSON.stringify(document, null, space);
        expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text), faults: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('says what JSON.parse says about whether a text is JSON', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"a"',
      '"\\u00e4"',
      ':',
      ',',
      '1',
      '-',
      '1e9',
      ' ',
      'true',
      'null',
      '"',
      '\\',
      '.5',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (texts) => {
        const text = texts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(parseStrictJson(text).ok).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"a":1,"a":2}', ['duplicate_key /a']],
    ['{"a":1,"\\u0061":2}', ['duplicate_key /a']],
    ['[{"id":"1"},{"data":{"x":"1","x":"2"}}]', ['duplicate_key /1/data/x']],
    ['{"a/b":{"~":1,"~":1}}', ['duplicate_key /a~1b/~0']],
    ['{"__proto__":1,"__proto__":2}', ['duplicate_key /__proto__']],
    ['{"a":9007199254740993}', ['number_inexact /a']],
    ['[0.1, 1e400]', ['number_inexact /1']],
    ['{"a":-1e-400}', ['number_inexact /a']],
    ['{"a":0.30000000000000004440}', ['number_inexact /a']],
    ['{"a":123456789012345678901234567890}', ['number_inexact /a']],
    ['{"a":"\\ud800"}', ['text_malformed /a']],
    ['{"a":"x\\u0000y"}', ['text_malformed /a']],
    ['{"\\udc00":1}', ['text_malformed ']],
  ])('names what is wrong in %s', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  test.each([
    '{"a":0.1,"b":1e21,"c":-0,"d":0.30000000000000004,"e":9007199254740992,"f":1.50000000000000000000}',
    '{"a":100000000000000000000,"b":1E+2,"c":12300e-2,"d":0.000000000000000001}',
    '{"a":"\\ud83d\\ude00 \\u00e9","b":"\\\\u0000"}',
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    '{"":1,"a":"\\"a\\":1,"}',
  ])('finds nothing wrong in %s', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test('A2: refuses a byte order mark and what is nested too deeply, however deep', () => {
    expect(parseStrictJson('\ufeff{}').ok).toBe(false);
    expect(parseStrictJson(`${'['.repeat(DEPTH_MAX)}${']'.repeat(DEPTH_MAX)}`).ok).toBe(true);
    expect(parseStrictJson(`${'['.repeat(DEPTH_MAX + 1)}${']'.repeat(DEPTH_MAX + 1)}`).ok).toBe(
      false,
    );
    expect(parseStrictJson('['.repeat(1_000_000)).ok).toBe(false);
    expect(parseStrictJson('{"a":'.repeat(100_000)).ok).toBe(false);
  });

  test('A2: leaves every prototype as it is', () => {
    const parsed = parseStrictJson(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    expect(parsed).toMatchObject({ ok: true, faults: [] });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('quotes nothing of the text when it is no JSON', () => {
    const parsed = parseStrictJson('{"password": secret}');
    expect(parsed).toEqual({ ok: false, detail: 'The body is not JSON: unexpected text.' });
  });

  test('takes time in proportion to the length of the text', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `"n${index}":1`).join(',');
    const begin = performance.now();
    expect(faultsOf(`{${names},"n0":2}`)).toEqual(['duplicate_key /n0']);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
