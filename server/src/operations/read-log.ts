import {
  type Correction,
  type Entry,
  formatInstant,
  instant,
  type RecordedEvent,
  valueAt,
} from '@fuelgauge/core';
import type { ActivityPosition } from '../store/activity.ts';
import { findEntries } from '../store/entries.ts';
import { findEvents } from '../store/events.ts';
import { listLoggedCorrections, listMovements } from '../store/log.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { cursorOf, limitOf, type PageJson, positionOf } from './page.ts';
import {
  type ActivityPlan,
  type ActivityQuery,
  planActivity,
  searchEvents,
} from './read-activity.ts';
import { isRefused } from './read-input.ts';
import { seesBalance } from './sight.ts';
import { sinceOf } from './time-range.ts';
import { correctionRow, debitRow, type LogRowJson, movementRow } from './wire/log-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/activity` takes, beside what the log of events takes. */
export interface LogQuery extends ActivityQuery {
  /** Kinds of rows, with commas; all when absent. */
  readonly kind?: string | undefined;
}

/** A page of the log. It may be shorter than asked for and still have a next one, when much is passed over. */
export interface LogPageJson extends PageJson<LogRowJson> {
  readonly from: string;
  readonly to: string;
  readonly as_of: string;
}

/**
 * All that moved credits in a range, newest first: events, their corrections, and grants with what became of them. Grants
 * are not usage: they are shown where nothing of usage is asked for.
 */
export async function readLog(
  context: Context,
  caller: Caller,
  query: LogQuery,
): Promise<Answer<LogPageJson>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['instant', 'seq']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query), allGrants: true };
  const answer = await readBook(context, request, async (work): Promise<Answer<LogPageJson>> => {
    const plan = await planActivity(work, query);
    if (isRefused(plan)) return plan;
    const after = position && {
      bookedAt: instant(Number(position[0])),
      seq: Number(position[1]),
    };
    const found = await findRows(work, plan, { after, limit, kinds: kindsOf(query) });
    const { zone, range } = plan;
    return answered({
      data: await showRows(work, ref, { plan, found: found.rows }),
      next_cursor: found.next ? cursorOf([found.next.bookedAt, found.next.seq]) : null,
      from: formatInstant(range.start, zone),
      to: formatInstant(range.end, zone),
      as_of: formatInstant(work.open.book.ledger.head.at, zone),
    });
  });
  return answer ?? customerUnknown(query.customer);
}

function kindsOf({ kind }: LogQuery): readonly string[] | null {
  return kind === undefined || kind === '' ? null : kind.split(',');
}

/** What a row is made of. */
type Found = ActivityPosition &
  (
    | { readonly kind: 'debit'; readonly event: RecordedEvent }
    | { readonly kind: 'correction'; readonly correction: Correction }
    | { readonly kind: 'movement'; readonly entries: readonly Entry[] }
  );

interface Asked {
  readonly after: ActivityPosition | undefined;
  readonly limit: number;
  readonly kinds: readonly string[] | null;
}

/** Events as far as a page of them goes, and everything else that lies in that stretch. */
async function findRows({ open, tx, ...rest }: ReadWork, plan: ActivityPlan, asked: Asked) {
  const { after, limit, kinds } = asked;
  const work = { open, tx, ...rest };
  const id = open.customer.customerId;
  const has = (kind: string) => kinds === null || kinds.includes(kind);
  const events = has('debit')
    ? await searchEvents(work, plan, { after, limit })
    : { events: [], next: undefined };
  const from = events.next ?? { bookedAt: plan.range.start, seq: 0 };
  const before = after ?? { bookedAt: plan.range.end, seq: 0 };
  const window = { from, before, limit: limit + 1 };
  const [corrections, entries] = await Promise.all([
    has('correction') ? listLoggedCorrections(tx, id, { ...window, filter: plan.filter }) : [],
    plan.isSearch || plan.usage.clauses.length > 0 || work.bounds !== null
      ? []
      : listMovements(tx, id, { ...window, kinds }),
  ]);
  const movements = Map.groupBy(entries, ({ seq }) => seq);
  const rows: Found[] = [
    ...events.events.map((event) => ({ kind: 'debit' as const, event, ...positionIn(event) })),
    ...corrections.map((correction) => ({
      kind: 'correction' as const,
      correction,
      ...positionIn(correction),
    })),
    ...[...movements.values()].flatMap((parts) =>
      parts[0] ? [{ kind: 'movement' as const, entries: parts, ...positionIn(parts[0]) }] : [],
    ),
  ].sort((a, b) => b.bookedAt - a.bookedAt || b.seq - a.seq);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit ? last : events.next };
}

function positionIn({ bookedAt, seq }: ActivityPosition): ActivityPosition {
  return { bookedAt, seq };
}

async function showRows(
  { open, tx, sight }: ReadWork,
  { customerId }: CustomerRef,
  { plan, found }: { readonly plan: ActivityPlan; readonly found: readonly Found[] },
): Promise<LogRowJson[]> {
  const { catalog, ledger, terms } = open.book;
  const split = found.flatMap((row) =>
    row.kind === 'debit' && row.event.parts.length === 0 && row.event.credits > 0n ? [row.seq] : [],
  );
  const keys = found.flatMap((row) => (row.kind === 'correction' ? [row.correction.eventKey] : []));
  const [entries, corrected] = await Promise.all([
    findEntries(tx, customerId, split),
    findEvents(tx, customerId, [...new Set(keys)]),
  ]);
  const about = {
    customerId,
    catalog,
    zone: valueAt(terms.zones, ledger.head.at),
    grants: ledger.grants,
    filter: plan.usage,
    seesBalance: seesBalance(sight),
  };
  return found.map((row) => {
    if (row.kind === 'movement') return movementRow(row.entries, about);
    if (row.kind === 'debit') {
      const own = entries.filter(({ seq, kind }) => seq === row.seq && kind === 'draw');
      return debitRow(row.event, { ...about, entries: own });
    }
    const { correction } = row;
    const event = corrected.find(({ key }) => key === correction.eventKey) ?? correction.event;
    return correctionRow(correction, { ...about, event });
  });
}
