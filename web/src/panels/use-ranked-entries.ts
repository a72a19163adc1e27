import type { Breakdown, Pivot } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import type { Ranking } from '../data/use-ranking.ts';
import { useScale } from '../data/use-scale.ts';
import { useView } from '../data/use-view.ts';
import type { AmountScale } from '../figures/amount-scale.ts';
import type { ExploreWords } from '../figures/explore-words.ts';
import type { GridExplain } from '../figures/grid-explain.ts';
import { usageWhere } from '../figures/usage-where.ts';
import { type EntryWords, useEntryWords } from './use-entry-words.ts';
import { useExploreWords } from './use-explore-figures.ts';

/** What tables of members and of agents are made of alike. */
export interface RankedEntries {
  readonly pivot: Pivot;
  readonly breakdown: Breakdown;
  /** How what was used is counted, and what explains it. */
  readonly explain: GridExplain;
  /** Of what the pivot says: always credits. */
  readonly pivotScale: AmountScale;
  readonly heading: string;
  readonly timeZone: string;
  readonly search: string;
  readonly words: ExploreWords & EntryWords;
}

/** Undefined until both answers of a ranking are there, and of the same rows. */
export function useRankedEntries({ breakdown, pivot }: Ranking): RankedEntries | undefined {
  const { words, catalog } = useShownCustomer();
  const [{ search }] = useView();
  const scale = useScale(breakdown.value);
  const explore = useExploreWords(scale.unit, 'day');
  const entries = useEntryWords();
  return useMemo(() => {
    if (!breakdown.value || pivot.value?.rows_by !== breakdown.value.by) return undefined;
    const { by } = breakdown.value;
    return {
      pivot: pivot.value,
      breakdown: breakdown.value,
      explain: { scale, filter: [], where: usageWhere(catalog) },
      pivotScale: scale.unit.currency === null ? scale : { unit: words.credits },
      heading: words.dimensions.get(by) ?? by,
      timeZone: catalog.time_zone,
      search,
      words: { ...explore, ...entries },
    };
  }, [breakdown.value, pivot.value, scale, words, catalog, search, explore, entries]);
}
