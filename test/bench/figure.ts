/** One measured value beside what it is compared with, as `--json` prints it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly baseline_name: string;
  /** `value` of `baseline`. */
  readonly ratio: number;
}

/** Compares the medians of two series of measurements. */
export function figureOf(
  name: string,
  unit: string,
  series: {
    readonly values: readonly number[];
    readonly baselines: readonly number[];
    readonly baselineName: string;
  },
): Figure {
  const value = median(series.values);
  const baseline = median(series.baselines);
  return {
    name,
    value: rounded(value),
    unit,
    baseline: rounded(baseline),
    baseline_name: series.baselineName,
    ratio: Math.round((value / baseline) * 1000) / 1000,
  };
}

/** To three figures: more would be noise. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that this share of all values, from 0 to 1, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, baseline, baseline_name, ratio }) => [
    name,
    `${value.toLocaleString('en')} ${unit}`,
    `${baseline.toLocaleString('en')} ${baseline_name}`,
    ratio.toFixed(3),
  ]);
  const table = [['measurement', 'value', 'baseline', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
