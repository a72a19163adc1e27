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

/**
 * As {@link fit}, for the first of many amounts and the rest of them, which comes last: what an amount is rounded to follows
 * from those before it alone, so that it stays as it is when more of the rest are told apart.
 */
export function fitInOrder(amounts: readonly bigint[], { total, step }: Fit): bigint[] {
  let exact = 0n;
  let shown = 0n;
  return amounts.map((amount, index) => {
    const before = shown;
    exact += amount;
    shown = index === amounts.length - 1 ? total : roundHalfUp(exact, step);
    return shown - before;
  });
}

/**
 * Each amount's part of the whole in tenths of a percent, together 1000; undefined when nothing is
 * there to divide.
 */
export function shares(
  amounts: readonly bigint[],
  rounded: typeof fit = fit,
): bigint[] | undefined {
  const whole = sum(amounts);
  if (whole <= 0n) return undefined;
  const scaled = amounts.map((amount) => amount * 1000n);
  return rounded(scaled, { total: whole * 1000n, step: whole }).map((tenths) => tenths / whole);
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** For sorting, ascending. */
export function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
