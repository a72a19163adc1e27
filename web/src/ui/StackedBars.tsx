import type { Usage } from '@fuelgauge/sdk';
import { memo, useMemo, useRef, useState } from 'react';
import type { ChartColumn } from '../figures/chart-columns.ts';
import type { ChartSeries } from '../figures/chart-series.ts';
import type { AmountUnit, Shown } from '../figures/number-text.ts';
import { stackLayout } from '../figures/stack-layout.ts';
import { BarTargets } from './BarTargets.tsx';
import { ChartAxes } from './ChartAxes.tsx';
import { ChartTip } from './ChartTip.tsx';
import { patternUrl } from './SeriesPatterns.tsx';
import { useWidth } from './use-width.ts';

export interface StackedBarsProps {
  readonly columns: readonly ChartColumn[];
  /** Of the whole period, those still to come included. */
  readonly buckets: Usage['buckets'];
  readonly series: readonly ChartSeries[];
  readonly timeZone: string;
  /** The total to mark with a line. */
  readonly rule: Shown | null;
  readonly unit: AmountUnit;
}

const HEIGHT = 280;
const LEFT = 44;
const TOP = 12;
const BOTTOM = 24;
/** From this many series on, colours alone are too close. */
const PATTERNED_FROM = 5;

/**
 * Stacked bars, the largest series at the base, with a cursor that pointer, keyboard and touch
 * share.
 */
export function StackedBars(props: StackedBarsProps) {
  const { columns, buckets, series, timeZone, rule, unit } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [cursor, setCursor] = useState<number | null>(null);
  const plot = { width: Math.max(width - LEFT, 1), height: HEIGHT - TOP - BOTTOM };
  const ruleAt = rule?.exact ?? null;
  const layout = useMemo(() => {
    const amounts = series.map((_, at) => columns.map((column) => column.amounts[at]?.exact ?? 0n));
    const size = { width: plot.width, height: plot.height };
    return stackLayout({ ...size, series: amounts, buckets: buckets.length, rule: ruleAt });
  }, [columns, series, buckets.length, ruleAt, plot.width, plot.height]);
  const active = cursor === null ? undefined : columns[cursor];

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only ends what the bars inside began.
    <div
      className="chart"
      ref={frame}
      onPointerLeave={() => setCursor(null)}
      onKeyDown={({ key }) => key === 'Escape' && setCursor(null)}
    >
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing.
        <svg
          width={width}
          height={HEIGHT}
          role="group"
          aria-label="Bars. Arrow keys move from bar to bar."
        >
          <g transform={`translate(${LEFT} ${TOP})`}>
            <ChartAxes {...{ layout, plot, buckets, timeZone, rule, unit }} />
            <Paths
              paths={layout.paths}
              series={series}
              patterned={series.length >= PATTERNED_FROM}
            />
            <BarTargets
              {...{ columns, series, unit, cursor, setCursor }}
              bandWidth={layout.bandWidth}
              height={plot.height}
            />
          </g>
        </svg>
      )}
      {active && cursor !== null && (
        <ChartTip
          column={active}
          series={series}
          unit={unit}
          left={LEFT + cursor * layout.bandWidth}
          right={LEFT + (cursor + 1) * layout.bandWidth}
          width={width}
        />
      )}
    </div>
  );
}

interface PathsProps {
  readonly paths: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly patterned: boolean;
}

/** Apart from the cursor, so that moving it draws no bar again. */
const Paths = memo(function Paths({ paths, series, patterned }: PathsProps) {
  return series.map(({ key, slot }, index) => (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus.
    <g key={key} aria-hidden="true">
      <path d={paths[index]} className="series" data-slot={slot} />
      <path
        d={paths[index]}
        className={patterned ? 'pattern' : 'pattern on-demand'}
        fill={patternUrl(slot)}
      />
    </g>
  ));
});
