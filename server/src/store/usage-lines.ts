// What charts and breakdowns are made of, read where it was recorded: the lines of events, and what corrections changed.

import { quantity, type RollupSums } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import type { Tiles } from './rollups.ts';
import { timestamp } from './rows.ts';

/** Usage of one tile summed by meter, unit and the values of several dimensions, null where usage has none. */
export interface LineSum extends Readonly<RollupSums> {
  readonly tile: number;
  readonly meter: string;
  readonly unit: string;
  readonly values: readonly (string | null)[];
}

/** Events that are attributed to one of the values by at least one of the dimensions. */
export interface LineCondition {
  readonly dimensions: readonly string[];
  readonly values: readonly string[];
}

/** Any stretch of time by any dimensions. */
export interface LineQuestion extends Tiles {
  readonly dimensions: readonly string[];
  /** Events that miss one of these are passed over before their lines are read; corrections never are. */
  readonly within: readonly LineCondition[];
}

// An event counts with the first of its lines on a meter; a correction says itself by how much it changes the count.
const usageBy = (column: 'booked_at' | 'seq', type: string, conditions = '') => `usage as (
  select e.booked_at, e.unit, l.line ->> 'm' as meter, l.line ->> 'v' as value,
         case when l.line ? 's' then e.attribution || jsonb_build_object(l.line -> 's' ->> 0, l.line -> 's' ->> 1)
              else e.attribution end as attribution,
         (l.line ->> 'c')::bigint as credits, coalesce(l.line ->> 'l', l.line ->> 'c')::bigint as list_credits,
         (l.line ->> 'q')::numeric as quantity,
         case when l.place = 1 then 1
              when exists (select from jsonb_array_elements(e.lines) with ordinality as b (line, place)
                            where b.place < l.place and b.line ->> 'm' = l.line ->> 'm') then 0 else 1 end as events
    from event e, jsonb_array_elements(e.lines) with ordinality as l (line, place)
   where e.customer_id = $1 and e.${column} >= $2::${type} and e.${column} < $3::${type} ${conditions}
  union all
  select c.booked_at, u.item ->> 'unit', u.item ->> 'meter', u.item ->> 'value', u.item -> 'attribution',
         (u.item ->> 'credits')::bigint, (u.item ->> 'listCredits')::bigint, (u.item ->> 'quantity')::numeric,
         (u.item ->> 'events')::integer
    from correction c, jsonb_array_elements(c.usage) as u (item)
   where c.customer_id = $1 and c.${column} >= $2::${type} and c.${column} < $3::${type})`;

const USAGE_BY_SEQ = usageBy('seq', 'bigint');

/** Usage of the tiles and the values its conditions take, which are the parameters from `first` on. */
function usageWithin(within: readonly LineCondition[], first: number) {
  const conditions = within.map(({ dimensions }, index) => {
    const place = first + 2 * index;
    const any = dimensions.map(
      (_, at) => `e.attribution ->> ($${place}::text[])[${at + 1}] = any($${place + 1}::text[])`,
    );
    return `and (${['false', ...any].join(' or ')})`;
  });
  return {
    usage: usageBy('booked_at', 'timestamptz', conditions.join(' ')),
    values: within.flatMap(({ dimensions, values }) => [[...dimensions], [...values]]),
  };
}

/** One text for each number of dimensions: a list unrolled is read several times as fast as a list unnested. */
function keyOf(dimensions: readonly string[]): string {
  const values = dimensions.map((_, index) => `attribution ->> ($5::text[])[${index + 1}]`);
  const list = values.length > 0 ? `array[${values.join(', ')}]` : '($5::text[])[1:0]';
  return `width_bucket(booked_at, $4::timestamptz[]) - 1 as tile, ${list} as values`;
}

/** Sums of lines booked in the tiles, corrections included: what no rollup can answer. May hold more than `within` asks for. */
export async function sumUsageLines(
  tx: Queries,
  customerId: bigint,
  question: LineQuestion,
): Promise<LineSum[]> {
  const { usage, values: asked } = usageWithin(question.within, 6);
  const rows = await tx.query<SumRow & { tile: number; values: (string | null)[] }>(
    `with ${usage}
     select tile, meter, unit, values, ${SUMS}
       from (select ${keyOf(question.dimensions)}, meter, unit, credits, list_credits, quantity, events from usage) as line
      group by tile, meter, unit, values`,
    [...lineValues(customerId, question), ...asked],
  );
  return rows.map(({ tile, meter, unit, values, ...row }) => ({
    tile,
    meter,
    unit,
    values,
    ...sumsOf(row),
  }));
}

/** Sums of what was recorded in the sequence numbers after one up to another, by meter and unit, corrections included. */
export async function sumUsageBetween(
  tx: Queries,
  customerId: bigint,
  { after, seq }: { readonly after: number; readonly seq: number },
): Promise<(Readonly<RollupSums> & { readonly meter: string; readonly unit: string })[]> {
  const rows = await tx.query<SumRow>(
    `with ${USAGE_BY_SEQ}
     select meter, unit, ${SUMS} from usage group by meter, unit order by meter, unit`,
    [customerId, BigInt(after) + 1n, BigInt(seq) + 1n],
  );
  return rows.map(({ meter, unit, ...row }) => ({ meter, unit, ...sumsOf(row) }));
}

interface SumRow {
  readonly meter: string;
  readonly unit: string;
  readonly credits: bigint;
  readonly list_credits: bigint;
  readonly quantity: string;
  readonly events: bigint;
}

const SUMS = `sum(credits)::bigint as credits, sum(list_credits)::bigint as list_credits,
            trim_scale(sum(quantity))::text as quantity, sum(events)::bigint as events`;

function sumsOf(row: Omit<SumRow, 'meter' | 'unit'>): Readonly<RollupSums> {
  return {
    credits: row.credits,
    listCredits: row.list_credits,
    quantity: quantity(row.quantity),
    events: Number(row.events),
  };
}

/** How often a meter that counts distinct values met each of them, by tile and dimension values. */
export async function listDistinctLines(
  tx: Queries,
  customerId: bigint,
  { meter, ...question }: LineQuestion & { readonly meter: string },
): Promise<{ tile: number; values: (string | null)[]; value: string; count: number }[]> {
  const { usage, values: asked } = usageWithin(question.within, 7);
  const rows = await tx.query<{
    tile: number;
    values: (string | null)[];
    value: string;
    count: bigint;
  }>(
    `with ${usage}
     select tile, values, value, sum(events)::bigint as count
       from (select ${keyOf(question.dimensions)}, value, events from usage where meter = $6 and value is not null) as line
      group by tile, values, value`,
    [...lineValues(customerId, question), meter, ...asked],
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

function lineValues(customerId: bigint, { starts, to, dimensions }: LineQuestion) {
  return [
    customerId,
    timestamp(starts[0] ?? to),
    timestamp(to),
    starts.map(timestamp),
    [...dimensions],
  ];
}
