import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Row, readCsv, readLines } from './read-rows.ts';

const field = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', ' ', ',', '"', '\n', '\r\n', '') });
const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
const lineEnd = fc.constantFrom('\n', '\r\n');

describe('CSV', () => {
  it('reads back whatever fields were written, wherever the text was cut', async () => {
    const cut = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(rows, lineEnd, cut, async (written, end, size) => {
        const text = written.map((row) => row.map(quoted).join(',') + end).join('');
        const read = await all(readCsv(pieces(text, size)));
        expect(read.map(({ content }) => content)).toEqual(written);
      }),
    );
  });

  it('counts lines within quoted fields, and leaves blank lines out', async () => {
    const text = 'a,b\n\n"1\n2",3\r\n4,"5"';
    expect(await all(readCsv(pieces(text, 100)))).toEqual([
      { line: 1, content: ['a', 'b'] },
      { line: 3, content: ['1\n2', '3'] },
      { line: 5, content: ['4', '5'] },
    ]);
  });

  it('keeps empty fields, also the last one of a text without a line end', async () => {
    const read = await all(readCsv(pieces('a,,""\n,\n"x",', 1)));
    expect(read.map(({ content }) => content)).toEqual([
      ['a', '', ''],
      ['', ''],
      ['x', ''],
    ]);
  });
});

describe('lines', () => {
  it('are read wherever the text was cut, with their numbers', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect(await all(readLines(pieces('{"a":1}\r\n\n{"b":2}\n{"c":3}', size)))).toEqual([
        { line: 1, content: '{"a":1}' },
        { line: 3, content: '{"b":2}' },
        { line: 4, content: '{"c":3}' },
      ]);
    }
  });
});

/** Always in quotation marks, so that an empty row is no blank line. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  const characters = [...text];
  for (let start = 0; start < characters.length; start += size) {
    yield characters.slice(start, start + size).join('');
  }
}

async function all<Content>(read: AsyncIterable<Row<Content>>): Promise<Row<Content>[]> {
  const list: Row<Content>[] = [];
  for await (const row of read) list.push(row);
  return list;
}
