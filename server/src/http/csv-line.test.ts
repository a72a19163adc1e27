import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

/** Reads a file character by character, as RFC 4180 writes it; the writer knows nothing of it. */
function parse(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',') {
      record.push(cell);
      cell = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      records.push([...record, cell]);
      record = [];
      cell = '';
      at += 1;
    } else cell += character;
  }
  return records;
}

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', ',', '\r', '\n', '\r\n', '=', '+', '-', '@', "'", '\t', '7'),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

describe('a CSV file', () => {
  test('reads back as it was written, but for the apostrophe before formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 1, maxLength: 5 })), (table) => {
        const read = parse(table.map(csvLine).join(''));
        expect(read).toHaveLength(table.length);
        for (const [row, cells] of table.entries()) {
          expect(read[row]).toHaveLength(cells.length);
          for (const [column, cell] of cells.entries()) {
            expect([cell, `'${cell}`]).toContain(read[row]?.[column]);
          }
        }
      }),
    );
  });

  test('has no cell that begins a formula', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const [[cell = ''] = []] = parse(csvLine([text, 'x']));
        expect(
          /^[=+@\t\r\n]/.test(cell) || (cell.startsWith('-') && Number.isNaN(Number(cell))),
        ).toBe(false);
      }),
    );
  });

  test('holds numbers as they are, negative ones too, and nothing for null', () => {
    expect(csvLine(['-7.5', 12, null, '0.000000001', '-1+1'])).toBe(
      "-7.5,12,,0.000000001,'-1+1\r\n",
    );
  });
});
