import { useText } from '../data/use-text.ts';
import type { AmountUnit } from '../figures/number-text.ts';

/** What amounts of a unit are called. */
export interface AmountWords {
  /** For headings: credits, spend, or the value of credits. */
  readonly heading: string;
  /** `12 credits`; money has its sign. */
  readonly named: (amount: string) => string;
}

/** The words for amounts of a unit, in the language of the page. */
export function useAmountWords({ id, currency }: AmountUnit): AmountWords {
  const t = useText('overview');
  if (currency === null) {
    return { heading: t('creditsWord'), named: (amount) => t('credits', { amount }) };
  }
  return { heading: t(id === 'money' ? 'valueWord' : 'spendWord'), named: (amount) => amount };
}
