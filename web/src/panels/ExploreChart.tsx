import { useMemo } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import type { ChartData } from '../charts/chart-data.ts';
import { chartSummary } from '../charts/chart-summary.ts';
import { usePeriod } from '../data/shown-customer.ts';
import { useChartWords } from '../data/use-chart-words.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { exploreChart } from '../figures/explore-chart.ts';
import { explainedCell } from '../figures/grid-explain.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import { periodText } from '../figures/time-text.ts';
import { ComparedLine } from './ComparedLine.tsx';
import { ExploreControls } from './ExploreControls.tsx';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ExploreChartProps {
  readonly figures: ExploreFigures;
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
}

/** The chart of Explore with everything that changes it. */
export function ExploreChart({ figures, mode, title }: ExploreChartProps) {
  const { usage, series, scale } = figures;
  const t = useText('explore');
  const period = usePeriod();
  const [view, changeView] = useView();
  const words = useChartWords(usage.granularity);
  const zone = usage.time_zone;
  const { cumulative, daily } = useMemo(
    () => ({
      cumulative: exploreChart(figures, 'cumulative'),
      daily: exploreChart(figures, 'daily'),
    }),
    [figures],
  );
  const controls = <ExploreControls figures={figures} mode={mode} />;
  if (series.length === 0) {
    return (
      <section className="chart-figure" aria-label={title}>
        <div className="card-head">
          <h2>{title}</h2>
          {controls}
        </div>
        <p className="nothing">{t('nothing')}</p>
        <ComparedLine figures={figures} />
      </section>
    );
  }
  const data: ChartData = mode === 'cumulative' ? cumulative : daily;
  return (
    <ChartFigure
      data={data}
      kind="bars"
      title={title}
      summary={<Summary figures={figures} daily={daily} />}
      view={view.view}
      onView={(next) => changeView.replace({ view: next })}
      selected={view.selected}
      onSelect={(selected) => changeView.push({ selected })}
      onZoom={(from, to) => {
        const last = usage.buckets.find(({ start }) => start === to.key);
        const days = `${dateOf(from.key, zone)}..${lastDateOf(last?.end ?? to.key, zone)}`;
        changeView.push({ period: days, selected: null });
      }}
      onResetZoom={
        period?.kind === 'days'
          ? () => changeView.push({ period: 'current', selected: null })
          : undefined
      }
      words={words.chart}
      footnote={
        <>
          <ComparedLine figures={figures} />
          {scale.isValued && <p className="hint">{t('pricedDaily')}</p>}
        </>
      }
    >
      {controls}
    </ChartFigure>
  );
}

interface SummaryProps {
  readonly figures: ExploreFigures;
  readonly daily: ChartData;
}

/** The chart in a few sentences; its total opens. */
function Summary({ figures, daily }: SummaryProps) {
  const { usage, scale, explain } = figures;
  const t = useText('explore');
  const words = useChartWords(usage.granularity);
  const { named } = useAmountWords(scale.unit);
  const dates = periodText(spanOf(usage), usage.time_zone);
  const { total: _, ...sentences } = words.summary;
  const whole = explainedCell(explain, { more: [], name: words.chart.total });
  const first = t.rich('chartTotal', {
    amount: named(daily.text({ bucket: null, series: null })),
    dates,
    n: (text) => <Num explain={whole}>{text}</Num>,
  });
  return (
    <>
      {first} {chartSummary({ data: daily, period: dates, words: sentences })}
    </>
  );
}

function spanOf({ from, to, as_of }: ExploreFigures['usage']) {
  return { start: new Date(from), end: new Date(Math.min(Date.parse(to), Date.parse(as_of))) };
}
