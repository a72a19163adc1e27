import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, tableCsv } from './table-csv.ts';

const column = { name: 'value', cell: (row: string) => row };

test('41: any table is read back as it was written, formulas as text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (rows) => {
      const [header, ...read] = parse(tableCsv([column], rows));
      expect(header).toEqual(['value']);
      expect(read.map(([cell]) => cell)).toEqual(
        rows.map((row) =>
          /^[=+\-@\t\r]/.test(row) && !/^-?\d+(\.\d+)?$/.test(row) ? `'${row}` : row,
        ),
      );
    }),
  );
});

test('41: no cell begins a formula', () => {
  const cells = ['=1+1', '+1', '-cmd', '@sum', '\t=1', '-9.5', '-9', '9', '−9'];
  const [, ...read] = parse(tableCsv([column], cells));
  expect(read.flat()).toEqual(["'=1+1", "'+1", "'-cmd", "'@sum", "'\t=1", '-9.5', '-9', '9', '−9']);
});

test('a file name holds nothing that a file system refuses', () => {
  expect(fileName(['acme/../x', 'usage', '2026-11-01'], 'csv')).toBe(
    'acme-..-x_usage_2026-11-01.csv',
  );
});

/** RFC 4180, read strictly. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (text[at] === '"') at += 1;
        cell += text[at];
        at += 1;
      }
      at += 1;
    } else {
      while (text[at] !== ',' && text.slice(at, at + 2) !== '\r\n') {
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    expect(text.slice(at, at + 2)).toBe('\r\n');
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}
