import { credits } from '@fuelgauge/core';
import type { Balance } from '@fuelgauge/sdk';
import type { AmountScale } from './amount-scale.ts';
import { exactText } from './exact-text.ts';
import type { Clause } from './filter.ts';

/** A number that can be explained, by what it is. */
export type Figure =
  | 'used'
  | 'worth'
  | 'left'
  | 'leftWorth'
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
  | 'grantAmount'
  | 'grantUsed'
  | 'grantLeft'
  | 'potSize'
  | 'potLeft'
  | 'daysElapsed'
  | 'daysRemaining'
  | 'periodLength'
  | 'averagePerDay'
  | 'perRun'
  | 'runsOut'
  | 'ranOut'
  | 'share'
  | 'change'
  | 'events'
  | 'quantity'
  | 'requests'
  | 'runs'
  | 'runMedian'
  | 'runMost'
  | 'listed'
  | 'quotaUsed'
  | 'quotaLimit';

/**
 * What is asked of a number. Usage may be narrowed by a filter and a period; what is no sum brings
 * the numbers it was made of.
 */
export interface Explained {
  readonly figure: Figure;
  /** In place of what the figure is called: which one of several it is. */
  readonly name?: string;
  /** The period in the address when absent. Instants, half-open. */
  readonly period?: ExplainedPeriod | undefined;
  readonly filter?: readonly Clause[];
  /** Of usage, as the server is asked for it; what the customer is rated in when absent. */
  readonly unit?: string;
  /** As it is shown, for what only its caller knows. */
  readonly text?: string;
  readonly inputs?: readonly Explained[];
  /** The one row of the log that it is told from, as an address names it. */
  readonly row?: string;
}

export interface ExplainedPeriod {
  readonly from: string;
  readonly to: string;
}

/** Usage to explain: how it is counted, what it passes and when it was. */
export interface ExplainedUsage {
  readonly scale: Pick<AmountScale, 'unit' | 'isValued'>;
  readonly filter: readonly Clause[];
  readonly period?: ExplainedPeriod | undefined;
  readonly name?: string;
}

/** Usage under a filter: a sum of entries, or in money what that sum was worth. */
export function explainedUsage({ scale, ...usage }: ExplainedUsage): Explained {
  if (!scale.isValued) return { figure: 'used', unit: scale.unit.id, ...usage };
  const { name: _, ...same } = usage;
  return { figure: 'worth', ...usage, inputs: [{ figure: 'used', unit: 'credits', ...same }] };
}

/** A part of a whole, both with their names. */
export function explainedShare(
  text: string,
  { part, whole }: { readonly part: ExplainedUsage; readonly whole: ExplainedUsage },
): Explained {
  return { figure: 'share', text, inputs: [explainedUsage(part), explainedUsage(whole)] };
}

/** The words of a formula: keys of the texts of explanations. */
export const FORMULAS = {
  used: 'usedFormula',
  worth: 'worthFormula',
  left: 'leftFormula',
  leftWorth: 'leftWorthFormula',
  total: 'totalFormula',
  opening: 'openingFormula',
  granted: 'ledgerFormula',
  expired: 'ledgerFormula',
  voided: 'ledgerFormula',
  remaining: 'remainingFormula',
  held: 'heldFormula',
  overdrawn: 'beyondFormula',
  overage: 'beyondFormula',
  unlimited: 'beyondFormula',
  grantAmount: 'grantAmountFormula',
  grantUsed: 'grantUsedFormula',
  grantLeft: 'grantLeftFormula',
  potSize: 'potSizeFormula',
  potLeft: 'potLeftFormula',
  daysElapsed: 'daysFormula',
  daysRemaining: 'daysFormula',
  periodLength: 'daysFormula',
  averagePerDay: 'averageFormula',
  perRun: 'perRunFormula',
  runsOut: 'runsOutFormula',
  ranOut: 'ranOutFormula',
  share: 'shareFormula',
  change: 'changeFormula',
  events: 'eventsFormula',
  quantity: 'quantityFormula',
  requests: 'requestsFormula',
  runs: 'runsFormula',
  runMedian: 'runMedianFormula',
  runMost: 'runMostFormula',
  listed: 'listedFormula',
  quotaUsed: 'quotaUsedFormula',
  quotaLimit: 'quotaLimitFormula',
} as const satisfies Readonly<Record<Figure, string>>;

/** Figures of usage: each opens to the entries it was counted from. */
export const OF_USAGE: ReadonlySet<Figure> = new Set([
  'used',
  'worth',
  'events',
  'quantity',
  'requests',
  'perRun',
  'runs',
  'runMedian',
  'runMost',
  'listed',
]);

/** Kinds of rows of the log that a term of the balance is the sum of. */
export const KINDS_OF: Readonly<Partial<Record<Figure, readonly string[]>>> = {
  granted: ['grant'],
  expired: ['expire'],
  voided: ['void_grant'],
};

/** Terms of the balance that make up a figure of it, in the order of its formula. */
export const TERMS: Readonly<Partial<Record<Figure, readonly Figure[]>>> = {
  left: ['remaining', 'held', 'overdrawn'],
  remaining: ['total', 'used', 'overdrawn', 'overage', 'unlimited'],
  total: ['opening', 'granted', 'expired', 'voided'],
};

/** The terms that make up a figure of the balance, as they are in it; empty for what it does not sum. */
export function explainedTerms(balance: Balance | undefined, figure: Figure): readonly Explained[] {
  if (!balance) return [];
  const period = { from: balance.cycle.start, to: balance.cycle.end };
  return (TERMS[figure] ?? []).flatMap((term): Explained[] => {
    const value = balanceTerm(balance, term);
    if (value === undefined) return [];
    const text = value === null ? '∞' : exactText(credits(value));
    return [{ figure: term, period, text }];
  });
}

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
