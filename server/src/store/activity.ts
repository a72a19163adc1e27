// event, read newest first for the activity log.

import type { Instant, RecordedEvent } from '@fuelgauge/core';
import type { Queries, Value } from './database.ts';
import { EVENT_COLUMNS, eventOf, type StoredEvent } from './events.ts';
import { asUuid, hexOf, instantOf, timestamp } from './rows.ts';

/** Where a page of the log ended: what comes next is older. */
export interface ActivityPosition {
  readonly bookedAt: Instant;
  readonly seq: number;
}

/** One condition on dimensions: any of them has (or, unless `isIn`, none has) one of the values. */
export interface DimensionCondition {
  /** `meters` are those that know the dimension: of the others, usage has no value. */
  readonly dimensions: readonly { readonly name: string; readonly meters: readonly string[] }[];
  readonly isIn: boolean;
  readonly values: readonly string[];
}

/** What the log shows: all that is given must hold. */
export interface ActivityFilter {
  readonly type: string | null;
  readonly status: string | null;
  readonly source: string | null;
  readonly id: string | null;
  readonly run: string | null;
  /** A part of the id, the run or the value of a dimension, in any case. */
  readonly text: string | null;
  /** Usage on one of these meters that satisfies every condition; null: any, events without usage too. */
  readonly meters: readonly string[] | null;
  readonly conditions: readonly DimensionCondition[];
  /** Least and most nano-units the event was charged when it was recorded; null: any. */
  readonly least: bigint | null;
  readonly most: bigint | null;
}

export interface ActivityWindow {
  readonly from: Instant;
  /** What is older than this, exclusive. */
  readonly before: ActivityPosition;
  readonly filter: ActivityFilter;
  /** Rows looked at, whatever is found among them. */
  readonly scan: number;
  readonly limit: number;
}

const WINDOW = `customer_id = $1 and booked_at >= $2 and booked_at <= $3 and (booked_at < $3 or seq < $4)`;

/** What {@link eventMatch} and {@link linesMatch} compare with, in the order of their parameters. */
export function filterValues(filter: ActivityFilter): Value[] {
  return [
    filter.type,
    filter.source,
    filter.id,
    filter.run,
    filter.status,
    filter.text,
    filter.meters === null ? null : [...filter.meters],
    JSON.stringify(filter.conditions),
    filter.least,
    filter.most,
  ];
}

/** Whether the event `e` has what a filter asks of events; its values begin at parameter `first`. */
export function eventMatch(first: number): string {
  const [type, source, id, run, status, text] = numbered(first, 6);
  const [least, most] = numbered(first + 8, 2);
  return `(${type}::text is null or e.type = ${type}) and (${source}::text is null or e.source = ${source})
        and (${id}::text is null or e.id = ${id}) and (${run}::text is null or e.run = ${run})
        and (${status}::text is null or e.status = ${status}
          or ${status} = (select case c.kind when 'void' then 'voided' when 'amend' then 'amended' else 'priced' end
                      from correction c where c.customer_id = $1 and c.event_key = e.event_key order by c.seq desc limit 1))
        and (${text}::text is null or position(lower(${text}) in lower(e.id)) > 0 or position(lower(${text}) in lower(e.run)) > 0
          or exists (select from jsonb_each_text(e.attribution) as a (name, value)
                      where position(lower(${text}) in lower(a.value)) > 0))
        and (${least}::bigint is null or e.credits >= ${least}) and (${most}::bigint is null or e.credits <= ${most})`;
}

/** How the lines of something lie in jsonb: the list, and of an element `l.line` the meter and a dimension's value. */
export interface LineShape {
  readonly list: string;
  readonly meter: string;
  readonly valueIn: (dimension: string) => string;
}

/** The lines of an event. */
export const LINES: LineShape = {
  list: 'e.lines',
  meter: "l.line ->> 'm'",
  valueIn: (dimension) =>
    `case when l.line -> 's' ->> 0 = ${dimension} then l.line -> 's' ->> 1 else e.attribution ->> (${dimension}) end`,
};

/** Whether one line `l.line` passes a filter whose values begin at parameter `first`. */
export function lineMatch(first: number, { meter, valueIn }: LineShape): string {
  const [meters, conditions] = numbered(first + 6, 2);
  return `(${meters}::text[] is null or ${meter} = any(${meters}))
    and not exists (
      select from jsonb_array_elements(${conditions}::jsonb) as f (item)
       where (exists (
               select from jsonb_array_elements(f.item -> 'dimensions') as d (item)
                where f.item -> 'values' ? (case
                        when not d.item -> 'meters' ? (${meter}) then ''
                        else coalesce(${valueIn("d.item ->> 'name'")}, '') end)))
             is distinct from (f.item ->> 'isIn')::boolean)`;
}

/** Whether any line passes; what has no lines passes by what the event is attributed to, unless meters are asked for. */
export function linesMatch(first: number, shape: LineShape): string {
  const [meters, conditions] = numbered(first + 6, 2);
  return `((${meters}::text[] is null and ${conditions}::jsonb = '[]'::jsonb)
          or exists (select from jsonb_array_elements(${shape.list}) as l (line) where ${lineMatch(first, shape)})
          or (${meters}::text[] is null and ${shape.list} = '[]'::jsonb and not exists (
                 select from jsonb_array_elements(${conditions}::jsonb) as f (item)
                  where (exists (
                          select from jsonb_array_elements(f.item -> 'dimensions') as d (item)
                           where f.item -> 'values' ? coalesce(e.attribution ->> (d.item ->> 'name'), '')))
                        is distinct from (f.item ->> 'isIn')::boolean)))`;
}

function numbered(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `$${first + index}`);
}

/** First recordings booked in a range, newest first, of a window of so many rows. */
export async function listActivity(
  tx: Queries,
  customerId: bigint,
  { from, before, filter, scan, limit }: ActivityWindow,
): Promise<RecordedEvent[]> {
  const rows = await tx.query<StoredEvent>(
    `select ${EVENT_COLUMNS} from (
       select ${EVENT_COLUMNS} from event where ${WINDOW} order by booked_at desc, seq desc limit $5) as e
      where ${eventMatch(7)} and ${linesMatch(7, LINES)}
      order by booked_at desc, seq desc limit $6`,
    [
      customerId,
      timestamp(from),
      timestamp(before.bookedAt),
      BigInt(before.seq),
      scan,
      limit,
      ...filterValues(filter),
    ],
  );
  return rows.map(eventOf);
}

/** Where a window of so many rows ends; undefined when the range ends first. */
export async function findWindowEnd(
  tx: Queries,
  customerId: bigint,
  { from, before, scan }: Pick<ActivityWindow, 'from' | 'before' | 'scan'>,
): Promise<ActivityPosition | undefined> {
  const [row] = await tx.query<{ booked_at: number; seq: bigint }>(
    `select booked_at, seq from event where ${WINDOW} order by booked_at desc, seq desc offset $5 limit 1`,
    [customerId, timestamp(from), timestamp(before.bookedAt), BigInt(before.seq), scan - 1],
  );
  return row && { bookedAt: instantOf(row.booked_at), seq: Number(row.seq) };
}

/** The source and id of events, by key. */
export async function findEventNames(
  tx: Queries,
  customerId: bigint,
  keys: readonly string[],
): Promise<Map<string, { source: string; id: string }>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.query<{ event_key: string; source: string; id: string }>(
    'select event_key, source, id from event where customer_id = $1 and event_key = any($2::uuid[])',
    [customerId, keys.map(asUuid)],
  );
  return new Map(rows.map(({ event_key, source, id }) => [hexOf(event_key), { source, id }]));
}
