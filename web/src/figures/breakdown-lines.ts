import { credits } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type BalanceFigures, usageShown } from './balance-figures.ts';
import type { Shown } from './number-text.ts';
import { fit, shares, stepOf } from './rounding.ts';

/** A breakdown as it is shown: its lines add up to the total, their shares to 100.0 %. */
export interface BreakdownLines {
  readonly rows: readonly (BreakdownLine & { readonly row: BreakdownRow })[];
  /** Everything the rows leave out. */
  readonly rest: (BreakdownLine & { readonly rows: number; readonly events: number }) | null;
  readonly total: Shown;
  readonly events: number;
}

export interface BreakdownLine {
  readonly credits: Shown;
  /** Tenths of a percent; null when nothing was used in all. */
  readonly tenths: bigint | null;
}

/** Rounds rows and rest together, so that leaving rows out changes no other number's sum. */
export function breakdownLines(breakdown: Breakdown, figures: BalanceFigures): BreakdownLines {
  const { rows, rest } = breakdown;
  const exact = [...rows, ...(rest ? [rest] : [])].map((line) => credits(line.credits));
  const total = usageShown(credits(breakdown.total.credits), figures);
  const rounded = fit(exact, { total: total.rounded, step: stepOf(figures.decimals) });
  const tenths = shares(exact);
  const line = (index: number): BreakdownLine => ({
    credits: { exact: exact[index] ?? 0n, rounded: rounded[index] ?? 0n },
    tenths: tenths?.[index] ?? null,
  });
  return {
    rows: rows.map((row, index) => ({ ...line(index), row })),
    rest: rest && { ...line(rows.length), rows: rest.rows, events: rest.events },
    total,
    events: breakdown.total.events,
  };
}
