// event: facts and what they were charged.

import {
  credits,
  type Entry,
  formatCredits,
  type Instant,
  nano,
  type RecordedEvent,
} from '@fuelgauge/core';
import { findCorrections } from './corrections.ts';
import type { Queries } from './database.ts';
import { asUuid, hexOf, instantOf, type LineRow, lineOf, lineRow, timestamp } from './rows.ts';

/** How an event's draw lies: on its own row when one account paid it, otherwise in entry. */
export interface EventRow {
  readonly event: RecordedEvent;
  readonly drawAccount: string | null;
}

/** Adds facts. The primary key refuses what another writer has recorded, whatever the caller believes. */
export async function insertEvents(
  tx: Queries,
  customerId: bigint,
  rows: readonly EventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const events = rows.map((row) => row.event);
  await tx.query(
    `insert into event (customer_id, event_key, seq, source, id, type, occurred_at, booked_at, recorded_at, fingerprint, status,
       dimensions, attribution, data, run, sequence, catalog_version, unit, credits, list_credits, zero_reason, lines, denial,
       draw_account, balance_after)
     select $1, k, s, so, i, ty, oc, bo, re, f, st, di, at, da, ru, sq, cv, un, cr, li, ze, ln, de::jsonb, dr, ba
       from rows from (
         unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
           $9::timestamptz[], $10::uuid[], $11::text[], $12::text[], $13::bigint[], $14::integer[], $15::text[],
           $16::bigint[], $17::bigint[], $18::text[], $19::text[], $20::text[], $21::bigint[]),
         jsonb_array_elements($22::jsonb), jsonb_array_elements($23::jsonb), jsonb_array_elements($24::jsonb),
         jsonb_array_elements($25::jsonb))
         as u (k, s, so, i, ty, oc, bo, re, f, st, ru, sq, cv, un, cr, li, ze, de, dr, ba, di, at, da, ln)`,
    [
      customerId,
      events.map((event) => event.key),
      events.map((event) => BigInt(event.seq)),
      events.map((event) => event.source),
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => timestamp(event.occurredAt)),
      events.map((event) => timestamp(event.bookedAt)),
      events.map((event) => timestamp(event.recordedAt)),
      events.map((event) => event.fingerprint),
      events.map((event) => event.status),
      events.map((event) => event.run),
      events.map((event) => (event.sequence === null ? null : BigInt(event.sequence))),
      events.map((event) => event.catalogVersion),
      events.map((event) => event.unit),
      events.map((event) => event.credits),
      events.map((event) => event.listCredits),
      events.map((event) => event.zeroReason),
      events.map((event) => denialText(event.denial)),
      rows.map((row) => row.drawAccount),
      events.map((event) => event.balanceAfter),
      // One document for a column: a text for each row would be escaped once more by the array it travels in.
      JSON.stringify(events.map((event) => event.dimensions)),
      JSON.stringify(events.map((event) => event.attribution)),
      JSON.stringify(events.map((event) => event.data)),
      JSON.stringify(events.map((event) => event.lines.map(lineRow))),
    ],
  );
}

function denialText(denial: RecordedEvent['denial']): string | null {
  if (denial === null) return null;
  const { code, required, available } = denial;
  return JSON.stringify({
    code,
    required: formatCredits(required),
    available: formatCredits(available),
  });
}

/** A row of event. */
export interface StoredEvent {
  readonly event_key: string;
  readonly seq: bigint;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly occurred_at: number;
  readonly booked_at: number;
  readonly recorded_at: number;
  readonly fingerprint: string;
  readonly status: RecordedEvent['status'];
  readonly dimensions: RecordedEvent['dimensions'];
  readonly attribution: RecordedEvent['attribution'];
  readonly data: RecordedEvent['data'];
  readonly run: string | null;
  readonly sequence: bigint | null;
  readonly catalog_version: number;
  readonly unit: string;
  readonly credits: bigint;
  readonly list_credits: bigint;
  readonly zero_reason: RecordedEvent['zeroReason'];
  readonly lines: readonly LineRow[];
  readonly denial: {
    readonly code: 'insufficient_credits' | 'no_price';
    readonly required: string;
    readonly available: string;
  } | null;
  readonly balance_after: bigint;
  readonly draw_account: RecordedEvent['parts'][number]['account'] | null;
}

/** Every column of {@link StoredEvent}. */
export const EVENT_COLUMNS = `event_key, seq, source, id, type, occurred_at, booked_at, recorded_at, fingerprint, status, dimensions,
  attribution, data, run, sequence, catalog_version, unit, credits, list_credits, zero_reason, lines, denial, draw_account, balance_after`;

/** The first recordings of these keys. Parts are known only where one account paid; corrections are not applied. */
export async function findEvents(
  tx: Queries,
  customerId: bigint,
  keys: readonly string[],
): Promise<RecordedEvent[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<StoredEvent>(FIND_EVENTS, [customerId, keys.map(asUuid)]);
  return rows.map(eventOf);
}

// Each key is a look of its own at the primary key, which the limit keeps apart and the order chooses: with an equality, or
// any(), a plan made while the table was small may read all events of the customer, and a kept plan goes on doing so.
const FIND_EVENTS = `select found.* from unnest($2::uuid[]) as wanted (key),
  lateral (select ${EVENT_COLUMNS} from event
            where customer_id = $1 and event_key >= wanted.key and event_key <= wanted.key
            order by event_key limit 1) as found`;

