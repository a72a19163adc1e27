import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import type { Shown } from './number-text.ts';
import { fit, fitInOrder, shares, stepOf, sum } from './rounding.ts';

/**
 * A breakdown as it is shown: its lines add up to the total, their shares to 100.0 %. Lines deeper
 * than 0 are parts of the line above them and count once, there.
 */
export interface BreakdownLines {
  readonly rows: readonly BreakdownRowLine[];
  /** Everything the rows leave out; `rows` is null in a tree, where some of it is in a row. */
  readonly rest:
    | (BreakdownLine & {
        readonly rows: number | null;
        readonly events: number;
        readonly requests: string | null;
      })
    | null;
  readonly total: Shown;
  readonly events: number;
  /** Rows that were not asked for. */
  readonly more: number;
}

export interface BreakdownLine {
  readonly amount: Shown;
  /** Tenths of a percent; null when nothing was used in all. */
  readonly tenths: bigint | null;
}

export interface BreakdownRowLine extends BreakdownLine {
  readonly row: BreakdownRow;
  readonly depth: number;
}

export interface BreakdownInput {
  readonly breakdown: Breakdown;
  readonly scale: AmountScale;
  /** By key: what the page shows already for the same amounts elsewhere. */
  readonly known: ReadonlyMap<string, Shown>;
}

/** Rounds rows and rest together, so that leaving rows out changes no other number's sum. */
export function breakdownLines({ breakdown, scale, known }: BreakdownInput): BreakdownLines {
  const step = stepOf(scale.unit.decimals);
  const { rows } = breakdown;
  const keys = new Set(rows.map(({ key }) => key));
  const isRoot = ({ parent, direct }: BreakdownRow) => !direct || !parent || !keys.has(parent);
  const roots = rows.filter(isRoot);
  const whole = amountIn(scale, breakdown.total);
  const amounts = roots.map((row) => amountIn(scale, row));
  const rest = restOf(breakdown, roots);
  const total = shownIn(scale, whole);
  // What the rows leave of the total is the rest, in whatever unit.
  const exact = [...amounts, ...(rest ? [whole - sum(amounts)] : [])];
  const fitted = rest ? fitInOrder : fit;
  const tenths = shares(exact, fitted);
  const rounded =
    alike(roots, { known, total, amounts }) ?? fitted(exact, { total: total.rounded, step });
  const line = (index: number): BreakdownLine => ({
    amount: { exact: exact[index] ?? 0n, rounded: rounded[index] ?? 0n },
    tenths: tenths?.[index] ?? null,
  });
  const children = Map.groupBy(
    rows.filter((row) => !isRoot(row)),
    ({ parent }) => parent ?? null,
  );
  return {
    rows: roots.flatMap((row, index) =>
      branch({ ...line(index), row, depth: 0 }, { children, whole, step, scale }),
    ),
    rest: rest && {
      ...line(roots.length),
      rows: rest.rows,
      events: rest.events,
      requests: rest.requests,
    },
    total,
    events: breakdown.total.events,
    more: breakdown.rest?.rows ?? 0,
  };
}

/** In a tree the rest of the answer is partly in the rows shown: what is under none of them is left. */
function restOf({ rows, rest, total }: Breakdown, roots: readonly BreakdownRow[]) {
  if (!rest || !rows.some(({ direct }) => direct)) return rest;
  const events = roots.reduce((less, row) => less - row.events, total.events);
  return events === 0 ? null : { events, rows: null, requests: null };
}

interface Known {
  readonly amounts: readonly bigint[];
  readonly known: ReadonlyMap<string, Shown>;
  readonly total: Shown;
}

/** The rounding known for exactly these amounts, and what is then left for the rest. */
function alike(
  rows: readonly BreakdownRow[],
  { known, total, amounts }: Known,
): bigint[] | undefined {
  const found = rows.map((row, index) => {
    const shown = known.get(row.key ?? '');
    return shown && shown.exact === amounts[index] ? shown.rounded : undefined;
  });
  if (!found.every((amount) => amount !== undefined)) return undefined;
  return [...found, total.rounded - sum(found)];
}

interface Tree {
  readonly children: ReadonlyMap<string | null, readonly BreakdownRow[]>;
  readonly whole: bigint;
  readonly step: bigint;
  readonly scale: AmountScale;
}

/** A row and all under it, parts rounded so that they never exceed the row they are part of. */
function branch(line: BreakdownRowLine, tree: Tree): BreakdownRowLine[] {
  const { children, whole, step, scale } = tree;
  const parts = children.get(line.row.key) ?? [];
  const exact = parts.map((part) => amountIn(scale, part));
  const own = line.amount.exact - sum(exact);
  const rounded = fit([...exact, own], { total: line.amount.rounded, step });
  const below = parts.flatMap((row, index) => {
    const amount = { exact: exact[index] ?? 0n, rounded: rounded[index] ?? 0n };
    const tenths = shares([amount.exact, whole - amount.exact])?.[0] ?? null;
    return branch({ row, amount, tenths, depth: line.depth + 1 }, tree);
  });
  return [line, ...below];
}
