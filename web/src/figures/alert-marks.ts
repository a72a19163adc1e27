import type { CustomerCatalog } from '@fuelgauge/sdk';
import type { BalanceFigures, Pot } from './balance-figures.ts';
import type { CatalogWords } from './catalog-words.ts';
import type { Shown } from './number-text.ts';
import { roundHalfUp, stepOf } from './rounding.ts';

/** A level at which the catalog alerts, as it lies on the balance bar. */
export interface AlertMark {
  /** The grant kind whose segment it lies on; null: on the whole bar. */
  readonly kind: string | null;
  /** How far along it, between 0 and 1. */
  readonly at: number;
  /** What is used when it is reached. */
  readonly amount: Shown;
}

export interface AlertMarksInput {
  readonly alerts: CustomerCatalog['alerts'];
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
}

/**
 * The levels within the bar, rising: shares of what is included on its segment, shares of what is available on all of it. The
 * end of the bar marks itself.
 */
export function alertMarks(input: AlertMarksInput): readonly AlertMark[] {
  const { alerts, figures, words } = input;
  const { pots, total, unit } = figures;
  const included = pots.find(({ kind }) => words.kinds.get(kind)?.look === 'monthly');
  const markOf = (percent: number, pot: Pot | null): AlertMark => {
    const exact = ((pot?.size ?? total).exact * BigInt(percent)) / 100n;
    return {
      kind: pot?.kind ?? null,
      at: percent / 100,
      amount: { exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) },
    };
  };
  const marks = alerts
    // The bar is of credits: a mode that counts money has none.
    .filter(({ billing_mode: id }) => id === null || isOfCredits(id, words))
    .flatMap(({ basis, thresholds }) => {
      const levels = thresholds.filter((percent) => percent < 100);
      if (basis === 'allotment' && included) {
        return levels.map((percent) => markOf(percent, included));
      }
      return basis === 'available' ? levels.map((percent) => markOf(percent, null)) : [];
    })
    .sort((a, b) => a.at - b.at);
  const keys = marks.map(({ kind, at }) => `${kind} ${at}`);
  return marks.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

function isOfCredits(id: string, { billingModes }: CatalogWords): boolean {
  return billingModes.get(id)?.currency === null;
}
