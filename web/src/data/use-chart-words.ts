import { useMemo } from 'react';
import type { SummaryWords } from '../charts/chart-summary.ts';
import type { ChartWords } from '../charts/chart-words.ts';
import { useText } from './use-text.ts';

/** What charts say, and the sentences of their summaries, in the language of the page. */
export function useChartWords(granularity: string): {
  readonly chart: ChartWords;
  readonly summary: SummaryWords;
} {
  const t = useText('chart');
  return useMemo(
    () => ({
      chart: {
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
      },
      summary: {
        total: (amount, period) => t('summaryTotal', { amount, period }),
        highest: (bucket, amount) => t('summaryHighest', { granularity, bucket, amount }),
        largest: (series, amount) => t('summaryLargest', { series, amount }),
      },
    }),
    [t, granularity],
  );
}
