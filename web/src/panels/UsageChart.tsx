import type { Overview } from '@fuelgauge/sdk';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useChartWords } from '../data/use-chart-words.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { ChartLayout } from '../figures/overview-layout.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { UsageFigures } from '../figures/usage-figures.ts';
import { usageWhere } from '../figures/usage-where.ts';
import { ChartSentences } from './ChartSentences.tsx';
import { EstimateLine } from './EstimateLine.tsx';
import { GapNotes } from './GapNotes.tsx';
import { UsageChartControls } from './UsageChartControls.tsx';
import type { UsageTitle } from './use-usage-title.ts';

export interface UsageChartProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: ChartLayout;
  readonly figures: UsageFigures;
  readonly title: UsageTitle;
}

/** Usage over the period, split as the catalog or the reader says: bars, lines or a table. */
export function UsageChart(props: UsageChartProps) {
  const { overview, facts, layout, figures, title: usageTitle } = props;
  const t = useText('overview');
  const { catalog } = useShownCustomer();
  const { usage, period } = overview;
  const { scale, timeZone } = facts;
  const { series, charts } = figures;
  const { by, mode, title } = usageTitle;
  const [view, changeView] = useView();
  const chartWords = useChartWords();
  const granularity = t('granularity', { granularity: usage.granularity });
  const controls = <UsageChartControls {...{ overview, facts, layout, mode, by, granularity }} />;
  if (series.length === 0) {
    return (
      <section className="chart-figure" aria-label={title}>
        <div className="card-head">
          <h2>{title}</h2>
          {controls}
        </div>
        <p className="nothing">{t(period.is_current ? 'nothing' : 'nothingThen')}</p>
        <GapNotes usage={usage} />
      </section>
    );
  }
  const explain = { scale, filter: view.filter, where: usageWhere(catalog) };
  const isZoomed = period.kind === 'range';
  return (
    <ChartFigure
      data={charts[mode]}
      kind={layout.isLines && by === layout.by && mode === 'daily' ? 'lines' : 'bars'}
      title={title}
      summary={<ChartSentences {...{ usage, explain }} daily={charts.daily} colours={by} />}
      view={view.view}
      onView={(next) => changeView.replace({ view: next })}
      selected={view.selected}
      onSelect={(selected) => changeView.replace({ selected })}
      onZoom={(from, to) => {
        const last = usage.buckets.find(({ start }) => start === to.key);
        const days = `${dateOf(from.key, timeZone)}..${lastDateOf(last?.end ?? to.key, timeZone)}`;
        changeView.push({ period: days, selected: null });
      }}
      onResetZoom={isZoomed ? () => changeView.push({ period: 'current' }) : undefined}
      words={chartWords}
      footnote={<EstimateLine {...{ facts }} isShown={mode === 'cumulative'} />}
    >
      {controls}
    </ChartFigure>
  );
}
