import { type ChartBucket, type ChartData, type ChartSeries, valueAt } from './chart-data.ts';

/** The sentences of a summary, in the reader's language. Amounts come formatted. */
export interface SummaryWords<Sentence> {
  /** `4,773 credits, 1 – 19 Nov.` */
  readonly total: (amount: string) => Sentence;
  /** `Highest day Sun 15 Nov, 352.` */
  readonly highest: (bucket: ChartBucket, amount: string) => Sentence;
  /** `Agent runs are 22 %.` or the amount, where there are no shares. */
  readonly largest: (series: ChartSeries, amountOrShare: string) => Sentence;
}

export interface SummaryInput<Sentence> {
  /** Amounts per bucket, not sums so far, whose highest would always be the last. */
  readonly data: ChartData;
  readonly words: SummaryWords<Sentence>;
}

/** A chart in a few sentences: the total, the highest bucket, the largest series, gaps. */
export function chartSummary<Sentence>({
  data,
  words,
}: SummaryInput<Sentence>): readonly (Sentence | string)[] {
  const { series, buckets, text, shareText, gaps } = data;
  const sentences: (Sentence | string)[] = [words.total(text({ bucket: null, series: null }))];
  const totals = buckets.map((_, bucket) =>
    series.reduce((sum, one) => sum + valueAt(one, bucket), 0),
  );
  const most = totals.indexOf(Math.max(...totals));
  const highest = buckets[most];
  if (highest && (totals[most] ?? 0) > 0) {
    sentences.push(words.highest(highest, text({ bucket: most, series: null })));
  }
  const [largest] = series;
  if (largest && series.length > 1) {
    const cell = { bucket: null, series: 0 };
    sentences.push(words.largest(largest, (shareText ?? text)(cell)));
  }
  for (const { label } of gaps ?? []) sentences.push(`${label}.`);
  return sentences;
}
