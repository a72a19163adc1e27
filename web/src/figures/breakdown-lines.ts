import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn } from './amount-scale.ts';
import type { Shown } from './number-text.ts';
import { rankedLines } from './ranked-lines.ts';
import { fit, shares, stepOf, sum } from './rounding.ts';

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
}

/** Rounds rows and rest together, so that leaving rows out changes no other number's sum. */
export function breakdownLines({ breakdown, scale }: BreakdownInput): BreakdownLines {
  const step = stepOf(scale.unit.decimals);
  const { rows } = breakdown;
  const keys = new Set(rows.map(({ key }) => key));
  const isRoot = ({ parent, direct }: BreakdownRow) => !direct || !parent || !keys.has(parent);
  const roots = rows.filter(isRoot);
  const whole = amountIn(scale, breakdown.total);
  const rest = restOf(breakdown, roots);
  // What the rows leave of the total is the rest, in whatever unit.
  const lines = rankedLines({ rows: roots, total: breakdown.total, scale, hasRest: rest !== null });
  const children = Map.groupBy(
    rows.filter((row) => !isRoot(row)),
    ({ parent }) => parent ?? null,
  );
  return {
    rows: roots.flatMap((row, index) =>
      branch(
        { ...(lines.rows[index] ?? NOTHING), row, depth: 0 },
        { children, whole, step, scale },
      ),
    ),
    rest: rest && {
      ...(lines.rest ?? NOTHING),
      rows: rest.rows,
      events: rest.events,
      requests: rest.requests,
    },
    total: lines.total,
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

const NOTHING: BreakdownLine = { amount: { exact: 0n, rounded: 0n }, tenths: null };

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
