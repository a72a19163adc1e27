import { scaleLinear } from 'd3-scale';
import type { ChartBucket } from './chart-data.ts';
import { px } from './path.ts';

export interface YScale {
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Text widths in pixels; a browser measures, a server estimates. */
export type Measure = (text: string) => number;

export interface AxisLabel {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle';
}

const TICKS_MIN = 4;
const TICKS_MAX = 6;
/** How many ticks are asked for, until there are as many as wanted. */
const ASKED = [5, 4, 6, 3, 7, 2, 8];
const LABEL_GAP_PX = 12;
/** A guess at Inter of 12 px. */
const CHARACTER_PX = 6.6;

export const estimateWidth: Measure = (text) => text.length * CHARACTER_PX;

/** From zero, or from below it to above it, with four to six round ticks. */
export function layoutYAxis(low: number, high: number, height: number): YScale {
  const domain = [Math.min(low, 0), Math.max(high, low < 0 ? 0 : Number.MIN_VALUE)];
  if (low >= 0 && high <= 0) domain[1] = 4;
  const scales = ASKED.map((count) => {
    const scale = scaleLinear().domain(domain).range([height, 0]).nice(count);
    return { y: scale, ticks: scale.ticks(count) };
  });
  const fitting = scales.find(
    ({ ticks }) => ticks.length >= TICKS_MIN && ticks.length <= TICKS_MAX,
  );
  return fitting ?? (scales[0] as (typeof scales)[number]);
}

export interface XAxisInput {
  readonly buckets: readonly ChartBucket[];
  readonly width: number;
  readonly measure: Measure;
}

/** Every n-th label, n the least for which none touches the next; the first begins at the edge. */
export function layoutXLabels({ buckets, width, measure }: XAxisInput): AxisLabel[] {
  const band = width / Math.max(buckets.length, 1);
  const widest = Math.max(1, ...sample(buckets).map(({ short }) => measure(short)));
  const every = Math.max(1, Math.ceil((widest + LABEL_GAP_PX) / band));
  const labels: AxisLabel[] = [];
  let free = 0;
  for (let index = 0; index < buckets.length; index += every) {
    const text = buckets[index]?.short ?? '';
    const wide = measure(text);
    const middle = (index + 0.5) * band;
    const start = Math.max(middle - wide / 2, 0);
    // The first may have been moved in from the edge, towards the second.
    if (start < free || start + wide > width) continue;
    free = start + wide + LABEL_GAP_PX / 2;
    labels.push(
      start === 0 ? { x: 0, text, anchor: 'start' } : { x: px(middle), text, anchor: 'middle' },
    );
  }
  return labels;
}

/** Measuring ten thousand labels would take longer than drawing them. */
function sample<T>(items: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(items.length / 60));
  return items.filter((_, index) => index % step === 0);
}
