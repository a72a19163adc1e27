import { useCallback } from 'react';
import type { GapWords } from '../figures/chart-gaps.ts';
import { useText } from './use-text.ts';

/** Says of a time that nothing was received, in the language of the page. */
export function useGapWords(): GapWords {
  const t = useText('chart');
  return useCallback((when, lasts) => t(lasts ? 'noDataSince' : 'noData', { when }), [t]);
}
