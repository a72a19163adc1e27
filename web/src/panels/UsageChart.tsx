import type { Overview } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useChartWords } from '../data/use-chart-words.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { midSentence } from '../figures/catalog-words.ts';
import type { UsageSeries } from '../figures/chart-series.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { ChartLayout } from '../figures/overview-layout.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import { usageChart } from '../figures/usage-chart.ts';
import { usageWhere } from '../figures/usage-where.ts';
import { ChartSentences } from './ChartSentences.tsx';
import { EstimateLine } from './EstimateLine.tsx';
import { UsageChartControls } from './UsageChartControls.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface UsageChartProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: ChartLayout;
  readonly series: readonly UsageSeries[];
}

/** Usage over the period, split as the catalog or the reader says: bars, lines or a table. */
export function UsageChart({ overview, facts, layout, series }: UsageChartProps) {
  const t = useText('overview');
  const { catalog, words } = useShownCustomer();
  const { usage, period } = overview;
  const { scale, timeZone } = facts;
  const [view, changeView] = useView();
  const chartWords = useChartWords();
  const amountWords = useAmountWords(scale.unit);
  const by = view.by[0] ?? layout.by;
  const mode = view.mode ?? layout.mode ?? (period.kind === 'cycle' ? 'cumulative' : 'daily');
  const { cumulative, daily } = useCharts({ overview, facts, series });
  const granularity = t('granularity', { granularity: usage.granularity });
  const named = by === 'meter' ? t('byMeter') : by === 'category' ? t('byCategory') : undefined;
  const title = t('usageTitle', {
    unit: amountWords.heading,
    mode,
    granularity,
    by: named ?? midSentence(words.dimensions.get(by) ?? by),
  });
  const controls = <UsageChartControls {...{ overview, facts, layout, mode, by, granularity }} />;
  if (series.length === 0) {
    return (
      <section className="chart-figure" aria-label={title}>
        <div className="card-head">
          <h2>{title}</h2>
          {controls}
        </div>
        <p className="nothing">{t(period.is_current ? 'nothing' : 'nothingThen')}</p>
      </section>
    );
  }
  const explain = { scale, filter: view.filter, where: usageWhere(catalog) };
  const isZoomed = period.kind === 'range';
  return (
    <ChartFigure
      data={mode === 'cumulative' ? cumulative : daily}
      kind={layout.isLines && by === layout.by && mode === 'daily' ? 'lines' : 'bars'}
      title={title}
      summary={<ChartSentences {...{ usage, daily, explain }} colours={by} />}
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

/** Both readings of the same answer: changing between them asks nothing. */
function useCharts({ overview: { usage }, facts, series }: Omit<UsageChartProps, 'layout'>) {
  const t = useText('overview');
  return useMemo(() => {
    const { scale, estimate, figures, isCycle } = facts;
    const total = isCycle && !scale.isValued && figures.left ? figures.total : null;
    const words = {
      inTotal: (amount: string) => t('inTotal', { amount }),
      estimated: t('estimated'),
    };
    const input = { usage, series, scale, total, estimate, words };
    return {
      cumulative: usageChart({ ...input, mode: 'cumulative' }),
      daily: usageChart({ ...input, mode: 'daily' }),
    };
  }, [usage, series, facts, t]);
}
