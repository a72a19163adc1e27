// event and correction by run, and rollup_dimension by its newest bucket: what rows of tables say beside their usage.

import type { Instant, Interval } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

/** The runs of one value of a dimension; empty for usage that has none. Credits are nano-units of the unit asked for. */
export interface RunSum {
  readonly value: string;
  readonly runs: number;
  readonly median: bigint;
  readonly p95: bigint;
}

/** Runs booked in a range by a dimension, with what one of them was charged, corrections of the range included. */
export async function sumRuns(
  tx: Queries,
  customerId: bigint,
  { range, dimension, unit }: { range: Interval; dimension: string; unit: string },
): Promise<RunSum[]> {
  const rows = await tx.query<{ value: string; runs: bigint; median: bigint; p95: bigint }>(
    `select value, count(*) as runs, percentile_disc(0.5) within group (order by credits) as median,
            percentile_disc(0.95) within group (order by credits) as p95
       from (
         select value, run, sum(credits)::bigint as credits
           from (
             select coalesce(attribution ->> $4, '') as value, run, credits from event
              where customer_id = $1 and booked_at >= $2 and booked_at < $3 and run is not null and unit = $5
             union all
             select coalesce(e.attribution ->> $4, ''), e.run, c.credits
               from correction c join event e on e.customer_id = c.customer_id and e.event_key = c.event_key
              where c.customer_id = $1 and c.booked_at >= $2 and c.booked_at < $3 and e.run is not null and c.unit = $5
           ) as charged
          group by value, run
       ) as each_run
      group by value`,
    [customerId, timestamp(range.start), timestamp(range.end), dimension, unit],
  );
  return rows.map((row) => ({ ...row, runs: Number(row.runs) }));
}

/** Since when a dimension's values were last used: the start of the day or hour, for those used after a moment. */
export async function findLastUse(
  tx: Queries,
  customerId: bigint,
  { dimension, since }: { dimension: string; since: Instant },
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx.query<{ value: string; at: number }>(
    `select value, max(bucket_at) as at from rollup_dimension
      where customer_id = $1 and dimension = $2 and bucket_at >= $3 and events > 0 group by value`,
    [customerId, dimension, timestamp(since)],
  );
  return new Map(rows.map(({ value, at }) => [value, instantOf(at)]));
}
