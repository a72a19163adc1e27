import type { Explained } from './explained.ts';

/** A table of numbers as it is shown, sorted, expanded and taken along. */
export interface Grid {
  /** What the rows are: `Member`. */
  readonly heading: string;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  /** What is left when these rows are not shown: with the others it is the total. */
  readonly restOf: (hidden: readonly GridRow[]) => GridRow | null;
  readonly total: GridRow | null;
}

/** A column beside the name of the row. */
export interface GridColumn {
  readonly id: string;
  readonly label: string;
  readonly isText?: boolean | undefined;
}

export interface GridRow {
  /** Unique within its table. */
  readonly id: string;
  readonly label: string;
  /** Below or behind the name. */
  readonly note?: string | undefined;
  /** 1–8, 0 for Other; undefined where the row has no colour. */
  readonly slot?: number | undefined;
  /** One for each column. */
  readonly cells: readonly GridCell[];
  /** What the row is made of; empty where it cannot be opened. */
  readonly parts: readonly GridRow[];
  /** The value of what the rows are; null for a row that is no value, such as a day. */
  readonly value: string | null;
  /** The days the row is of, where it is of some. */
  readonly days?: string | undefined;
}

export interface GridCell {
  readonly text: string;
  /** How it came about; absent where nothing explains it. */
  readonly explain?: Explained | undefined;
  /** What it is sorted by: numbers descending first; null comes last. */
  readonly order: bigint | string | null;
  /** Tenths of a percent, drawn as a bar beside the text. */
  readonly share?: bigint | null | undefined;
  /** Drawn as a line in place of the text. */
  readonly trend?: readonly number[] | undefined;
}

/** A cell without anything: not applicable. */
export const EMPTY_CELL: GridCell = { text: '', order: null };

/** The column of the name. */
export const NAME_COLUMN = 'name';

/**
 * The rows in the order of a column, its id with a `-` before it for descending; as they are when
 * there is no such column. What compares equal keeps its order.
 */
export function sortedRows({ rows, columns }: Grid, sort: string | null): readonly GridRow[] {
  if (sort === null) return rows;
  const id = sort.replace(/^-/, '');
  const index = columns.findIndex((column) => column.id === id);
  if (index < 0 && id !== NAME_COLUMN) return rows;
  const sign = sort.startsWith('-') ? -1 : 1;
  const orderOf = (row: GridRow) => (index < 0 ? row.label : (row.cells[index]?.order ?? null));
  return rows.toSorted((a, b) => ordered(orderOf(a), orderOf(b), sign));
}

/** What a click on a heading sorts by next: the better end first, then the other, then none. */
export function nextSort(sort: string | null, column: GridColumn): string | null {
  const [first, second] = column.isText
    ? [column.id, `-${column.id}`]
    : [`-${column.id}`, column.id];
  if (sort === first) return second;
  return sort === second ? null : first;
}

type Order = GridCell['order'];

function ordered(a: Order, b: Order, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'string' || typeof b === 'string') return sign * `${a}`.localeCompare(`${b}`);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}
