import { credits } from '@fuelgauge/core';
import { exactText } from './exact-text.ts';

/** The exact value of what was looked up: without a limit, or still on its way, as a sign. */
export function explainedText({ value, currency }: LookedUp): string {
  if (value === undefined) return '…';
  return value === null ? '∞' : exactText(credits(value), { currency });
}

interface LookedUp {
  /** A decimal; null without a limit, undefined while it is not known. */
  readonly value: string | null | undefined;
  /** The code of the currency it is in; null for credits. */
  readonly currency: string | null;
}
