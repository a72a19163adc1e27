import type { SummaryWords } from '../charts/chart-summary.ts';
import type { ChartWords } from '../charts/chart-words.ts';

/** The words of the usage chart. */
export const CHART_WORDS: ChartWords = {
  roleDescription: 'chart',
  instructions:
    'Left and right arrow keys move between bars, up and down between series, Enter pins, Escape leaves.',
  showAs: 'Show as',
  chart: 'Chart',
  table: 'Table',
  period: 'Period',
  total: 'Total',
  share: 'Share',
  soFar: 'so far',
  legend: 'Series',
  legendHint: 'Click to show one alone, Ctrl or long press to hide it',
  hiddenCount: (hidden, all) => `${hidden} of ${all} hidden`,
  showAll: 'Show all',
  zoom: 'Zoom in',
  close: 'Close',
  resetZoom: 'Reset zoom',
  events: 'Events',
  eventCount: (count) => `${count} events`,
};

export interface SummarySubject {
  /** `credits`, or nothing for money, which has its sign. */
  readonly unit: string;
  readonly granularity: string;
}

/** The sentences of its summary. */
export function summaryWords({ unit, granularity }: SummarySubject): SummaryWords {
  return {
    total: (amount, period) => `${amount}${unit === '' ? '' : ` ${unit}`}, ${period}.`,
    highest: (bucket, amount) => `Highest ${granularity} ${bucket}, ${amount}.`,
    largest: (series, amount) => `Most went to ${series}, ${amount}.`,
  };
}
