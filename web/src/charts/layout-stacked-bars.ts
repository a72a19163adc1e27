import { stack, stackOffsetDiverging } from 'd3-shape';
import { type ChartSeries, valueAt } from './chart-data.ts';
import { rectanglePath } from './path.ts';

/** The series that are shown, from the base up, and how many buckets the axis has. */
export interface StackInput {
  readonly series: readonly Pick<ChartSeries, 'values'>[];
  readonly buckets: number;
}

/** Per series and bucket the lower and the upper end, in the values' unit. */
export type Stack = readonly (readonly (readonly [number, number])[])[];

export interface StackedBars {
  /** One path per series. */
  readonly paths: readonly string[];
  /** All that is below zero, once more, to be hatched. */
  readonly below: string;
}

export interface BarScale {
  readonly y: (value: number) => number;
  /** Pixels from bucket to bucket. */
  readonly band: number;
}

const GAP_PX = 1;
const GAP_OF_BAND = 0.22;
/** Narrower bands stand wall to wall. */
const GAPLESS_PX = 4;

/** Stacks each bucket: what is above zero upwards in order, what is below downwards. */
export function stackValues({ series, buckets }: StackInput): Stack {
  const shape = stack<number, number>()
    .keys(series.map((_, index) => index))
    .value((bucket, index) => valueAt(series[index] ?? { values: [] }, bucket))
    .offset(stackOffsetDiverging);
  return shape(Array.from({ length: buckets }, (_, bucket) => bucket)).map((each) =>
    each.map(([low, high]) => [low, high] as const),
  );
}

/** Lowest and highest end of all. */
export function extentOf(ends: Stack): { readonly low: number; readonly high: number } {
  let low = 0;
  let high = 0;
  for (const series of ends) {
    for (const [from, to] of series) {
      if (from < low) low = from;
      if (to > high) high = to;
    }
  }
  return { low, high };
}

/** A bar per bucket, a pixel of surface between two segments where there is room for it. */
export function layoutStackedBars(ends: Stack, scale: BarScale): StackedBars {
  const below: string[] = [];
  const paths = ends.map((series) => {
    const bars = series.map(([from, to], bucket) => {
      if (from === to) return '';
      const bar = barPath({ from, to, bucket }, scale);
      if (from < 0) below.push(bar);
      return bar;
    });
    return bars.join('');
  });
  return { paths, below: below.join('') };
}

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly bucket: number;
}

/** One bar from one value to another. */
export function barPath({ from, to, bucket }: Bar, { y, band }: BarScale): string {
  const { x, width } = barPlace(bucket, band);
  const top = y(to);
  const tall = y(from) - top;
  const gap = tall > 3 * GAP_PX ? GAP_PX : 0;
  // The pixel comes off the end away from zero, so that bars stand on the line.
  return rectanglePath({ x, y: from < 0 ? top : top + gap, width, height: tall - gap });
}

/** Where the bars of a bucket begin, and how wide they are. */
export function barPlace(bucket: number, band: number): { x: number; width: number } {
  const gap = band > GAPLESS_PX ? Math.max(GAP_PX, band * GAP_OF_BAND) : 0;
  return { x: bucket * band + gap / 2, width: band - gap };
}
