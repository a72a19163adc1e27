/** One place on the x axis, such as a day. */
export interface ChartBucket {
  /** Unique and stable, such as when it starts: what is pinned and zoomed to. */
  readonly key: string;
  /** In full: `Sat 14 Nov`, and with the offset an hour that comes twice. */
  readonly label: string;
  /** For the axis: `14 Nov`. */
  readonly short: string;
  /** Has it ended, does it last, or is it still to come? */
  readonly state: 'done' | 'now' | 'ahead';
}

/** One colour of a chart. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** 1–8, and 0 for Other; see `seriesSlots`. */
  readonly slot: number;
  /**
   * One per bucket, for drawing only: what is read comes from `text`. Below zero are refunds. Null
   * is not known, which is not zero.
   */
  readonly values: readonly (number | null)[];
}

/** What a text is asked for: a bucket and a series by index, null for all of them. */
export interface ChartCell {
  readonly bucket: number | null;
  readonly series: number | null;
}

/** A horizontal line, such as what is included or a cap. */
export interface ChartRule {
  readonly key: string;
  readonly value: number;
  /** `6,000 included`. */
  readonly label: string;
}

/** What is likely from here on: the median, and the band that 80 % of outcomes stay in. */
export interface ChartEstimate {
  readonly label: string;
  /** From left to right; `at` counts buckets from the left edge and may have a fraction. */
  readonly points: readonly EstimatePoint[];
  /** The estimate in words for a bucket, such as `5,100–5,600`; undefined where there is none. */
  readonly text: (bucket: number) => string | undefined;
}

export interface EstimatePoint {
  readonly at: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What the same buckets were in another period, drawn as outlines behind. */
export interface ChartComparison {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** For a bucket; null for all of them. */
  readonly text: (bucket: number | null) => string;
}

/** A time from which nothing was received; `from` and `to` count buckets, as `at` does. */
export interface ChartGap {
  readonly from: number;
  readonly to: number;
  /** `No data received 02:10–03:40`. */
  readonly label: string;
}

/** Something that happened, below the axis. */
export interface ChartEvent {
  readonly key: string;
  readonly at: number;
  readonly kind: EventKind;
  /** `Sat 14 Nov 09:00: 500 bonus credits`. */
  readonly label: string;
}

/** Each has a glyph of its own. */
export type EventKind = 'grant' | 'purchase' | 'reset' | 'limit' | 'plan' | 'price' | 'note';

/** All that a chart shows. Its texts are the caller's, made from exact amounts. */
export interface ChartData {
  readonly buckets: readonly ChartBucket[];
  /** From the base up: the largest first. */
  readonly series: readonly ChartSeries[];
  /** The amount of a cell as it is read everywhere: tooltip, table, live text and legend. */
  readonly text: (cell: ChartCell) => string;
  /** Its share of the bucket's total, `22.4 %`. */
  readonly shareText?: ((cell: ChartCell) => string) | undefined;
  /** Short form for a tick: `1.5K`. */
  readonly axisText: (value: number) => string;
  readonly rules?: readonly ChartRule[] | undefined;
  readonly estimate?: ChartEstimate | undefined;
  readonly comparison?: ChartComparison | undefined;
  readonly gaps?: readonly ChartGap[] | undefined;
  readonly events?: readonly ChartEvent[] | undefined;
  /** Buckets that Page Up and Page Down go over; 7 when not said. */
  readonly week?: number | undefined;
}

/** What stands at a cell; 0 where nothing does. */
export function valueAt({ values }: Pick<ChartSeries, 'values'>, bucket: number): number {
  return values[bucket] ?? 0;
}

/** The last bucket there is something to say about: one that has begun, or an estimated one. */
export function lastBucket({ buckets, estimate }: ChartData): number {
  return buckets.findLastIndex(
    ({ state }, index) => state !== 'ahead' || estimate?.text(index) !== undefined,
  );
}

/** Series of which a bucket has something, in the order they are stacked on paper: top first. */
export function seriesOf({ series }: ChartData, bucket: number): number[] {
  return series
    .map((_, index) => index)
    .filter((index) => series[index] !== undefined && valueAt(series[index], bucket) !== 0)
    .toReversed();
}
