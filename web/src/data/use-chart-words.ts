import { useMemo } from 'react';
import type { ChartWords } from '../charts/chart-words.ts';
import { useText } from './use-text.ts';

/** What charts say, in the language of the page. */
export function useChartWords(): ChartWords {
  const t = useText('chart');
  return useMemo(
    () => ({
      roleDescription: t('roleDescription'),
      instructions: t('instructions'),
      showAs: t('showAs'),
      chart: t('chart'),
      table: t('table'),
      period: t('period'),
      total: t('total'),
      soFar: t('soFar'),
      legend: t('legend'),
      legendHint: t('legendHint'),
      hiddenCount: (hidden, all) => t('hiddenCount', { hidden, all }),
      showAll: t('showAll'),
      zoom: t('zoom'),
      close: t('close'),
      resetZoom: t('resetZoom'),
      events: t('events'),
      eventCount: (count) => t('eventCount', { count }),
    }),
    [t],
  );
}
