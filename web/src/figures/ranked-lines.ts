import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, type RatedAmount, shownIn } from './amount-scale.ts';
import type { Shown } from './number-text.ts';
import { fitRanked, shares, stepOf, sum } from './rounding.ts';

export interface RankedInput {
  /** Those that hang in no other. */
  readonly rows: readonly Pick<BreakdownRow, 'key' | 'credits' | 'money'>[];
  /** Of these and of what is not told apart. */
  readonly total: RatedAmount;
  readonly scale: AmountScale;
  readonly hasRest: boolean;
}

/** How much somebody or something used, and its part of the whole. */
export interface RankedLine {
  readonly amount: Shown;
  /** Of a percent; null where the whole is nothing. */
  readonly tenths: bigint | null;
}

export interface RankedLines {
  /** In the order of the rows. */
  readonly rows: readonly RankedLine[];
  /** What the rows leave of the total; null without one. */
  readonly rest: RankedLine | null;
  readonly total: Shown;
}

/** Rounds what is ranked, and the rest of it: together they are the total, and a row reads the same wherever it is ranked. */
export function rankedLines({ rows, total, scale, hasRest }: RankedInput): RankedLines {
  const whole = amountIn(scale, total);
  const shown = shownIn(scale, whole);
  const amounts = rows.map((row) => amountIn(scale, row));
  const exact = hasRest ? [...amounts, whole - sum(amounts)] : amounts;
  const step = stepOf(scale.unit.decimals);
  const rounded = fitRanked(exact, { total: shown.rounded, step, hasRest });
  const tenths = shares(exact, { hasRest });
  const lines = exact.map((amount, index) => ({
    amount: { exact: amount, rounded: rounded[index] ?? 0n },
    tenths: tenths?.[index] ?? null,
  }));
  const rest = hasRest ? (lines.pop() ?? null) : null;
  return { rows: lines, rest, total: shown };
}

/** The lines of a ranking by the id of their row in a grid, which is their key as text; for who is not in it, or hangs in another, what they used by itself. */
export function rankedLineOf(
  { rows, rest, total }: Breakdown,
  scale: AmountScale,
): (id: string) => RankedLine {
  const keys = new Set(rows.map(({ key }) => key));
  const roots = rows.filter(({ parent, direct }) => !direct || !parent || !keys.has(parent));
  const lines = rankedLines({ rows: roots, total, scale, hasRest: rest !== null });
  const known = new Map(roots.map(({ key }, index) => [`${key}`, lines.rows[index]]));
  const used = new Map(rows.map((row) => [`${row.key}`, amountIn(scale, row)]));
  const whole = amountIn(scale, total);
  return (id) => {
    const exact = used.get(id) ?? 0n;
    const alone = { amount: shownIn(scale, exact), tenths: shares([exact, whole - exact])?.[0] };
    return known.get(id) ?? { ...alone, tenths: alone.tenths ?? null };
  };
}

/** What several are together, as the sum of what is shown of each. */
export function together(amounts: readonly Shown[]): Shown {
  return {
    exact: sum(amounts.map(({ exact }) => exact)),
    rounded: sum(amounts.map(({ rounded }) => rounded)),
  };
}
