/** What is drawn in the surface colour over the series colour, so that each is itself without colour. */
export interface SeriesPattern {
  readonly slot: number;
  /** The side of the tile. */
  readonly size: number;
  /** A stroked path, or dots. */
  readonly mark: string | null;
}

/** By slot; 1 is solid, 0 is Other. */
export const SERIES_PATTERNS: readonly SeriesPattern[] = [
  { slot: 0, size: 6, mark: 'M0 6L6 0' },
  { slot: 2, size: 6, mark: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5' },
  { slot: 3, size: 4, mark: null },
  { slot: 4, size: 6, mark: 'M-1 -1L7 7M-1 5L1 7M5 -1L7 1' },
  { slot: 5, size: 6, mark: 'M0 3H6' },
  { slot: 6, size: 6, mark: 'M0 0L6 6M6 0L0 6' },
  { slot: 7, size: 6, mark: 'M3 0V6' },
  { slot: 8, size: 8, mark: null },
];

const DASHES = ['3 3', 'none', '8 3', '2 3', '8 3 2 3', '12 4', '4 4', '1 4', '12 3 2 3 2 3'];

/** What a line of the slot is dashed with, where bars have a pattern. */
export function dashOf(slot: number): string {
  return DASHES[slot] ?? 'none';
}

/** The id of a slot's pattern in the document; slot 1 has none. */
export function patternId(slot: number): string | undefined {
  return slot === 1 ? undefined : `series-pattern-${slot}`;
}
