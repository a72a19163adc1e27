import { credits, minCredits, nano } from '@fuelgauge/core';
import type { Balance, BalanceGrant } from '@fuelgauge/sdk';

/** One term of the sum that leads from the start of a cycle to what is left. */
export interface Term {
  readonly name:
    | 'opening'
    | 'granted'
    | 'expired'
    | 'voided'
    | 'used'
    | 'overdrawn'
    | 'overage'
    | 'unlimited';
  readonly sign: '+' | '−';
  readonly amount: bigint;
}

export interface Reconciliation {
  readonly terms: readonly Term[];
  readonly remaining: bigint;
  readonly held: bigint;
  /** Null when nothing limits it. */
  readonly available: bigint | null;
  /** What the terms say more than the ledger has: 0 in a book that adds up. */
  readonly difference: bigint;
}

const TERMS = [
  ['opening', '+'],
  ['granted', '+'],
  ['expired', '−'],
  ['voided', '−'],
  ['used', '−'],
  ['overdrawn', '+'],
  ['overage', '+'],
  ['unlimited', '+'],
] as const;
/** Only where there is something of it. */
const SELDOM = new Set(['overdrawn', 'overage', 'unlimited']);

/** The sum of the cycle and whether it is what the ledger says. */
export function reconciliation(balance: Balance): Reconciliation {
  const all = TERMS.map(([name, sign]): Term => ({ name, sign, amount: credits(balance[name]) }));
  const sum = all.reduce((so, { sign, amount }) => (sign === '+' ? so + amount : so - amount), 0n);
  const remaining = credits(balance.remaining);
  return {
    terms: all.filter(({ name, amount }) => amount !== 0n || !SELDOM.has(name)),
    remaining,
    held: credits(balance.held),
    available: balance.available === null ? null : credits(balance.available),
    difference: sum - remaining,
  };
}

/** What one grant gives of an amount. */
export interface Draw {
  readonly grant: BalanceGrant;
  readonly amount: bigint;
}

/** Whether a grant can be drawn from now. */
export function isOpen({ status, remaining }: BalanceGrant): boolean {
  return status === 'active' && credits(remaining) > 0n;
}

/**
 * An amount that shows the order, and what each grant gives of it: all of the first and half of the
 * next, or half of the only one. Grants for some meters only are passed over.
 */
export function exampleDraws(grants: readonly BalanceGrant[]): {
  readonly amount: bigint;
  readonly draws: readonly Draw[];
} {
  const open = grants.filter((grant) => isOpen(grant) && grant.applies_to === null);
  const [first, second] = open.map(({ remaining }) => credits(remaining));
  if (first === undefined) return { amount: 0n, draws: [] };
  const amount = second === undefined ? half(first) : first + half(second);
  let left = nano(amount);
  const draws = open.flatMap((grant) => {
    const given = minCredits(left, credits(grant.remaining));
    left = nano(left - given);
    return given > 0n ? [{ grant, amount: given }] : [];
  });
  return { amount, draws };
}

/** Whole credits where there are any. */
function half(amount: bigint): bigint {
  const whole = (amount / 2n / credits('1')) * credits('1');
  return whole > 0n ? whole : amount / 2n || amount;
}
