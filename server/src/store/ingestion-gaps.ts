// ingestion_gap: times from which not all usage was received.

import type { Instant, Interval } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp, timestampOrNull } from './rows.ts';

/** A time from which usage is missing, as an operator declared it. */
export interface IngestionGap {
  readonly id: string;
  /** The customer's key; null: of everybody. */
  readonly customer: string | null;
  readonly startedAt: Instant;
  /** Null while it lasts. */
  readonly endedAt: Instant | null;
  readonly declaredAt: Instant;
}

interface GapRow {
  readonly gap_id: string;
  readonly customer: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly declared_at: number;
}

const COLUMNS = 'gap_id, customer, started_at, ended_at, declared_at';

/** Every declared gap, the newest first. Writers keep their number within bounds. */
export async function listIngestionGaps(queries: Queries): Promise<IngestionGap[]> {
  const rows = await queries.query<GapRow>(
    `select ${COLUMNS} from ingestion_gap order by started_at desc, gap_id`,
  );
  return rows.map(gapOf);
}

/** Gaps of a customer and of everybody that touch a range, by their beginnings. */
export async function findIngestionGaps(
  tx: Queries,
  customer: string,
  { start, end }: Interval,
): Promise<IngestionGap[]> {
  const rows = await tx.query<GapRow>(
    `select ${COLUMNS} from ingestion_gap
      where (customer is null or customer = $1) and started_at < $3 and (ended_at is null or ended_at > $2)
      order by started_at, gap_id`,
    [customer, timestamp(start), timestamp(end)],
  );
  return rows.map(gapOf);
}

/** Declares a gap, or changes the one of its id. */
export async function upsertIngestionGap(queries: Queries, gap: IngestionGap): Promise<void> {
  await queries.query(
    `insert into ingestion_gap (${COLUMNS}) values ($1, $2, $3, $4, $5)
     on conflict (gap_id) do update set customer = excluded.customer, started_at = excluded.started_at,
       ended_at = excluded.ended_at`,
    [
      gap.id,
      gap.customer,
      timestamp(gap.startedAt),
      timestampOrNull(gap.endedAt),
      timestamp(gap.declaredAt),
    ],
  );
}

/** Takes a gap back: it never was one. */
export async function deleteIngestionGap(queries: Queries, id: string): Promise<void> {
  await queries.query('delete from ingestion_gap where gap_id = $1', [id]);
}

function gapOf(row: GapRow): IngestionGap {
  return {
    id: row.gap_id,
    customer: row.customer,
    startedAt: instantOf(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    declaredAt: instantOf(row.declared_at),
  };
}
