// cycle and cycle_total, a page at a time: for lists of what has been.

import { type Cycle, type CycleTotals, type Instant, totalsKey } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { TOTALS, type TotalsRow } from './ledgers.ts';
import { instantOf, sinceText } from './rows.ts';

interface CycleRow {
  readonly series: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly state: Cycle['state'];
  readonly anchor: string;
  readonly every: Cycle['grid']['every'];
  readonly zone: string;
}

/** Which cycles a page shows: of one series or of all, after a position (exclusive). */
export interface CyclePage {
  readonly series: string | null;
  readonly after: { readonly start: Instant; readonly series: string } | null;
  readonly limit: number;
}

/** Cycles newest first; those that begin together by series. */
export async function listCyclePage(
  tx: Queries,
  customerId: bigint,
  { series, after, limit }: CyclePage,
): Promise<Cycle[]> {
  const rows = await tx.query<CycleRow>(
    `select series, start_at, end_at, state, anchor, every, zone from cycle
      where customer_id = $1 and ($2::text is null or series = $2)
        and (start_at < $3 or (start_at = $3 and series > $4))
      order by start_at desc, series limit $5`,
    [customerId, series, sinceText(after?.start ?? null), after?.series ?? '', limit],
  );
  return rows.map(({ anchor, every, zone, ...row }) => ({
    series: row.series,
    start: instantOf(row.start_at),
    end: instantOf(row.end_at),
    state: row.state,
    grid: { anchor, every, zone },
  }));
}

/** What these cycles add up to in every unit, by core's `totalsKey`. */
export async function findCycleTotals(
  tx: Queries,
  customerId: bigint,
  cycles: readonly Pick<Cycle, 'series' | 'start'>[],
): Promise<Map<string, CycleTotals>> {
  if (cycles.length === 0) return new Map();
  const rows = await tx.query<TotalsRow>(
    `select t.series, t.start_at, t.unit, ${TOTALS} from cycle_total t
      where customer_id = $1 and (series, start_at) in (select * from unnest($2::text[], $3::timestamptz[]))`,
    [customerId, cycles.map(({ series }) => series), cycles.map(({ start }) => sinceText(start))],
  );
  const totals = new Map<string, CycleTotals>();
  for (const { series, start_at, unit, ...amounts } of rows) {
    totals.set(totalsKey({ series, start: instantOf(start_at) }, unit), amounts);
  }
  return totals;
}
