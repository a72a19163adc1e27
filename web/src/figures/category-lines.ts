import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import type { Shown } from './number-text.ts';
import { compare, fitRanked, shares, stepOf, sum } from './rounding.ts';

/** A category or a meter. Deeper lines are parts of the line above them and count once, there. */
export interface CategoryLine {
  readonly key: string;
  readonly label: string;
  readonly depth: number;
  /** The meter; null for a category, which has no one quantity. */
  readonly meter: BreakdownRow | null;
  readonly amount: Shown;
  /** Tenths of a percent; null when nothing was used in all. */
  readonly tenths: bigint | null;
}

export interface CategoryInput {
  readonly meters: Breakdown;
  readonly categories: readonly {
    readonly id: string;
    readonly label: string;
    readonly parent: string | null;
  }[];
  readonly scale: AmountScale;
  /** Meters below their categories, or meters alone. */
  readonly isTree: boolean;
  /** Leave out what used nothing. */
  readonly hidesZero: boolean;
}

export interface CategoryLines {
  readonly lines: readonly CategoryLine[];
  readonly total: Shown;
  /** How each meter is shown, here and in the chart. */
  readonly known: ReadonlyMap<string, Shown>;
}

/**
 * Meters, largest first, below their categories in the catalog's order. Meters are rounded so that
 * together they are the total, and a category is the sum of what is shown below it.
 */
export function categoryLines(input: CategoryInput): CategoryLines {
  const { meters, categories, scale, isTree, hidesZero } = input;
  const exact = meters.rows.map((row) => amountIn(scale, row));
  const total = shownIn(scale, sum(exact));
  const rounded = fitRanked(exact, { total: total.rounded, step: stepOf(scale.unit.decimals) });
  const tenths = shares(exact);
  const all = meters.rows.map((row, index) => ({
    key: row.key ?? '',
    label: row.label,
    depth: 0,
    meter: row,
    amount: { exact: exact[index] ?? 0n, rounded: rounded[index] ?? 0n },
    tenths: tenths?.[index] ?? null,
  }));
  const known = new Map(all.map(({ key, amount }) => [key, amount]));
  const shown = (hidesZero ? all.filter(({ amount }) => amount.exact !== 0n) : all).sort((a, b) =>
    compare(b.amount.exact, a.amount.exact),
  );
  if (!isTree) return { lines: shown, total, known };
  const byCategory = Map.groupBy(shown, ({ meter }) => meter.parent ?? null);
  const below = (parent: string | null, depth: number): CategoryLine[] =>
    categories
      .filter((category) => category.parent === parent)
      .flatMap(({ id, label }) => {
        const own = (byCategory.get(id) ?? []).map((line) => ({ ...line, depth: depth + 1 }));
        const lines = [...own, ...below(id, depth + 1)];
        if (lines.length === 0) return [];
        const parts = lines.filter((line) => line.depth === depth + 1);
        return [{ ...sumOf(parts), key: `category ${id}`, label, depth, meter: null }, ...lines];
      });
  return { lines: below(null, 0), total, known };
}

function sumOf(parts: readonly CategoryLine[]) {
  const shares = parts.map(({ tenths }) => tenths);
  return {
    amount: {
      exact: sum(parts.map(({ amount }) => amount.exact)),
      rounded: sum(parts.map(({ amount }) => amount.rounded)),
    },
    tenths: shares.every((tenths) => tenths !== null) ? sum(shares) : null,
  };
}
