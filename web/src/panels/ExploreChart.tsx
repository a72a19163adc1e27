import { useMemo } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import type { ChartData } from '../charts/chart-data.ts';
import { usePeriod } from '../data/shown-customer.ts';
import { useChartWords } from '../data/use-chart-words.ts';
import { useGapWords } from '../data/use-gap-words.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { exploreChart } from '../figures/explore-chart.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import { ChartSentences } from './ChartSentences.tsx';
import { ComparedLine } from './ComparedLine.tsx';
import { ExploreControls } from './ExploreControls.tsx';
import { GapNotes } from './GapNotes.tsx';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ExploreChartProps {
  readonly figures: ExploreFigures;
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
}

/** The chart of Explore with everything that changes it. */
export function ExploreChart({ figures, mode, title }: ExploreChartProps) {
  const { usage, series, scale, shown, explain } = figures;
  const t = useText('explore');
  const period = usePeriod();
  const [view, changeView] = useView();
  const words = useChartWords();
  const gap = useGapWords();
  const zone = usage.time_zone;
  const { cumulative, daily } = useMemo(
    () => ({
      cumulative: exploreChart({ ...figures, gap }, 'cumulative'),
      daily: exploreChart({ ...figures, gap }, 'daily'),
    }),
    [figures, gap],
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
        <GapNotes usage={usage} />
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
      summary={<ChartSentences {...{ usage, daily, explain, colours: shown.colours }} />}
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
      words={words}
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
