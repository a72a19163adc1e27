import {
  type Catalog,
  formatInstant,
  type Instant,
  type Interval,
  instant,
  MICROSECOND,
  type RecordedEvent,
  shift,
  valueAt,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import {
  type ActivityFilter,
  type ActivityPosition,
  findWindowEnd,
  listActivity,
} from '../store/activity.ts';
import { findCorrections } from '../store/corrections.ts';
import { findEntries } from '../store/entries.ts';
import { type Answer, answered, type refused } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { measureUsage } from './measure-usage.ts';
import { cursorOf, limitOf, type PageJson, type PageQuery, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { resolveSearch } from './resolve-search.ts';
import { seesBalance } from './sight.ts';
import { type RangeQuery, readRange, sinceOf } from './time-range.ts';
import {
  bothFilters,
  type FilterClause,
  passes,
  readUsageFilter,
  type UsageFilter,
} from './usage-filter.ts';
import { type ActivityJson, activityJson } from './wire/activity-json.ts';
import type { AmountsJson } from './wire/usage-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/events` takes. The range is the current plan cycle when absent. */
export interface ActivityQuery extends RangeQuery, PageQuery {
  readonly customer: string;
  /** See {@link readUsageFilter}: events with usage that passes it. */
  readonly filter?: string | undefined;
  readonly type?: string | undefined;
  /** As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`). */
  readonly status?: string | undefined;
  readonly source?: string | undefined;
  readonly id?: string | undefined;
  readonly run?: string | undefined;
  /** A search as people write it: {@link readSearch}. Words are parts of an id, a run or the value of a dimension, in any case. */
  readonly q?: string | undefined;
}

/** A page of the log. It may be shorter than asked for and still have a next one, when much is passed over. */
export interface ActivityPageJson extends PageJson<ActivityJson> {
  readonly from: string;
  readonly to: string;
  /** What the whole log adds up to, corrections included; null on later pages and where not only usage is filtered. */
  readonly total: AmountsJson | null;
  readonly as_of: string;
}

/** Recorded events booked in a range, newest first, each with its lines, draws and corrections. */
export async function readActivity(
  context: Context,
  caller: Caller,
  query: ActivityQuery,
): Promise<Answer<ActivityPageJson>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['instant', 'seq']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query), allGrants: true };
  const answer = await readBook(
    context,
    request,
    async (work): Promise<Answer<ActivityPageJson>> => {
      const plan = await planActivity(work, query);
      if (isRefused(plan)) return plan;
      const after = position && {
        bookedAt: instant(Number(position[0])),
        seq: Number(position[1]),
      };
      const found = await searchEvents(work, plan, { after, limit });
      const isTotalled = position === undefined && !plan.isSearch;
      return answered({
        data: await showEvents(work, ref, found.events),
        next_cursor: found.next ? cursorOf([found.next.bookedAt, found.next.seq]) : null,
        from: formatInstant(plan.range.start, plan.zone),
        to: formatInstant(plan.range.end, plan.zone),
        total: isTotalled ? await totalOf(work, plan) : null,
        as_of: formatInstant(work.open.book.ledger.head.at, plan.zone),
      });
    },
  );
  return answer ?? customerUnknown(query.customer);
}

/** What is asked of the log, in terms of what is recorded. */
export interface ActivityPlan {
  readonly zone: string;
  readonly range: Interval;
  readonly usage: UsageFilter;
  readonly filter: ActivityFilter;
  /** Whether anything but usage is filtered. */
  readonly isSearch: boolean;
}

/** Reads what is asked of the log. Refuses what the catalog does not have. */
export async function planActivity(
  work: ReadWork,
  query: Omit<ActivityQuery, keyof PageQuery>,
): Promise<ActivityPlan | ReturnType<typeof refused>> {
  const { book } = work.open;
  const range = readRange(book, query);
  if (isRefused(range)) return range;
  const stated = readUsageFilter(book.catalog, query.filter);
  if (isRefused(stated)) return stated;
  const search = await resolveSearch(work, query.q);
  if (isRefused(search)) return search;
  const usage = narrowed(book.catalog, stated, search.clauses);
  const { text, own, least, most } = search;
  const { type = null, status = null, source = null, id = null, run = null } = { ...query, ...own };
  const asked = { type, status, source, id, run, text, least, most };
  const shown = bothFilters(usage, work.bounds?.filter);
  const filter = { ...asked, ...usageConditions(book.catalog, shown) };
  const isSearch = Object.values(asked).some((value) => value !== null);
  return { zone: valueAt(book.terms.zones, book.ledger.head.at), range, usage, filter, isSearch };
}

