import { type Credits, credits, minCredits, nano } from '@fuelgauge/core';
import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import type { AmountUnit, Shown } from './number-text.ts';
import { fit, roundDown, roundHalfUp, stepOf, sum } from './rounding.ts';

/**
 * What the balance card says. Every number of the page that is also in here is shown as it is
 * shown here.
 */
export interface BalanceFigures {
  readonly unit: AmountUnit;
  readonly total: Shown;
  readonly used: Shown;
  readonly held: Shown;
  /** Null when nothing limits it. */
  readonly left: Shown | null;
  /** Used past the total and billed. */
  readonly billed: Shown;
  /** Used past the total and not billed. */
  readonly overdrawn: Shown;
  /** Tenths of a percent of the total, not capped; null when there is no total to be a part of. */
  readonly usedTenths: bigint | null;
  /** In draw order. */
  readonly pots: readonly Pot[];
}

/** The grants of one kind. */
export interface Pot {
  readonly kind: string;
  readonly used: Credits;
  readonly held: Credits;
  readonly left: Shown;
  readonly size: Shown;
  /** The first expiry among its grants that still hold something. */
  readonly expiresAt: string | null;
}

/**
 * Left is rounded down and used is what is missing from the total as shown, so that what is
 * promised is there. Beyond the total used is its own number, rounded half up.
 */
export function balanceFigures(balance: Balance, unit: AmountUnit): BalanceFigures {
  const step = stepOf(unit.decimals);
  const shown = (exact: bigint): Shown => ({ exact, rounded: roundHalfUp(exact, step) });
  const total = shown(credits(balance.total));
  const used = shown(credits(balance.used));
  const held = shown(credits(balance.held));
  const billed = shown(credits(balance.overage));
  const overdrawn = shown(credits(balance.overdrawn));
  const usedTenths =
    total.exact > 0n ? roundHalfUp(used.exact * 1000n, total.exact) / total.exact : null;
  const figures = { unit, total, billed, overdrawn, usedTenths };
  if (balance.available === null) return { ...figures, used, held, left: null, pots: [] };

  const available = credits(balance.available);
  const left = { exact: available, rounded: roundDown(available, step) };
  const pots = potsOf(balance, { total, left, step });
  if (billed.exact + overdrawn.exact > 0n) return { ...figures, used, held, left, pots };
  const [usedShown = 0n, heldShown = 0n] = fit([used.exact, held.exact], {
    total: total.rounded - left.rounded,
    step,
  });
  return {
    ...figures,
    used: { exact: used.exact, rounded: usedShown },
    held: { exact: held.exact, rounded: heldShown },
    left,
    pots,
  };
}

/** What the card says of spend in a money unit: it has no grants, and without a cap no end. */
export function spendFigures(spent: bigint, unit: AmountUnit): BalanceFigures {
  const none = { exact: 0n, rounded: 0n };
  return {
    unit,
    total: none,
    used: { exact: spent, rounded: roundHalfUp(spent, stepOf(unit.decimals)) },
    held: none,
    left: null,
    billed: none,
    overdrawn: none,
    usedTenths: null,
    pots: [],
  };
}

interface Whole {
  readonly total: Shown;
  readonly left: Shown;
  readonly step: bigint;
}

function potsOf(balance: Balance, { total, left, step }: Whole): Pot[] {
  const kinds = Map.groupBy(balance.grants, ({ kind }) => kind);
  let toHold = credits(balance.held);
  const pots = [...kinds].map(([kind, grants]) => {
    const remaining = nano(sum(grants.map((grant) => credits(grant.remaining))));
    const held = minCredits(toHold, remaining);
    toHold = nano(toHold - held);
    const used = nano(sum(grants.map((grant) => credits(grant.used))));
    return { kind, used, held, left: nano(remaining - held), expiresAt: firstExpiry(grants) };
  });
  const present = pots.filter((pot) => pot.used + pot.held + pot.left > 0n);
  const lefts = fit(
    present.map((pot) => pot.left),
    { total: left.rounded, step },
  );
  const sizes = present.map((pot) => nano(pot.used + pot.held + pot.left));
  const shownSizes = fit(sizes, { total: total.rounded, step });
  return present.map((pot, index) => ({
    ...pot,
    left: { exact: pot.left, rounded: lefts[index] ?? 0n },
    size: { exact: sizes[index] ?? 0n, rounded: shownSizes[index] ?? 0n },
  }));
}

function expiryOf({ expires_at }: BalanceGrant): number {
  return expires_at === null ? Number.MAX_SAFE_INTEGER : Date.parse(expires_at);
}

function firstExpiry(grants: readonly BalanceGrant[]): string | null {
  const open = grants.filter(({ remaining }) => credits(remaining) > 0n);
  return open.toSorted((a, b) => expiryOf(a) - expiryOf(b))[0]?.expires_at ?? null;
}
