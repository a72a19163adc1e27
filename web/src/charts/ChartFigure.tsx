import { type ReactNode, useId, useRef, useState } from 'react';
import { Choice } from '../ui/Choice.tsx';
import { ChartPlot, type ChartPlotProps } from './ChartPlot.tsx';
import { DataTableView } from './DataTableView.tsx';
import { Legend } from './Legend.tsx';
import { PATTERNED_FROM } from './series-slots.ts';
import { useWidth } from './use-width.ts';

export interface ChartFigureProps extends Omit<ChartPlotProps, 'hidden' | 'patterned'> {
  /** A paragraph that says what the picture shows; see `chartSummary`. */
  readonly summary: ReactNode;
  /** Null is not chosen: the table where the chart would be narrower than 400 px. */
  readonly view: ChartView | null;
  readonly onView: (view: ChartView) => void;
  /** On, off, or by number of series and what the reader's system asks for. */
  readonly patterns?: 'auto' | 'on' | 'off' | undefined;
  /** Further choices beside Chart | Table. */
  readonly children?: ReactNode;
  /** Lines below the chart, such as what is likely. */
  readonly footnote?: ReactNode;
}

export type ChartView = 'chart' | 'table';

const NARROW_PX = 400;

/** A chart with its title, its summary, its table, its legend and its keyboard. */
export function ChartFigure(props: ChartFigureProps) {
  const { data, title, summary, view, onView, words, patterns = 'auto', onResetZoom } = props;
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);
  // Not laid out yet is not narrow: a long table would be drawn for nothing.
  const isNarrow = width > 0 && width < NARROW_PX;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const titleId = useId();
  const patterned =
    patterns === 'on' || (patterns === 'auto' && data.series.length >= PATTERNED_FROM);
  const views = [
    { id: 'chart', label: words.chart },
    { id: 'table', label: words.table },
  ] as const;
  const shown = view ?? (isNarrow ? 'table' : 'chart');
  return (
    <figure className="chart-figure" aria-labelledby={titleId} data-patterns={patterns}>
      <div className="card-head">
        <h2 id={titleId}>{title}</h2>
        {props.children}
        <Choice
          label={words.showAs}
          options={isNarrow ? views.toReversed() : views}
          value={shown}
          choose={onView}
        />
      </div>
      <figcaption className="summary">{summary}</figcaption>
      <div ref={body}>
        {onResetZoom && (
          <button type="button" className="reset-zoom" onClick={onResetZoom}>
            {words.resetZoom}
          </button>
        )}
        {shown === 'table' ? (
          <DataTableView data={data} caption={title} words={words} />
        ) : (
          <>
            <ChartPlot {...props} hidden={hidden} patterned={patterned} />
            <Legend {...{ data, hidden, patterned, words }} onHidden={setHidden} />
          </>
        )}
      </div>
      {props.footnote}
    </figure>
  );
}