/** Events of a range of sequence numbers, both ends included, in order. */
export async function listEvents(
  tx: Queries,
  customerId: bigint,
  range: { from: number; to: number },
): Promise<RecordedEvent[]> {
  const rows = await tx.query<StoredEvent>(
    `select ${EVENT_COLUMNS} from event where customer_id = $1 and seq between $2 and $3 order by seq`,
    [customerId, BigInt(range.from), BigInt(range.to)],
  );
  return rows.map(eventOf);
}

/** When the customer's newest event was recorded, and when it says it happened; undefined when there is none. */
export async function findNewestEvent(
  tx: Queries,
  customerId: bigint,
): Promise<{ recordedAt: Instant; occurredAt: Instant } | undefined> {
  const [row] = await tx.query<{ recorded_at: number; occurred_at: number }>(
    'select recorded_at, occurred_at from event where customer_id = $1 order by seq desc limit 1',
    [customerId],
  );
  return row && { recordedAt: instantOf(row.recorded_at), occurredAt: instantOf(row.occurred_at) };
}

/**
 * Events that wait for a price, oldest first, as they stand: those that none covered and that nothing has corrected since, and
 * those that an amendment has left without one.
 */
export async function listUnpriced(
  tx: Queries,
  customerId: bigint,
  page: { after: number; limit: number },
): Promise<RecordedEvent[]> {
  const rows = await tx.query<StoredEvent>(
    `select ${EVENT_COLUMNS} from (
       (select * from event e where e.customer_id = $1 and e.status = 'unpriced' and e.seq > $2
           and not exists (select from correction c where c.customer_id = $1 and c.event_key = e.event_key)
         order by e.seq limit $3)
       union all
       (select e.* from correction c join event e on e.customer_id = $1 and e.event_key = c.event_key
         where c.customer_id = $1 and c.kind = 'amend' and c.event ->> 'status' = 'unpriced' and e.seq > $2
           and not exists (select from correction d
                            where d.customer_id = $1 and d.event_key = c.event_key and d.seq > c.seq)
         order by e.seq limit $3)) as waiting
      order by seq limit $3`,
    [customerId, BigInt(page.after), page.limit],
  );
  const events = rows.map(eventOf);
  const keys = events.map((event) => event.key);
  const corrections = await findCorrections(tx, customerId, keys);
  const amended = new Map(corrections.map(({ eventKey, event }) => [eventKey, event]));
  return events.map((event) => amended.get(event.key) ?? event);
}

/** A stored event as first recorded; its parts are known only where one account paid. */
export function eventOf(row: StoredEvent): RecordedEvent {
  const amount = nano(row.credits);
  return {
    key: hexOf(row.event_key),
    seq: Number(row.seq),
    source: row.source,
    id: row.id,
    type: row.type,
    occurredAt: instantOf(row.occurred_at),
    bookedAt: instantOf(row.booked_at),
    drawnAt: instantOf(row.booked_at),
    recordedAt: instantOf(row.recorded_at),
    fingerprint: hexOf(row.fingerprint),
    status: row.status,
    dimensions: row.dimensions,
    attribution: row.attribution,
    data: row.data,
    run: row.run,
    sequence: row.sequence === null ? null : Number(row.sequence),
    unit: row.unit,
    credits: amount,
    listCredits: nano(row.list_credits),
    zeroReason: row.zero_reason,
    lines: row.lines.map(lineOf),
    parts: row.draw_account === null ? [] : [{ account: row.draw_account, amount }],
    denial: row.denial && {
      code: row.denial.code,
      required: credits(row.denial.required),
      available: credits(row.denial.available),
    },
    catalogVersion: row.catalog_version,
    balanceAfter: nano(row.balance_after),
    revisedBy: null,
    isVoid: false,
  };
}

/**
 * The largest quantity that other live lines of an accumulator hold, as corrected, for `max` meters whose largest line
 * leaves.
 */
export async function findRestOfMax(
  tx: Queries,
  customerId: bigint,
  about: { meter: string; accumulator: string; except: string; since: Instant },
): Promise<bigint> {
  const [row] = await tx.query<{ rest: string }>(
    `select coalesce(max((move ->> 2)::numeric), 0)::text as rest
       from event e
       left join lateral (select c.kind, c.event from correction c where c.customer_id = $1 and c.event_key = e.event_key
                           order by c.seq desc limit 1) as latest on true,
            jsonb_array_elements(coalesce(latest.event -> 'lines', e.lines)) line, jsonb_array_elements(line -> 'a') move
      where e.customer_id = $1 and e.booked_at >= $2 and e.event_key <> $3
        and line ->> 'm' = $4 and move ->> 0 = 'measure' and move ->> 1 = $5
        and latest.kind is distinct from 'void'`,
    [customerId, timestamp(about.since), asUuid(about.except), about.meter, about.accumulator],
  );
  return BigInt(row?.rest ?? '0');
}

/** Pairs each new event with its entries: what lies on the row, and what needs rows of its own. */
export function placeEntries(
  events: readonly RecordedEvent[],
  entries: readonly Entry[],
): { rows: EventRow[]; rest: Entry[] } {
  const parts = new Map<number, number>();
  for (const { seq } of entries) parts.set(seq, (parts.get(seq) ?? 0) + 1);
  const recorded = new Set(events.map((event) => event.seq));
  const drawn = new Map<number, string>();
  const rest: Entry[] = [];
  for (const entry of entries) {
    const isWhole = recorded.has(entry.seq) && parts.get(entry.seq) === 1 && entry.kind === 'draw';
    if (isWhole) drawn.set(entry.seq, entry.debit);
    else rest.push(entry);
  }
  return {
    rows: events.map((event) => ({ event, drawAccount: drawn.get(event.seq) ?? null })),
    rest,
  };
}
