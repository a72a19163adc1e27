import { credits } from '@fuelgauge/core';
import type { LogSummary } from '@fuelgauge/sdk';

/** One bar of the histogram: some days of the range and what was found in them. */
export interface Bar {
  /** Calendar dates, both part of it. */
  readonly first: string;
  readonly last: string;
  readonly rows: number;
  readonly amount: bigint;
  /** Of the highest bar, 0 to 1. */
  readonly height: number;
}

/** More bars cannot be told apart. */
export const BARS_MAX = 62;

/** The days of a summary as so many bars or fewer, of equally many days; the last may have fewer. */
export function histogram({ days }: Pick<LogSummary, 'days'>, barsMax: number): readonly Bar[] {
  const size = Math.ceil(days.length / barsMax) || 1;
  const most = (bars: readonly { readonly rows: number }[]) =>
    Math.max(1, ...bars.map(({ rows }) => rows));
  const bars = Array.from({ length: Math.ceil(days.length / size) }, (_, index) => {
    const part = days.slice(index * size, (index + 1) * size);
    return {
      first: dayOf(part[0]?.start),
      last: dayOf(part.at(-1)?.start),
      rows: part.reduce((sum, { rows }) => sum + rows, 0),
      amount: part.reduce((sum, day) => sum + credits(day.credits), 0n),
    };
  });
  const highest = most(bars);
  return bars.map((bar) => ({ ...bar, height: bar.rows / highest }));
}

// Days begin at local midnight, which is written with its offset.
function dayOf(start = ''): string {
  return start.slice(0, 10);
}
