import type { ChartData, ChartSeries } from './chart-data.ts';
import {
  type AxisLabel,
  estimateWidth,
  layoutXLabels,
  layoutYAxis,
  type Measure,
} from './layout-axis.ts';
import { type EstimateBand, layoutBand } from './layout-band.ts';
import { EVENT_PX, type EventCluster, layoutEvents } from './layout-events.ts';
import { layoutLine } from './layout-lines.ts';
import {
  barPath,
  barPlace,
  extentOf,
  layoutStackedBars,
  stackValues,
} from './layout-stacked-bars.ts';
import { px } from './path.ts';

/** The whole drawing, in pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

export interface ChartOptions {
  readonly kind: 'bars' | 'lines';
  /** Keys of series that are not drawn. */
  readonly hidden?: ReadonlySet<string> | undefined;
  readonly measure?: Measure | undefined;
}

export interface ChartMark {
  readonly key: string;
  readonly slot: number;
  readonly path: string;
}

/** Paths and positions, from the plot's upper left corner. */
export interface ChartLayout {
  readonly kind: ChartOptions['kind'];
  readonly size: ChartSize;
  readonly plot: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Pixels from bucket to bucket. */
  readonly band: number;
  readonly grid: string;
  readonly zeroY: number;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly labels: readonly AxisLabel[];
  readonly marks: readonly ChartMark[];
  /** Everything below zero, to be hatched. */
  readonly below: string;
  /** The bucket that still lasts: a veil over it, and an outline around it. */
  readonly soFar: { readonly x: number; readonly width: number; readonly outline: string } | null;
  readonly comparison: string;
  readonly estimate: EstimateBand | undefined;
  readonly rules: readonly { readonly key: string; readonly y: number; readonly label: string }[];
  readonly gaps: readonly { readonly x: number; readonly width: number; readonly label: string }[];
  readonly events: readonly EventCluster[];
  /** Names at the ends of at most four lines, where there is room. */
  readonly direct: readonly { readonly key: string; readonly y: number; readonly label: string }[];
}

const TOP_PX = 12;
const AXIS_PX = 24;
const TICK_GAP_PX = 8;
const LABEL_PX = 14;
const DIRECT_MAX = 4;
const DIRECT_WIDTH_MIN = 480;
const DIRECT_GAP_PX = 6;
/** As many times the highest mark may a rule be: a higher one would press the marks flat. */
const RULE_MAX = 2;

/** Places all of a chart. Pure: the same on a server, for mail and paper, as in a page. */
export function layoutChart(data: ChartData, size: ChartSize, options: ChartOptions): ChartLayout {
  const { kind, hidden, measure = estimateWidth } = options;
  const series = data.series.filter(({ key }) => !hidden?.has(key));
  const buckets = data.buckets.length;
  const ends = kind === 'bars' ? stackValues({ series, buckets }) : [];
  const extent = withRest(data, kind === 'bars' ? extentOf(ends) : extentOfLines(series));
  const room = size.height - TOP_PX - AXIS_PX - (data.events?.length ? EVENT_PX + 4 : 0);
  const height = Math.max(room, 1);
  const { y, ticks } = layoutYAxis(extent.low, extent.high, height);
  const texts = ticks.map((value) => ({ y: px(y(value)), text: data.axisText(value) }));
  const left = Math.ceil(Math.max(...texts.map(({ text }) => measure(text))) + TICK_GAP_PX);
  const right = kind === 'lines' ? roomForNames(series, { size, measure }) : 0;
  const width = Math.max(size.width - left - right, 1);
  const band = width / Math.max(buckets, 1);
  const scale = { y, band };
  const bars = layoutStackedBars(ends, scale);
  const paths =
    kind === 'bars' ? bars.paths : series.map(({ values }) => layoutLine(values, scale));
  return {
    kind,
    size,
    plot: { left, top: TOP_PX, width, height },
    band,
    grid: texts.map((tick) => `M0 ${tick.y}h${px(width)}`).join(''),
    zeroY: px(y(0)),
    ticks: texts,
    labels: layoutXLabels({ buckets: data.buckets, width, measure }),
    marks: series.map(({ key, slot }, index) => ({ key, slot, path: paths[index] ?? '' })),
    below: bars.below,
    soFar: kind === 'bars' ? soFarOf(data, ends, scale) : null,
    comparison: comparisonPath(data, kind, scale),
    estimate: data.estimate && layoutBand(data.estimate.points, scale),
    rules: (data.rules ?? [])
      .filter(({ value }) => value <= extent.high && value >= extent.low)
      .map(({ key, value, label }) => ({ key, label, y: px(y(value)) })),
    gaps: (data.gaps ?? []).map(({ from, to, label }) => ({
      label,
      x: px(from * band),
      width: px(Math.max((to - from) * band, 2)),
    })),
    events: layoutEvents(data.events ?? [], { band, width }),
    direct: right === 0 ? [] : directLabels(series, { y, height }),
  };
}

