import { NANO, parseCredits } from '@fuelgauge/core';
import { amountText } from './number-text.ts';
import { roundHalfUp } from './rounding.ts';

/** Credits of any catalog, as lists across customers show them: at most two decimals. */
export function creditsText(decimal: string): string {
  const exact = parseCredits(decimal);
  if (exact === undefined) return decimal;
  const unit = { id: 'credits', decimals: 2, currency: null };
  return amountText({ exact, rounded: roundHalfUp(exact, NANO / 100n) }, unit);
}

/** An amount of a unit of any catalog: money in its currency, credits otherwise. */
export function unitAmountText(decimal: string, unit: string): string {
  const exact = parseCredits(decimal);
  if (exact === undefined || !/^[a-z]{3}$/i.test(unit)) return creditsText(decimal);
  const money = { id: unit, decimals: 2, currency: unit.toUpperCase() };
  return amountText({ exact, rounded: roundHalfUp(exact, NANO / 100n) }, money);
}
