import {
  type Account,
  type Entry,
  type Interval,
  MICROSECOND,
  shift,
  valueAt,
} from '@fuelgauge/core';
import { findEventNames } from '../store/activity.ts';
import { eventKey } from '../store/books.ts';
import { findCorrections } from '../store/corrections.ts';
import type { Queries } from '../store/database.ts';
import { type EntryFilter, findSeqAt, listEntries } from '../store/entries.ts';
import { findEvents } from '../store/events.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { DEFAULT_SOURCE } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { seesBalance } from './sight.ts';
import { type RangeQuery, readRange, sinceOf } from './time-range.ts';
import { conditionsOf } from './usage-filter.ts';
import { grantIdOf } from './wire/balance-json.ts';
import { type EntryJson, entryJson } from './wire/entry-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/entries` takes. Without `from` and `to` there is no bound in time. */
export interface EntriesQuery extends RangeQuery, PageQuery {
  readonly customer: string;
  /** An account such as `used`, or the id of a grant: what it paid or was paid. */
  readonly account?: string | undefined;
  /** A kind of transfer, such as `draw` or `expire`. */
  readonly kind?: string | undefined;
  /** The id of an event: its own transfers and those of its corrections. */
  readonly event?: string | undefined;
  /** The source of `event`; the default source when absent. */
  readonly source?: string | undefined;
  /** The id of a grant: the same as naming it as `account`. */
  readonly grant?: string | undefined;
}

/** What was written to the ledger, in the order it was written. */
export async function readEntries(
  context: Context,
  caller: Caller,
  query: EntriesQuery,
): Promise<Answer<PageJson<EntryJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['seq', 'part']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query) };
  type Page = Answer<PageJson<EntryJson>>;
  const answer = await readBook(context, request, async (work): Promise<Page> => {
    const filter = await filterOf(work, ref, query);
    if (isRefused(filter)) return filter;
    const earliest = await firstSeq(work.tx, ref, filter);
    const after = { seq: Number(position?.[0] ?? 0), part: Number(position?.[1] ?? LAST_PART) };
    const start = earliest > after.seq ? { seq: earliest, part: LAST_PART } : after;
    const page = { filter, after: start, limit: limit + 1 };
    const entries = await listEntries(work.tx, ref.customerId, page);
    return answered(await entryPage(work, ref, { entries, limit }));
  });
  return answer ?? customerUnknown(query.customer);
}

/** Beyond every part of an operation. */
const LAST_PART = 2_147_483_647;

async function filterOf(
  { open, tx, bounds }: ReadWork,
  ref: CustomerRef,
  query: EntriesQuery,
): Promise<EntryFilter | ReturnType<typeof refused>> {
  const range = rangeOf(open.book, query);
  if (isRefused(range)) return range;
  const account = accountOf(ref, query);
  if (isRefused(account)) return account;
  const seqs = await seqsOf(tx, ref, query);
  const usage = bounds && conditionsOf(bounds.filter);
  return { ...range, account, kind: query.kind, seqs, usage };
}

function rangeOf(book: ReadWork['open']['book'], query: EntriesQuery) {
  if (query.from === undefined && query.to === undefined) return {};
  const { head } = book.ledger;
  const ever: Interval = { start: book.terms.startedAt, end: shift(head.at, MICROSECOND) };
  const range = readRange(book, query);
  if (isRefused(range)) return range;
  return {
    from: query.from === undefined ? minOf(ever.start, head.firstCycleAt) : range.start,
    to: query.to === undefined ? ever.end : range.end,
  };
}

function minOf<At extends number>(a: At, b: At): At {
  return a < b ? a : b;
}

function accountOf(
  { customerId }: CustomerRef,
  { account, grant = grantIn(account) }: EntriesQuery,
) {
  if (grant === undefined) return account;
  const number = grantIdOf(customerId, grant);
  if (number !== undefined) return `grant/${number}` satisfies Account;
  return refused('grant_unknown', `The customer has no grant "${grant}".`, '/grant');
}

function grantIn(account: string | undefined): string | undefined {
  return account?.startsWith('grt_') ? account : undefined;
}

/** The operations an event is in: its recording and its corrections. */
async function seqsOf(tx: Queries, { customerId }: CustomerRef, { event, source }: EntriesQuery) {
  if (event === undefined) return undefined;
  const key = eventKey(source ?? DEFAULT_SOURCE, event);
  const [events, corrections] = await Promise.all([
    findEvents(tx, customerId, [key]),
    findCorrections(tx, customerId, [key]),
  ]);
  return [...events, ...corrections].map(({ seq }) => seq);
}

/** Before which sequence number nothing can pass: a grant's own, and what was recorded before the range began. */
async function firstSeq(tx: Queries, { customerId }: CustomerRef, filter: EntryFilter) {
  const grant = /^grant\/(\d+)$/.exec(filter.account ?? '')?.[1];
  const before =
    filter.from === undefined
      ? undefined
      : await findSeqAt(tx, customerId, shift(filter.from, -MICROSECOND));
  return Math.max(grant === undefined ? 0 : Number(grant) - 1, before?.seq ?? 0);
}

async function entryPage(
  { open, tx, sight }: ReadWork,
  { customerId }: CustomerRef,
  { entries, limit }: { entries: readonly Entry[]; limit: number },
): Promise<PageJson<EntryJson>> {
  const { terms, ledger } = open.book;
  const zone = valueAt(terms.zones, ledger.head.at);
  const keys = entries.flatMap(({ eventKey: key }) => (key === null ? [] : [key]));
  const names = await findEventNames(tx, customerId, [...new Set(keys)]);
  const json = (entry: Entry) => {
    const event = entry.eventKey === null ? undefined : names.get(entry.eventKey);
    return entryJson(entry, {
      customerId,
      zone,
      seesBalance: seesBalance(sight),
      event: event ?? null,
    });
  };
  return pageOf(entries, limit, { json, position: ({ seq, part }) => [seq, part] });
}
