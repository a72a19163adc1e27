// event, entry and correction by sequence number: the number from which on nothing was left.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf } from './rows.ts';

/** What took the last of what there was: usage of an event, or something else that the ledger did. */
export interface RunOut {
  readonly seq: number;
  readonly bookedAt: Instant;
  readonly event: { readonly source: string; readonly id: string } | null;
}

/** What a sequence number left: each has one row that says so, or parts, of which the last one does. */
const LEFT_AFTER = (seq: string) => `coalesce(
  (select balance_after from event where customer_id = $1 and seq = ${seq}),
  (select balance_after from entry where customer_id = $1 and seq = ${seq} order by part desc limit 1),
  (select balance_after from correction where customer_id = $1 and seq = ${seq}))`;

/**
 * Since when nothing is left; undefined while something is, or where there never was anything. Only what is stored as entries
 * adds to a balance. After the last of them that left something every number leaves less than the one before, so that
 * halving finds the first that left nothing in a few dozen looks, however much was used since.
 */
export async function findRunOut(tx: Queries, customerId: bigint): Promise<RunOut | undefined> {
  const [row] = await tx.query<{
    seq: bigint;
    booked_at: number;
    source: string | null;
    id: string | null;
  }>(
    `with recursive
       filled as (
         select seq, ${LEFT_AFTER('last.seq')} as left_after
           from (select seq from entry where customer_id = $1 and balance_after > 0
                  order by seq desc, part desc limit 1) as last),
       halved (low, high) as (
         select case when filled.left_after > 0 then filled.seq else filled.seq - 1 end, ledger.seq
           from filled, ledger where ledger.customer_id = $1
         union all
         select case when left_after > 0 then middle else low end,
                case when left_after > 0 then high else middle - 1 end
           from (select low, high, middle, ${LEFT_AFTER('half.middle')} as left_after
                   from (select low, high, (low + high + 1) / 2 as middle from halved where low < high) as half) as look)
     select found.seq, coalesce(event.booked_at, entry.booked_at, correction.booked_at) as booked_at, event.source, event.id
       from (select low + 1 as seq from halved where low = high) as found
       left join event on event.customer_id = $1 and event.seq = found.seq
       left join entry on entry.customer_id = $1 and entry.seq = found.seq and entry.part = 0
       left join correction on correction.customer_id = $1 and correction.seq = found.seq
      where coalesce(event.seq, entry.seq, correction.seq) is not null`,
    [customerId],
  );
  if (!row) return undefined;
  const { source, id } = row;
  return {
    seq: Number(row.seq),
    bookedAt: instantOf(row.booked_at),
    event: source === null || id === null ? null : { source, id },
  };
}
