import { type ChartData, valueAt } from './chart-data.ts';

/** The sentences of a summary, in the reader's language. Values come formatted. */
export interface SummaryWords {
  /** `4,773 credits, 1 – 19 Nov.` */
  readonly total: (amount: string, period: string) => string;
  /** `Highest day Sun 15 Nov, 352.` */
  readonly highest: (bucket: string, amount: string) => string;
  /** `Agent runs are 22 %.` or the amount, where there are no shares. */
  readonly largest: (series: string, amountOrShare: string) => string;
}

export interface SummaryInput {
  /** Amounts per bucket, not sums so far, whose highest would always be the last. */
  readonly data: ChartData;
  /** The total with its unit, `4,773 credits`; as in the table when not said. */
  readonly total?: string | undefined;
  /** `1 – 19 Nov 2026`. */
  readonly period: string;
  /** `Up 8 % on 1 – 19 Oct.` */
  readonly change?: string | undefined;
  /** Without a sentence for the total, it is the caller's to say. */
  readonly words: Omit<SummaryWords, 'total'> & Partial<Pick<SummaryWords, 'total'>>;
}

/** A chart in a few sentences: the total, the highest bucket, the largest series, the change, gaps. */
export function chartSummary({ data, total, period, change, words }: SummaryInput): string {
  const { series, buckets, text, shareText, gaps } = data;
  const whole = total ?? text({ bucket: null, series: null });
  const sentences = words.total ? [words.total(whole, period)] : [];
  const totals = buckets.map((_, bucket) =>
    series.reduce((sum, one) => sum + valueAt(one, bucket), 0),
  );
  const most = totals.indexOf(Math.max(...totals));
  const highest = buckets[most];
  if (highest && (totals[most] ?? 0) > 0) {
    sentences.push(words.highest(highest.label, text({ bucket: most, series: null })));
  }
  const [largest] = series;
  if (largest && series.length > 1) {
    const cell = { bucket: null, series: 0 };
    sentences.push(words.largest(largest.label, (shareText ?? text)(cell)));
  }
  if (change !== undefined) sentences.push(change);
  for (const { label } of gaps ?? []) sentences.push(`${label}.`);
  return sentences.join(' ');
}
