import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import { belowOf } from './below-of.ts';
import { OTHER_KEY } from './explore-view.ts';
import type { ExploreWords } from './explore-words.ts';
import type { Clause } from './filter.ts';
import type { Grid, GridCell, GridRow } from './grid.ts';
import { explainedCell, type GridExplain } from './grid-explain.ts';
import { columnText } from './number-text.ts';
import { sum } from './rounding.ts';

/** One column of a pivot: the rows' usage that has one value of another attribute. */
export interface PivotColumn {
  readonly id: string;
  readonly label: string;
  readonly breakdown: Breakdown;
}

export interface PivotGridInput {
  /** Of all usage, by what the rows are. */
  readonly breakdown: Breakdown;
  readonly columns: readonly PivotColumn[];
  readonly scale: AmountScale;
  readonly heading: string;
  readonly slots: ReadonlyMap<string, number>;
  readonly words: ExploreWords;
  readonly explain: GridExplain;
  /** What the columns are the values of. */
  readonly across: string;
}

/** Rows by columns: each row, each column and all of it have their totals. */
export function pivotGrid(input: PivotGridInput): Grid {
  const { breakdown, columns, scale, heading, slots, words, explain } = input;
  const { where } = explain;
  const ofColumn = [[], ...columnClauses(input)];
  const cellsOf = (amounts: readonly bigint[], name: string, own: readonly Clause[]) =>
    amounts.map((exact, at): GridCell => {
      const more = [...own, ...(ofColumn[at] ?? [])];
      return { ...cell(scale, exact), explain: explainedCell(explain, { more, name }) };
    });
  const amountsOf = (key: string | null) => (at: Breakdown) => {
    const row = at.rows.find((each) => each.key === key);
    return row ? amountIn(scale, row) : 0n;
  };
  const tables = [breakdown, ...columns.map((column) => column.breakdown)];
  const rows = rootsOf(breakdown).map(
    (row: BreakdownRow): GridRow => ({
      id: `${row.key}`,
      label: row.label,
      slot: slots.get(row.key ?? ''),
      value: row.key ?? '',
      cells: cellsOf(
        tables.map(amountsOf(row.key)),
        row.label,
        where.of(breakdown.by, row.key ?? '', belowOf(breakdown, row.key)),
      ),
      parts: [],
    }),
  );
  const totals = tables.map(({ total }) => amountIn(scale, total));
  return {
    heading,
    columns: [
      { id: 'amount', label: words.total },
      ...columns.map(({ id, label }) => ({ id: `c-${id}`, label })),
    ],
    rows,
    restOf: (hidden) => {
      const ids = new Set(hidden.map(({ id }) => id));
      const shown = rows.filter(({ id }) => !ids.has(id));
      const left = totals.map(
        (total, at) => total - sum(shown.map(({ cells }) => (cells[at]?.order ?? 0n) as bigint)),
      );
      const count = hidden.length + (breakdown.rest?.rows ?? 0);
      if (count === 0) return null;
      return {
        id: '(rest)',
        label: words.everyoneElse(count),
        value: null,
        cells: cellsOf(
          left,
          words.everyoneElse(count),
          where.beside(
            breakdown.by,
            shown.flatMap(({ value }) => [value ?? '', ...belowOf(breakdown, value)]),
          ),
        ),
        parts: [],
      };
    },
    total: {
      id: '(total)',
      label: words.total,
      value: null,
      cells: cellsOf(totals, words.total, []),
      parts: [],
    },
  };
}

function columnClauses({ columns, across, explain: { where } }: PivotGridInput) {
  const known = columns.map(({ id }) => id).filter((id) => id !== OTHER_KEY);
  return columns.map(({ id }) =>
    id === OTHER_KEY ? where.beside(across, known) : where.of(across, id),
  );
}

function rootsOf({ rows }: Breakdown): readonly BreakdownRow[] {
  const keys = new Set(rows.map(({ key }) => key));
  return rows.filter(({ direct, parent }) => !direct || !parent || !keys.has(parent));
}

function cell(scale: AmountScale, exact: bigint): GridCell {
  return { text: columnText(shownIn(scale, exact), scale.unit), order: exact };
}
