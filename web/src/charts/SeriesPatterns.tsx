import { SERIES_PATTERNS } from './series-patterns.ts';

/** The patterns of all slots, once in the page for charts and swatches alike. */
export function SeriesPatterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      {SERIES_PATTERNS.map(({ slot, size, mark }) => (
        <pattern
          key={slot}
          id={`series-pattern-${slot}`}
          width={size}
          height={size}
          patternUnits="userSpaceOnUse"
        >
          <rect className="pattern-ground" data-slot={slot} width={size} height={size} />
          {mark === null ? (
            <circle cx={size / 2} cy={size / 2} r="1" className="pattern-dot" />
          ) : (
            <path d={mark} className="pattern-line" />
          )}
        </pattern>
      ))}
      <pattern id="chart-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" className="hatch-line" />
      </pattern>
      <pattern id="chart-gap" width="8" height="8" patternUnits="userSpaceOnUse">
        <path d="M-1 -1L9 9M-1 7L1 9M7 -1L9 1" className="gap-line" />
      </pattern>
    </svg>
  );
}
