import { line } from 'd3-shape';
import { px } from './path.ts';

export interface LineScale {
  readonly y: (value: number) => number;
  /** Pixels from bucket to bucket. */
  readonly band: number;
}

/**
 * A line through the middle of each bucket, interrupted where a value is null. Of more values than
 * pixels each pixel column keeps the first, the lowest, the highest and the last, so that no peak
 * is lost.
 */
export function layoutLine(values: readonly (number | null)[], { y, band }: LineScale): string {
  const kept = band >= 1 ? values.map((_, index) => index) : decimate(values, band);
  return (
    line<number>()
      // `px` has rounded already.
      .digits(null)
      .defined((index) => values[index] !== null && values[index] !== undefined)
      .x((index) => px((index + 0.5) * band))
      .y((index) => px(y(values[index] ?? 0)))(kept) ?? ''
  );
}

/**
 * The indices that matter when each value is `band` pixels wide: per pixel column the first, the
 * lowest, the highest and the last, and one null if there is any.
 */
export function decimate(values: readonly (number | null)[], band: number): number[] {
  const kept: number[] = [];
  for (let from = 0; from < values.length; ) {
    const column = Math.floor(from * band);
    let to = from;
    while (to < values.length && Math.floor(to * band) === column) to += 1;
    kept.push(...ofColumn(values, { from, to }));
    from = to;
  }
  return kept;
}

function ofColumn(
  values: readonly (number | null)[],
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  let lowest = from;
  let highest = from;
  let unknown: number | undefined;
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? null;
    if (value === null) {
      unknown ??= index;
      continue;
    }
    if (value < (values[lowest] ?? Number.POSITIVE_INFINITY)) lowest = index;
    if (value > (values[highest] ?? Number.NEGATIVE_INFINITY)) highest = index;
  }
  const picked = new Set([from, lowest, highest, to - 1]);
  if (unknown !== undefined) picked.add(unknown);
  return [...picked].sort((a, b) => a - b);
}
