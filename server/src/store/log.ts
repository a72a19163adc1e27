// event, correction and entry as one log of what moved, for what is not an event, and for what all of it adds up to.

import type { Correction, Entry } from '@fuelgauge/core';
import {
  type ActivityFilter,
  type ActivityPosition,
  eventMatch,
  filterValues,
  LINES,
  lineMatch,
  linesMatch,
} from './activity.ts';
import { findCorrectionsBySeq } from './corrections.ts';
import type { Queries } from './database.ts';
import { findEntries } from './entries.ts';
import type { Tiles } from './rollups.ts';
import { timestamp } from './rows.ts';

/** A stretch of the log: older than `before`, not older than `from`. */
export interface LogWindow {
  readonly from: ActivityPosition;
  readonly before: ActivityPosition;
  readonly limit: number;
}

const WINDOW = `booked_at >= $2 and (booked_at > $2 or seq >= $3) and booked_at <= $4 and (booked_at < $4 or seq < $5)`;

/** Corrections in a stretch of the log whose event and whose change of usage pass a filter, newest first. */
export async function listLoggedCorrections(
  tx: Queries,
  customerId: bigint,
  { filter, ...window }: LogWindow & { readonly filter: ActivityFilter },
): Promise<Correction[]> {
  const rows = await tx.query<{ seq: bigint }>(
    `select c.seq from (select * from correction where customer_id = $1 and ${WINDOW}) as c
       join event e on e.customer_id = c.customer_id and e.event_key = c.event_key
      where ${eventMatch(7)} and ${linesMatch(7, CHANGES)}
      order by c.booked_at desc, c.seq desc limit $6`,
    [customerId, ...windowValues(window), ...filterValues(filter)],
  );
  return findCorrectionsBySeq(
    tx,
    customerId,
    rows.map(({ seq }) => Number(seq)),
  );
}

/** A correction's changes of usage as {@link linesMatch} looks at lines. */
const CHANGES = {
  list: 'c.usage',
  meter: "l.line ->> 'meter'",
  valueIn: (name: string) => `l.line -> 'attribution' ->> (${name})`,
};

/** Transfers in a stretch of the log that belong to no event, newest operation first, all parts of each. */
export async function listMovements(
  tx: Queries,
  customerId: bigint,
  { kinds, ...window }: LogWindow & { readonly kinds: readonly string[] | null },
): Promise<Entry[]> {
  const rows = await tx.query<{ seq: bigint }>(
    `select seq from entry
      where customer_id = $1 and ${WINDOW} and event_key is null and part = 0 and ($7::text[] is null or kind = any($7))
      order by booked_at desc, seq desc limit $6`,
    [customerId, ...windowValues(window), kinds === null ? null : [...kinds]],
  );
  return findEntries(
    tx,
    customerId,
    rows.map(({ seq }) => Number(seq)),
  );
}

function windowValues({ from, before, limit }: LogWindow) {
  return [
    timestamp(from.bookedAt),
    BigInt(from.seq),
    timestamp(before.bookedAt),
    BigInt(before.seq),
    limit,
  ];
}

/** What matched in a tile: rows, and what their matching lines were charged, by unit. */
export interface LogSum {
  readonly tile: number;
  readonly unit: string;
  readonly rows: number;
  readonly credits: bigint;
}

/** Counts and sums of all events and corrections that pass a filter, by tile; corrections with what they changed. */
export async function sumLog(
  tx: Queries,
  customerId: bigint,
  { starts, to, filter }: Tiles & { readonly filter: ActivityFilter },
): Promise<LogSum[]> {
  const rows = await tx.query<{ tile: number; unit: string; entries: bigint; credits: bigint }>(
    `select width_bucket(booked_at, $4::timestamptz[]) - 1 as tile, unit, count(*) as entries, sum(credits)::bigint as credits
       from (
         select e.booked_at, e.unit, coalesce((
             select sum((l.line ->> 'c')::bigint) from jsonb_array_elements(e.lines) as l (line)
              where ${lineMatch(5, LINES)}), 0) as credits
           from event e
          where e.customer_id = $1 and e.booked_at >= $2 and e.booked_at < $3 and ${eventMatch(5)} and ${linesMatch(5, LINES)}
         union all
         select c.booked_at, c.unit, coalesce((
             select sum((l.line ->> 'credits')::bigint) from jsonb_array_elements(c.usage) as l (line)
              where ${lineMatch(5, CHANGES)}), 0)
           from correction c join event e on e.customer_id = c.customer_id and e.event_key = c.event_key
          where c.customer_id = $1 and c.booked_at >= $2 and c.booked_at < $3 and ${eventMatch(5)} and ${linesMatch(5, CHANGES)}
       ) as logged
      group by 1, 2`,
    [
      customerId,
      timestamp(starts[0] ?? to),
      timestamp(to),
      starts.map(timestamp),
      ...filterValues(filter),
    ],
  );
  return rows.map(({ tile, unit, entries, credits }) => ({
    tile,
    unit,
    rows: Number(entries),
    credits,
  }));
}
