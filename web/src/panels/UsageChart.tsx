import { credits } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import { useMemo, useState } from 'react';
import { ChartFigure } from '../charts/ChartFigure.tsx';
import { chartSummary } from '../charts/chart-summary.ts';
import { useChartWords } from '../data/use-chart-words.ts';
import { useView } from '../data/use-view.ts';
import { type BalanceFigures, usageShown } from '../figures/balance-figures.ts';
import type { UsageSeries } from '../figures/chart-series.ts';
import { amountsWord, namedAmountText } from '../figures/number-text.ts';
import { periodText } from '../figures/time-text.ts';
import { usageChart } from '../figures/usage-chart.ts';
import { Choice } from '../ui/Choice.tsx';

export interface UsageChartProps {
  readonly usage: Usage;
  readonly series: readonly UsageSeries[];
  readonly figures: BalanceFigures;
}

/** Credits or spend over the cycle by meter, as bars or as the same numbers in a table. */
export function UsageChart({ usage, series, figures }: UsageChartProps) {
  const [{ mode = 'cumulative', view }, changeView] = useView();
  const [selected, setSelected] = useState<string | null>(null);
  const words = useChartWords(usage.granularity);
  const input = { usage, series, figures };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the input is these three.
  const { cumulative, daily } = useMemo(
    () => ({
      cumulative: usageChart({ ...input, mode: 'cumulative' }),
      daily: usageChart({ ...input, mode: 'daily' }),
    }),
    [usage, series, figures],
  );
  const amounts = amountsWord(figures.unit);
  const each = `per ${usage.granularity}`;
  const soFar = amounts === 'Credits' ? 'Credits used so far' : 'Spend so far';
  const title = `${mode === 'cumulative' ? soFar : `${amounts} ${each}`}, by meter`;
  const modes = (
    <Choice
      label="Amounts"
      options={[
        { id: 'cumulative', label: 'Cumulative' },
        { id: 'daily', label: `P${each.slice(1)}` },
      ]}
      value={mode}
      choose={(next) => changeView.replace({ mode: next })}
    />
  );
  if (series.length === 0) {
    return (
      <section className="chart-figure" aria-label={title}>
        <div className="card-head">
          <h2>{title}</h2>
          {modes}
        </div>
        <p className="nothing">No usage yet. The first event appears here within seconds.</p>
      </section>
    );
  }
  const span = { start: new Date(usage.from), end: new Date(usage.as_of) };
  return (
    <ChartFigure
      data={mode === 'cumulative' ? cumulative : daily}
      kind="bars"
      title={title}
      summary={chartSummary({
        data: daily,
        total: namedAmountText(usageShown(credits(usage.total.credits), figures), figures.unit),
        period: periodText(span, usage.time_zone),
        words: words.summary,
      })}
      view={view}
      onView={(next) => changeView.replace({ view: next })}
      selected={selected}
      onSelect={setSelected}
      words={words.chart}
    >
      {modes}
    </ChartFigure>
  );
}
