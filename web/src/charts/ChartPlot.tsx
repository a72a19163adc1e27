import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useMemo,
  useRef,
} from 'react';
import { BrushX } from './BrushX.tsx';
import { ChartDrawing } from './ChartDrawing.tsx';
import { ChartTip } from './ChartTip.tsx';
import { Cursor } from './Cursor.tsx';
import { placeWords } from './cell-words.ts';
import type { ChartBucket, ChartData } from './chart-data.ts';
import type { ChartWords } from './chart-words.ts';
import { bucketAt } from './cursor-move.ts';
import { EventsRow } from './EventsRow.tsx';
import { type ChartLayout, layoutChart } from './layout-chart.ts';
import { useBrush } from './use-brush.ts';
import { useChartCursor } from './use-chart-cursor.ts';
import { useLiveText } from './use-live-text.ts';
import { useMeasure } from './use-measure.ts';
import { useWidth } from './use-width.ts';

export interface ChartPlotProps {
  readonly data: ChartData;
  readonly kind: 'bars' | 'lines';
  /** Names what can be focused. */
  readonly title: string;
  readonly words: ChartWords;
  readonly hidden: ReadonlySet<string>;
  readonly patterned: boolean;
  readonly height?: number | undefined;
  /** Key of the pinned bucket; without `onSelect` nothing can be pinned. */
  readonly selected?: string | null | undefined;
  readonly onSelect?: ((key: string | null) => void) | undefined;
  /** First and last bucket of what was dragged over, or of the Zoom button: both the same. */
  readonly onZoom?: ((from: ChartBucket, to: ChartBucket) => void) | undefined;
  /** Given where the chart is zoomed: Escape leads back. */
  readonly onResetZoom?: (() => void) | undefined;
  /** Further buttons of the pinned bucket. */
  readonly pinnedActions?: ((bucket: ChartBucket) => ReactNode) | undefined;
}

export const CHART_HEIGHT = 280;

/** The drawing with its cursor, which pointer, keyboard and touch share: one tab stop. */
export function ChartPlot(props: ChartPlotProps) {
  const { data, kind, words, hidden, patterned, height = CHART_HEIGHT } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const measure = useMeasure(frame, width);
  const layout = useMemo(
    () => (width > 0 ? layoutChart(data, { width, height }, { kind, hidden, measure }) : null),
    [data, width, height, kind, hidden, measure],
  );
  const cursor = useChartCursor({ data, hidden, selected: props.selected ?? null });
  const { shown, isKey } = cursor;
  const live = useLiveText(isKey && shown ? placeWords(data, shown, words) : '');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only ends what the target inside began.
    <div
      className="chart"
      ref={frame}
      style={{ height }}
      onPointerLeave={() => !isKey && cursor.leave()}
      onKeyDown={({ key, target, currentTarget }) => {
        // From the buttons of what is pinned, back to the chart.
        if (key !== 'Escape' || !(target as Element).closest('.tip-actions')) return;
        props.onSelect?.(null);
        currentTarget.querySelector<HTMLElement>('.chart-target')?.focus();
      }}
      onBlur={({ relatedTarget, currentTarget }) =>
        currentTarget.contains(relatedTarget) || cursor.leave()
      }
    >
      {layout && (
        <>
          <ChartDrawing layout={layout} patterned={patterned} />
          <PlotTarget {...props} layout={layout} cursor={cursor} />
          {layout.events.length > 0 && <EventsRow layout={layout} words={words} />}
          {shown && (
            <ChartTip
              {...{ data, layout, hidden, patterned, words }}
              {...shown}
              settled={cursor.settled}
            >
              {shown.bucket === cursor.pinned && <PinnedActions {...props} {...shown} />}
            </ChartTip>
          )}
        </>
      )}
      <p className="visually-hidden" aria-live="polite">
        {live}
      </p>
    </div>
  );
}

interface PlotTargetProps extends ChartPlotProps {
  readonly layout: ChartLayout;
  readonly cursor: ReturnType<typeof useChartCursor>;
}

function PlotTarget({ layout, cursor, ...props }: PlotTargetProps) {
  const { data, title, words, onSelect, onZoom, onResetZoom } = props;
  const { plot, band } = layout;
  const { shown, pinned, last } = cursor;
  const bucketOf = (event: PointerEvent<HTMLElement> | MouseEvent<HTMLElement>) =>
    bucketAt(event.clientX - event.currentTarget.getBoundingClientRect().left, { band, last });
  const brush = useBrush({
    bucketOf,
    onZoom: onZoom && (({ from, to }) => zoomTo(props, from, to)),
  });
  const pin = (bucket: number) =>
    onSelect?.(bucket === pinned ? null : (data.buckets[bucket]?.key ?? null));
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (cursor.follow(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && shown) pin(shown.bucket);
    else if (event.key === 'Escape') {
      if (brush.span) brush.cancel();
      else if (pinned !== null) onSelect?.(null);
      else if (shown) cursor.leave();
      else onResetZoom?.();
    }
  };
  if (last < 0) return null;
  return (
    <div
      className="chart-target"
      role="application"
      aria-roledescription={words.roleDescription}
      aria-label={`${title}. ${words.instructions}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is the chart's one tab stop.
      tabIndex={0}
      style={{ left: plot.left, top: plot.top, width: plot.width, height: plot.height }}
      onKeyDown={press}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && cursor.enter()}
      onPointerDown={brush.begin}
      onPointerMove={(event) => {
        if (!brush.move(event) && event.pointerType !== 'touch') cursor.point(bucketOf(event));
      }}
      onPointerUp={brush.finish}
      onPointerCancel={brush.cancel}
      onClick={(event) => {
        if (brush.endedDrag()) return;
        const bucket = bucketOf(event);
        // The first tap opens what the pointer opens by coming near.
        if (shown?.bucket === bucket) pin(bucket);
        else cursor.point(bucket);
      }}
    >
      {shown && <Cursor layout={layout} bucket={shown.bucket} pinned={shown.bucket === pinned} />}
      {brush.span && <BrushX span={brush.span} band={band} />}
    </div>
  );
}

function PinnedActions(props: ChartPlotProps & { readonly bucket: number }) {
  const { data, words, bucket, onSelect, onZoom, pinnedActions } = props;
  const at = data.buckets[bucket];
  return (
    <>
      {onZoom && (
        <button type="button" onClick={() => zoomTo(props, bucket, bucket)}>
          {words.zoom}
        </button>
      )}
      {at && pinnedActions?.(at)}
      <button type="button" onClick={() => onSelect?.(null)}>
        {words.close}
      </button>
    </>
  );
}

function zoomTo({ data, onZoom }: ChartPlotProps, from: number, to: number): void {
  const first = data.buckets[from];
  const last = data.buckets[to];
  if (first && last) onZoom?.(first, last);
}
