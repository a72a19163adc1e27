import type { Usage } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import type { ChangeView } from '../data/use-view.ts';
import type { View } from '../data/view.ts';
import type { BalanceFigures } from '../figures/balance-figures.ts';
import { type ChartColumn, chartColumns, chartSummary } from '../figures/chart-columns.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import { amountsWord } from '../figures/number-text.ts';
import { Choice } from '../ui/Choice.tsx';
import { Legend } from '../ui/Legend.tsx';
import { StackedBars } from '../ui/StackedBars.tsx';
import { UsageTable } from '../ui/UsageTable.tsx';

export interface UsageChartProps {
  readonly usage: Usage;
  readonly series: readonly ChartSeries[];
  readonly figures: BalanceFigures;
  readonly view: View;
  readonly changeView: ChangeView;
}

const VIEWS = [
  { id: 'chart', label: 'Chart' },
  { id: 'table', label: 'Table' },
] as const;

/** Credits or spend over the cycle by meter, as bars or as the same numbers in a table. */
export function UsageChart({ usage, series, figures, view, changeView }: UsageChartProps) {
  const columns = useMemo(
    () => chartColumns({ usage, series, figures, mode: view.mode }),
    [usage, series, figures, view.mode],
  );
  const each = `per ${usage.granularity}`;
  const amounts = amountsWord(figures.unit);
  const soFar = amounts === 'Credits' ? 'Credits used so far' : 'Spend so far';
  const title = `${view.mode === 'cumulative' ? soFar : `${amounts} ${each}`}, by meter`;
  return (
    <figure className="usage" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <Choice
          label="Amounts"
          options={[
            { id: 'cumulative', label: 'Cumulative' },
            { id: 'daily', label: `P${each.slice(1)}` },
          ]}
          value={view.mode}
          choose={(mode) => changeView.replace({ mode })}
        />
        <Choice
          label="Show as"
          options={VIEWS}
          value={view.view}
          choose={(next) => changeView.replace({ view: next })}
        />
      </div>
      {series.length === 0 ? (
        <p className="nothing">No usage yet. The first event appears here within seconds.</p>
      ) : (
        <Picture {...{ usage, series, figures, view, columns, title }} />
      )}
    </figure>
  );
}

interface PictureProps extends Omit<UsageChartProps, 'changeView'> {
  readonly columns: readonly ChartColumn[];
  readonly title: string;
}

function Picture({ usage, series, figures, view, columns, title }: PictureProps) {
  return (
    <>
      <figcaption className="summary">{chartSummary({ usage, series, figures })}</figcaption>
      {view.view === 'table' ? (
        <UsageTable series={series} columns={columns} caption={title} figures={figures} />
      ) : (
        <>
          <StackedBars
            columns={columns}
            buckets={usage.buckets}
            series={series}
            timeZone={usage.time_zone}
            rule={view.mode === 'cumulative' && figures.left ? figures.total : null}
            unit={figures.unit}
          />
          <Legend series={series} unit={figures.unit} />
        </>
      )}
    </>
  );
}
