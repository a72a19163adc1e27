import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { useAmountWords } from './use-amount-words.ts';
import type { ShownOverview } from './use-usage-figures.ts';

/** What the chart of Overview is about, as the catalog has it or the reader wants it. */
export interface UsageTitle {
  /** What usage is split by: `meter`, `category` or a dimension. */
  readonly by: string;
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
}

const NO_UNIT = { id: 'credits', decimals: 0, currency: null };

/** Cycles are added up unless the catalog or the reader says otherwise. */
export function useUsageTitle({ overview, facts, layout: { chart } }: ShownOverview): UsageTitle {
  const t = useText('overview');
  const { words } = useShownCustomer();
  const [view] = useView();
  const { heading } = useAmountWords(facts?.scale.unit ?? NO_UNIT);
  const by = view.by[0] ?? chart.by;
  const isCycle = overview?.period.kind === 'cycle';
  const mode = view.mode ?? chart.mode ?? (isCycle ? 'cumulative' : 'daily');
  const named = by === 'meter' ? t('byMeter') : by === 'category' ? t('byCategory') : undefined;
  const title = t('usageTitle', {
    unit: heading,
    mode,
    granularity: t('granularity', { granularity: overview?.usage.granularity ?? 'day' }),
    by: named ?? midSentence(words.dimensions.get(by) ?? by),
  });
  return { by, mode, title };
}
