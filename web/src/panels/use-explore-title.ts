import { usePeriod } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { modeOf } from '../figures/explore-view.ts';
import { useAmountWords } from './use-amount-words.ts';
import type { ExploreFigures } from './use-explore-figures.ts';

const NO_UNIT = { id: 'credits', decimals: 0, currency: null };

/** Whether amounts are added up, and what the chart is called; cycles are added up unless told. */
export function useExploreTitle(figures: ExploreFigures | undefined): {
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
} {
  const t = useText('explore');
  const period = usePeriod();
  const [view] = useView();
  const nameOf = useAttributeName();
  const { heading } = useAmountWords(figures?.scale.unit ?? NO_UNIT);
  const mode = modeOf(view, period);
  const title = t('title', {
    unit: heading,
    mode,
    granularity: t('inPer', { granularity: figures?.usage.granularity ?? 'day' }),
    by: midSentence(nameOf(figures?.shown.colours ?? 'meter')),
  });
  return { mode, title };
}
