/** The words of a chart, in the reader's language. Values come formatted. */
export interface ChartWords {
  /** Role in words: `chart`. */
  readonly roleDescription: string;
  /** `Arrow keys move, Enter pins, Escape leaves.` */
  readonly instructions: string;
  /** Label of the choice, and its two options. */
  readonly showAs: string;
  readonly chart: string;
  readonly table: string;
  /** First column of the table: `Period`. */
  readonly period: string;
  readonly total: string;
  readonly soFar: string;
  /** Label of the legend, and how to use it. */
  readonly legend: string;
  readonly legendHint: string;
  /** `2 of 6 hidden`. */
  readonly hiddenCount: (hidden: number, all: number) => string;
  readonly showAll: string;
  /** Actions of a pinned bucket, and of a zoomed chart. */
  readonly zoom: string;
  readonly close: string;
  readonly resetZoom: string;
  /** Label of the events row, and of several at one place: `3 events`. */
  readonly events: string;
  readonly eventCount: (count: number) => string;
}
