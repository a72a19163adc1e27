import type { Overview } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useGapWords } from '../data/use-gap-words.ts';
import { useText } from '../data/use-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { OverviewLayout } from '../figures/overview-layout.ts';
import { type UsageFigures, usageFigures } from '../figures/usage-figures.ts';

export interface ShownOverview {
  /** Undefined until there is a first answer. */
  readonly overview: Overview | undefined;
  readonly facts: OverviewFacts | undefined;
  readonly layout: OverviewLayout;
}

/** Figures of what Overview shows, split by `by`; undefined until there is a first answer. */
export function useUsageFigures(shown: ShownOverview, by: string): UsageFigures | undefined {
  const { overview, facts, layout } = shown;
  const t = useText('overview');
  const gap = useGapWords();
  const { catalog, words } = useShownCustomer();
  return useMemo(() => {
    if (!overview || !facts) return undefined;
    const texts = {
      inTotal: (amount: string) => t('inTotal', { amount }),
      estimated: t('estimated'),
      gap,
      other: (count: string) => t('other', { count }),
    };
    return usageFigures({ overview, facts, layout, catalog, words, by, texts });
  }, [overview, facts, layout, catalog, words, by, gap, t]);
}
