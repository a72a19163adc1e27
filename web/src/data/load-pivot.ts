import type { Breakdown, Fuelgauge, ReadBreakdownQuery } from '@fuelgauge/sdk';
import { type Clause, readFilter, writeFilter } from '../figures/filter.ts';
import type { PivotColumn } from '../figures/pivot-grid.ts';

/** Usage by two attributes at once. */
export interface Pivot {
  /** Of all of it, by what the rows are. */
  readonly breakdown: Breakdown;
  readonly columns: readonly PivotColumn[];
}

export interface PivotQuestion {
  readonly customer: string;
  readonly asked: ReadBreakdownQuery;
  readonly rows: string;
  readonly columns: string;
  /** These values in this order; the largest ones when not said. */
  readonly values?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

const COLUMNS_MAX = 7;
const ROWS_MAX = 1000;
/** The column of all values that have none of their own. */
export const OTHER_COLUMN = '(other)';

/** Reads rows by columns: the largest values have a column each, the others one together. */
export async function loadPivot(client: Fuelgauge, question: PivotQuestion): Promise<Pivot> {
  const { customer, asked, rows, columns, values, signal } = question;
  const rank = (by: string, query: ReadBreakdownQuery, limit: number) =>
    client.breakdown.get(customer, { ...query, by, limit }, { signal });
  const [breakdown, across] = await Promise.all([
    rank(rows, asked, ROWS_MAX),
    rank(columns, asked, values ? ROWS_MAX : COLUMNS_MAX),
  ]);
  const found = values
    ? across.rows.filter(({ key }) => values.includes(key ?? ''))
    : across.rows.slice(0, COLUMNS_MAX);
  const known = found.map(({ key }) => key ?? '');
  const isWhole = known.length === across.rows.length && across.rest === null;
  const narrowed = (clause: Clause) => {
    const clauses = [...readFilter(asked.filter ?? ''), clause];
    return rank(rows, { ...asked, filter: writeFilter(clauses) }, ROWS_MAX);
  };
  const parts = await Promise.all([
    ...known.map((value) => narrowed({ name: columns, isIn: true, values: [value] })),
    ...(isWhole || known.length === 0
      ? []
      : [narrowed({ name: columns, isIn: false, values: known })]),
  ]);
  return {
    breakdown,
    columns: parts.map((part, index) => ({
      id: known[index] ?? OTHER_COLUMN,
      label: found[index]?.label ?? OTHER_COLUMN,
      breakdown: part,
    })),
  };
}
