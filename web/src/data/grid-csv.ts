import { formatCredits, nano } from '@fuelgauge/core';
import type { Grid, GridRow } from '../figures/grid.ts';
import { type CsvColumn, tableCsv } from './table-csv.ts';

export interface GridCsvNames {
  /** What the rows are, as programs call it. */
  readonly name: string;
  readonly unit: string;
}

/** A table of amounts by the values of an attribute; what is in no row is the last line. */
export function gridCsv(grid: Grid, { name, unit }: GridCsvNames): string {
  const rows = grid.rows.flatMap(withParts);
  const rest = grid.restOf([]);
  const numbers = grid.columns.flatMap((column, index) => {
    const isExact = EXACT.test(column.id);
    if (DERIVED.has(column.id)) return [];
    const cell = ({ row }: { readonly row: GridRow }) => {
      const { order = null, text = '' } = row.cells[index] ?? {};
      if (column.isText || order === null || typeof order === 'string') return text || null;
      if (column.id === 'last') return new Date(Number(order)).toISOString();
      return isExact ? formatCredits(nano(order)) : `${order}`;
    };
    return [{ name: column.id === 'amount' ? unit : machineName(column.id), cell }];
  });
  const columns: CsvColumn<CsvRow>[] = [
    { name, cell: ({ row }) => row.value },
    { name: `${name}_name`, cell: ({ row }) => row.label },
    { name: 'within', cell: ({ within }) => within },
    ...numbers,
  ];
  return tableCsv(columns, [...rows, ...(rest ? [{ row: rest, within: null }] : [])]);
}

/** Amounts, which are written to the last place. */
const EXACT = /^(amount|compared|list|median|p95|c-.*)$/;
/** What anybody can work out of the other columns. */
const DERIVED = new Set(['share', 'change', 'trend']);

interface CsvRow {
  readonly row: GridRow;
  /** The value the row is a part of: its amounts are in those of that row. */
  readonly within: string | null;
}

function withParts(row: GridRow): readonly CsvRow[] {
  const below = (parent: GridRow): CsvRow[] =>
    parent.parts.flatMap((part) => [{ row: part, within: parent.value }, ...below(part)]);
  return [{ row, within: null }, ...below(row)];
}

function machineName(id: string): string {
  return id.replace(/^c-(\d+-)?/, '').replace(/[^\w]+/g, '_');
}
