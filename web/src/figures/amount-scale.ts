import { credits } from '@fuelgauge/core';
import type { AmountUnit, Shown } from './number-text.ts';
import { roundHalfUp, stepOf } from './rounding.ts';

/** How amounts of usage are read from an answer, and how they are shown. */
export interface AmountScale {
  readonly unit: AmountUnit;
  /** What the balance card says was used: the same amount reads the same everywhere. */
  readonly used?: Shown | undefined;
  /** Credits at the price in force each day, instead of the credits. */
  readonly isValued?: boolean | undefined;
}

/** An amount of an answer, in what it was rated in and in money. */
export interface RatedAmount {
  readonly credits: string;
  readonly money?: string | null | undefined;
}

/** The exact amount in the unit of the scale. */
export function amountIn({ isValued }: AmountScale, { credits: rated, money }: RatedAmount) {
  return credits(isValued ? (money ?? '0') : rated);
}

/** The exact amounts of a group by bucket, in the unit of the scale. */
export function amountsIn(
  { isValued }: AmountScale,
  group: { readonly credits: readonly string[]; readonly money: readonly string[] | null },
): bigint[] {
  return (isValued ? (group.money ?? []) : group.credits).map(credits);
}

/** An amount as it is shown; the cycle's total exactly as the balance card shows it. */
export function shownIn({ unit, used, isValued }: AmountScale, exact: bigint): Shown {
  if (used && !isValued && exact === used.exact) return used;
  return { exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) };
}
