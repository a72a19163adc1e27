import type { Balance } from '@fuelgauge/sdk';
import type { Clause } from './filter.ts';
import type { AmountUnit } from './number-text.ts';

/** A number that can be explained, by what it is. */
export type Figure =
  | 'used'
  | 'left'
  | 'total'
  | 'opening'
  | 'granted'
  | 'expired'
  | 'voided'
  | 'remaining'
  | 'held'
  | 'overdrawn'
  | 'overage'
  | 'unlimited'
  | 'daysElapsed'
  | 'daysRemaining'
  | 'averagePerDay'
  | 'runsOut'
  | 'share'
  | 'count';

/**
 * What is asked of a number. `used` may be narrowed by a filter and a period; what is no sum brings
 * the numbers it was made of.
 */
export interface Explained {
  readonly figure: Figure;
  /** The period in the address when absent. Instants, half-open. */
  readonly period?: { readonly from: string; readonly to: string };
  readonly filter?: readonly Clause[];
  /** As it is shown, for what only its caller knows. */
  readonly text?: string;
  readonly inputs?: readonly Explained[];
}

/**
 * Usage under a filter, as a sum of entries. Null where amounts are no credits: own-model money is
 * no sum of them.
 */
export function explainedUsage(
  { figures }: { readonly figures: { readonly unit: AmountUnit } },
  filter: readonly Clause[],
): Explained | null {
  return figures.unit.currency === null ? { figure: 'used', filter } : null;
}

/** The words of a formula: keys of the texts of explanations. */
export const FORMULAS = {
  used: 'usedFormula',
  left: 'leftFormula',
  total: 'totalFormula',
  opening: 'openingFormula',
  granted: 'ledgerFormula',
  expired: 'ledgerFormula',
  voided: 'ledgerFormula',
  remaining: 'remainingFormula',
  held: 'ledgerFormula',
  overdrawn: 'ledgerFormula',
  overage: 'ledgerFormula',
  unlimited: 'ledgerFormula',
  daysElapsed: 'daysFormula',
  daysRemaining: 'daysFormula',
  averagePerDay: 'averageFormula',
  runsOut: 'runsOutFormula',
  share: 'shareFormula',
  count: 'countFormula',
} as const;

/** Terms of the balance that make up a figure of it, in the order of its formula. */
export const TERMS: Readonly<Partial<Record<Figure, readonly Figure[]>>> = {
  left: ['remaining', 'held', 'overdrawn'],
  remaining: ['total', 'used', 'overdrawn', 'overage', 'unlimited'],
  total: ['opening', 'granted', 'expired', 'voided'],
};

/** What the balance says of a figure, as a decimal; undefined for what is not in it, null without a limit. */
export function balanceTerm(balance: Balance, figure: Figure): string | null | undefined {
  switch (figure) {
    case 'left':
      return balance.available;
    case 'used':
    case 'total':
    case 'opening':
    case 'granted':
    case 'expired':
    case 'voided':
    case 'remaining':
    case 'held':
    case 'overdrawn':
    case 'overage':
    case 'unlimited':
      return balance[figure];
    default:
      return undefined;
  }
}