function narrowed(
  { dimensions }: Catalog,
  filter: UsageFilter,
  more: UsageFilter['clauses'],
): UsageFilter {
  const clauses = [...filter.clauses, ...more];
  const names = clauses.flatMap((each) => each.names).filter((name) => dimensions.has(name));
  return { clauses, dimensions: [...new Set(names)] };
}

/** The filter in terms of rows: the meters it leaves, and what must hold of dimensions. */
function usageConditions(catalog: Catalog, { clauses }: UsageFilter) {
  const isOfMeters = ({ names }: FilterClause) =>
    names.length > 0 && names.every((name) => !catalog.dimensions.has(name));
  const own = clauses.filter(isOfMeters);
  const ofMeters = { clauses: own, dimensions: [] };
  const meters = [...catalog.meters.values()];
  const left = meters.filter(({ id }) =>
    passes(catalog, ofMeters, { meter: id, valueIn: () => null }),
  );
  const conditions = clauses
    .filter((clause) => !isOfMeters(clause))
    .map(({ names, isIn, values }) => ({
      dimensions: names.map((name) => ({
        name,
        meters: meters.filter((meter) => meter.dimensions.includes(name)).map(({ id }) => id),
      })),
      isIn,
      values: [...values],
    }));
  return { meters: own.length === 0 ? null : left.map(({ id }) => id), conditions };
}

interface Wanted {
  readonly after: ActivityPosition | undefined;
  readonly limit: number;
}

/** Looks through the range window by window, so that a rare match does not hold one statement for long. */
export async function searchEvents(
  { open, tx }: ReadWork,
  plan: ActivityPlan,
  { after, limit }: Wanted,
) {
  const id = open.customer.customerId;
  const { filter, range } = plan;
  const isFiltered =
    plan.isSearch || plan.filter.conditions.length > 0 || plan.filter.meters !== null;
  const events: RecordedEvent[] = [];
  let before = after ?? newestOf(range);
  for (let looked = 0; looked < bounds.activityWindows; looked += 1) {
    const wanted = limit + 1 - events.length;
    const scan = isFiltered ? bounds.activityScan : wanted;
    const window = { from: range.start, before, filter, scan, limit: wanted };
    const [page, end] = await Promise.all([
      listActivity(tx, id, window),
      isFiltered ? findWindowEnd(tx, id, window) : undefined,
    ]);
    events.push(...page);
    if (events.length > limit) return { events: events.slice(0, limit), next: events[limit - 1] };
    if (!end) return { events, next: undefined };
    before = end;
  }
  return { events, next: before };
}

function newestOf({ end }: Interval): ActivityPosition {
  const bookedAt: Instant = shift(end, -MICROSECOND);
  return { bookedAt, seq: Number.MAX_SAFE_INTEGER };
}

/** Events with what became of them. */
export async function showEvents(
  { open, tx, sight }: ReadWork,
  { customerId }: CustomerRef,
  events: readonly RecordedEvent[],
): Promise<ActivityJson[]> {
  const { ledger, terms } = open.book;
  const split = events.filter(({ parts, credits }) => parts.length === 0 && credits > 0n);
  const [corrections, entries] = await Promise.all([
    findCorrections(
      tx,
      customerId,
      events.map(({ key }) => key),
    ),
    findEntries(
      tx,
      customerId,
      split.map(({ seq }) => seq),
    ),
  ]);
  const byEvent = Map.groupBy(corrections, ({ eventKey }) => eventKey);
  const bySeq = Map.groupBy(entries, ({ seq }) => seq);
  const zone = valueAt(terms.zones, ledger.head.at);
  return events.map((event) =>
    activityJson(event, {
      customerId,
      zone,
      grants: ledger.grants,
      seesBalance: seesBalance(sight),
      corrections: byEvent.get(event.key) ?? [],
      entries: bySeq.get(event.seq) ?? [],
    }),
  );
}

async function totalOf(work: ReadWork, { range, usage }: ActivityPlan): Promise<AmountsJson> {
  const amountUnit = work.open.book.catalog.creditUnit;
  const asked = { buckets: [range], grouping: null, filter: usage, amountUnit, valuation: null };
  return (await measureUsage(work, asked)).total;
}
