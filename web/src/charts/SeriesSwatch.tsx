import { seriesStyle } from './series-style.ts';

export interface SeriesSwatchProps {
  /** 1–8, 0 for Other, null for what is not in the chart and only keeps the place. */
  readonly slot: number | null;
  readonly patterned: boolean;
}

/** The colour, and where the chart has them the pattern, of one series. */
export function SeriesSwatch({ slot, patterned }: SeriesSwatchProps) {
  if (slot === null) return <span className="series-swatch" />;
  return (
    <svg
      className="series-swatch"
      width="12"
      height="12"
      aria-hidden="true"
      data-patterned={patterned}
    >
      <rect
        className="series"
        data-slot={slot}
        style={seriesStyle(slot)}
        width="12"
        height="12"
        rx="2"
      />
    </svg>
  );
}
