/** Where the reader is: a bucket, and in it one series or the whole. */
export interface CursorPlace {
  readonly bucket: number;
  readonly series: number | null;
}

export interface CursorBounds {
  readonly last: number;
  /** Buckets of a page: a week of days. */
  readonly page: number;
  /** Series of the bucket, top first. */
  readonly series: readonly number[];
}

/** Where a key leads from a place; undefined for keys that lead nowhere. */
export function cursorMove(
  key: string,
  { bucket, series }: CursorPlace,
  bounds: CursorBounds,
): CursorPlace | undefined {
  const to = (target: number) => ({
    bucket: Math.min(Math.max(target, 0), bounds.last),
    series,
  });
  switch (key) {
    case 'ArrowLeft':
      return to(bucket - 1);
    case 'ArrowRight':
      return to(bucket + 1);
    case 'PageUp':
      return to(bucket - bounds.page);
    case 'PageDown':
      return to(bucket + bounds.page);
    case 'Home':
      return to(0);
    case 'End':
      return to(bounds.last);
    case 'ArrowUp':
      return { bucket, series: seriesBeside(series, bounds.series.toReversed()) };
    case 'ArrowDown':
      return { bucket, series: seriesBeside(series, bounds.series) };
    default:
      return undefined;
  }
}

/** The one after it in the list, then the whole again. */
function seriesBeside(series: number | null, list: readonly number[]): number | null {
  if (series === null) return list[0] ?? null;
  return list[list.indexOf(series) + 1] ?? null;
}

/** The bucket at a distance from the plot's left edge. */
export function bucketAt(x: number, { band, last }: { band: number; last: number }): number {
  return Math.min(Math.max(Math.floor(x / band), 0), last);
}
