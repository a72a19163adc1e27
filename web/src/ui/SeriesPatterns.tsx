// By slot; 0 is Other. Drawn in the surface colour over the series colour, so that each stays
// itself without colour.
const MARKS: Readonly<Record<number, string>> = {
  2: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5',
  4: 'M-1 -1L7 7M-1 5L1 7M5 -1L7 1',
  5: 'M0 3H6',
  6: 'M0 0L6 6M6 0L0 6',
  7: 'M3 0V6',
  0: 'M0 6L6 0',
};
const DOTS: Readonly<Record<number, number>> = { 3: 4, 8: 8 };

/** The fill that lays a slot's pattern over its colour; slot 1 is solid. */
export function patternUrl(slot: number): string {
  return slot === 1 ? 'none' : `url(#pattern-${slot})`;
}

/** The patterns of all slots, once in the page for charts and swatches alike. */
export function SeriesPatterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      {Object.entries(MARKS).map(([slot, mark]) => (
        <pattern
          key={slot}
          id={`pattern-${slot}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <path d={mark} className="pattern-line" />
        </pattern>
      ))}
      {Object.entries(DOTS).map(([slot, size]) => (
        <pattern
          key={slot}
          id={`pattern-${slot}`}
          width={size}
          height={size}
          patternUnits="userSpaceOnUse"
        >
          <circle cx={size / 2} cy={size / 2} r="1" className="pattern-dot" />
        </pattern>
      ))}
    </svg>
  );
}
