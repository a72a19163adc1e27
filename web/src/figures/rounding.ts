import { NANO } from '@fuelgauge/core';

/**
 * The nano-units of the last place shown: 1e9 for whole credits, 1e8 for one decimal. Nine
 * decimals at most.
 */
export function stepOf(decimals: number): bigint {
  return NANO / 10n ** BigInt(decimals);
}

/** The multiple of the step at or below the amount. */
export function roundDown(amount: bigint, step: bigint): bigint {
  const steps = amount / step;
  return (amount < 0n && amount % step !== 0n ? steps - 1n : steps) * step;
}

/** The nearest multiple of the step, ties away from zero. */
export function roundHalfUp(amount: bigint, step: bigint): bigint {
  const magnitude = amount < 0n ? -amount : amount;
  const rounded = ((magnitude * 2n + step) / (step * 2n)) * step;
  return amount < 0n ? -rounded : rounded;
}

/** What is to be shown as `total`, and the precision of it. */
export interface Fit {
  /** A multiple of `step`, at most one step away from the exact sum. */
  readonly total: bigint;
  readonly step: bigint;
}

/**
 * Rounds each amount to the step so that together they are exactly the total: the largest
 * remainders go up, the first of equals first. Amounts that do not belong to that total are
 * rounded half up, each by itself.
 */
export function fit(amounts: readonly bigint[], { total, step }: Fit): bigint[] {
  const rounded = amounts.map((amount) => roundDown(amount, step));
  const missing = (total - sum(rounded)) / step;
  if (missing < 0n || missing > BigInt(amounts.length)) {
    return amounts.map((amount) => roundHalfUp(amount, step));
  }
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: amount - (rounded[index] ?? 0n) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, Number(missing)).map(({ index }) => index));
  return rounded.map((amount, index) => (raised.has(index) ? amount + step : amount));
}

export interface RankedFit extends Fit {
  /** The last amount is the rest of what is not told apart. */
  readonly hasRest?: boolean;
}

/**
 * As {@link fit}, for amounts that are ranked, or for the first of them and the rest: what an amount is rounded to follows from
 * those above it alone. So a row reads the same in every table, chart and page that ranks the same amounts, however many of them
 * it tells apart.
 */
export function fitRanked(
  amounts: readonly bigint[],
  { total, step, hasRest = false }: RankedFit,
): bigint[] {
  const whole = sum(amounts);
  const off = total - whole;
  if (off > step || off < -step) return amounts.map((amount) => roundHalfUp(amount, step));
  const ranked = amounts.map((amount, index) => ({ amount, index }));
  const rest = hasRest ? ranked.splice(-1) : [];
  const order = [...ranked.sort((a, b) => compare(b.amount, a.amount)), ...rest];
  const fitted = [...amounts];
  let exact = 0n;
  let shown = 0n;
  order.forEach(({ amount, index }, place) => {
    const before = shown;
    exact += amount;
    const sofar = roundHalfUp(exact, step);
    // Nothing that was used is left less than nothing.
    const isOver = sofar > total && exact <= whole;
    shown = place === order.length - 1 || isOver ? total : sofar;
    fitted[index] = shown - before;
  });
  return fitted;
}

/**
 * Each amount's part of the whole in tenths of a percent, together 1000; undefined when nothing is
 * there to divide.
 */
export function shares(
  amounts: readonly bigint[],
  { hasRest = false }: Pick<RankedFit, 'hasRest'> = {},
): bigint[] | undefined {
  const whole = sum(amounts);
  if (whole <= 0n) return undefined;
  const scaled = amounts.map((amount) => amount * 1000n);
  const fitted = fitRanked(scaled, { total: whole * 1000n, step: whole, hasRest });
  return fitted.map((tenths) => tenths / whole);
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** For sorting, ascending. */
export function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
