import { useExplanation } from '../data/use-explanation.ts';
import type { Explained } from '../figures/explained.ts';
import { explainedText } from '../figures/explained-text.ts';

export interface ExplainAmountProps {
  readonly explain: Explained;
}

/** The value of a number that is looked up, every digit of it. */
export function ExplainAmount({ explain }: ExplainAmountProps) {
  return explainedText(useExplanation(explain));
}