/** The extent with the comparison, the estimate, and the rules that are not too high. */
function withRest({ comparison, estimate, rules }: ChartData, marks: Extent): Extent {
  let { low, high } = marks;
  for (const value of comparison?.values ?? []) {
    high = Math.max(high, value ?? 0);
    low = Math.min(low, value ?? 0);
  }
  for (const point of estimate?.points ?? []) {
    high = Math.max(high, point.high);
    low = Math.min(low, point.low);
  }
  const highest = high;
  for (const { value } of rules ?? []) {
    if (value <= highest * RULE_MAX) high = Math.max(high, value);
  }
  return { low, high };
}

interface Extent {
  readonly low: number;
  readonly high: number;
}

function extentOfLines(series: readonly ChartSeries[]): Extent {
  let low = 0;
  let high = 0;
  for (const { values } of series) {
    for (const value of values) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}

interface Scale {
  readonly y: (value: number) => number;
  readonly band: number;
}

function soFarOf(
  { buckets }: ChartData,
  ends: ReturnType<typeof stackValues>,
  scale: Scale,
): ChartLayout['soFar'] {
  const bucket = buckets.findIndex(({ state }) => state === 'now');
  if (bucket < 0) return null;
  const of = ends.map((series) => series[bucket] ?? ([0, 0] as const));
  const { low, high } = extentOf([of]);
  if (low === high) return null;
  return {
    ...barPlace(bucket, scale.band),
    outline: barPath({ from: low, to: high, bucket }, scale),
  };
}

function comparisonPath(
  { comparison }: ChartData,
  kind: ChartOptions['kind'],
  scale: Scale,
): string {
  if (!comparison) return '';
  if (kind === 'lines') return layoutLine(comparison.values, scale);
  return comparison.values
    .map((value, bucket) =>
      value ? barPath({ from: Math.min(value, 0), to: Math.max(value, 0), bucket }, scale) : '',
    )
    .join('');
}

function roomForNames(
  series: readonly ChartSeries[],
  { size, measure }: { readonly size: ChartSize; readonly measure: Measure },
): number {
  if (size.width < DIRECT_WIDTH_MIN || series.length > DIRECT_MAX || series.length === 0) return 0;
  const widest = Math.max(...series.map(({ label }) => measure(label))) + DIRECT_GAP_PX;
  return widest > size.width / 4 ? 0 : Math.ceil(widest);
}

/** Beside the last value of each line, moved apart where they would touch. */
function directLabels(
  series: readonly ChartSeries[],
  { y, height }: { readonly y: Scale['y']; readonly height: number },
): ChartLayout['direct'] {
  const wanted = series
    .map(({ key, label, values }) => ({
      key,
      label,
      y: y(values.findLast((value) => value !== null) ?? 0),
    }))
    .sort((a, b) => a.y - b.y);
  let floor = LABEL_PX / 2;
  const down = wanted.map((label) => {
    const at = Math.max(label.y, floor);
    floor = at + LABEL_PX;
    return { ...label, y: at };
  });
  const over = Math.max(0, (down.at(-1)?.y ?? 0) - height);
  return down.map((label) => ({ ...label, y: px(label.y - over) }));
}
