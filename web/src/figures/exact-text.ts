import { formatCredits } from '@fuelgauge/core';
import { numberFormatter } from './formatters.ts';

export interface ExactOptions {
  /** A plus before what is more than zero. */
  readonly signed?: boolean;
  /** Decimals written at least. */
  readonly decimals?: number;
  /** ISO 4217; credits when absent. */
  readonly currency?: string | null;
}

/** An amount with every digit that the ledger has of it, grouped, with a true minus sign. */
export function exactText(amount: bigint, options: ExactOptions = {}): string {
  const { signed = false, decimals = 0, currency = null } = options;
  const text = numberFormatter({
    minimumFractionDigits: decimals,
    maximumFractionDigits: NANO_DECIMALS,
    signDisplay: signed ? 'exceptZero' : 'auto',
    ...(currency !== null && { style: 'currency', currency }),
  }).format(formatCredits(amount) as Intl.StringNumericLiteral);
  return text.replace('-', '\u2212');
}

const NANO_DECIMALS = 9;
