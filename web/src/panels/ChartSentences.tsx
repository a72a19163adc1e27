import type { Usage } from '@fuelgauge/sdk';
import { Fragment } from 'react';
import type { ChartData } from '../charts/chart-data.ts';
import { chartSummary } from '../charts/chart-summary.ts';
import { useText } from '../data/use-text.ts';
import { explainedCell, type GridExplain } from '../figures/grid-explain.ts';
import { periodText } from '../figures/time-text.ts';
import { usageOfSeries } from '../figures/usage-where.ts';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface ChartSentencesProps {
  readonly usage: Usage;
  /** Amounts per bucket. */
  readonly daily: ChartData;
  readonly explain: GridExplain;
  /** What the series are the values of. */
  readonly colours: string;
}

/** A chart of usage in a few sentences; each number in them opens. */
export function ChartSentences({ usage, daily, explain, colours }: ChartSentencesProps) {
  const t = useText('chart');
  const { named } = useAmountWords(explain.scale.unit);
  const { from, to, as_of, granularity, time_zone: zone } = usage;
  const end = new Date(Math.min(Date.parse(to), Date.parse(as_of)));
  const period = periodText({ start: new Date(from), end }, zone);
  const keys = daily.series.map(({ key }) => key);
  const sentences = chartSummary({
    data: daily,
    words: {
      total: (amount) =>
        t.rich('summaryTotal', {
          ...{ amount: named(amount), period },
          n: (text) => (
            <Num explain={explainedCell(explain, { more: [], name: t('total') })}>{text}</Num>
          ),
        }),
      highest: ({ key, label }, amount) => {
        const bucket = usage.buckets.find(({ start }) => start === key);
        const at = bucket && { from: bucket.start, to: bucket.end };
        const usageOf = { more: [], period: at, name: label };
        return t.rich('summaryHighest', {
          ...{ granularity, bucket: label, amount },
          n: (text) => <Num explain={explainedCell(explain, usageOf)}>{text}</Num>,
        });
      },
      largest: ({ key, label }, amount) => {
        const more = usageOfSeries(explain.where, colours, { key, keys });
        return t.rich('summaryLargest', {
          ...{ series: label, amount },
          n: (text) => <Num explain={explainedCell(explain, { more, name: label })}>{text}</Num>,
        });
      },
    },
  });
  return sentences.map((sentence, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: sentences have an order and nothing else.
    <Fragment key={index}>
      {index > 0 && ' '}
      {sentence}
    </Fragment>
  ));
}
