import {
  type Book,
  type Cycle,
  type CycleTotals,
  currentCycle,
  instant,
  operate,
  totalsIn,
  totalsKey,
  valueAt,
} from '@fuelgauge/core';
import { findCycleTotals, listCyclePage } from '../store/cycle-pages.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { seesBalance } from './sight.ts';
import { readSeries } from './time-range.ts';
import { type CycleContext, type CycleJson, cycleJson } from './wire/cycle-json.ts';
import { type Reading, type ReadWork, readBook } from './with-book.ts';

/** What `GET …/cycles` takes; all series when `series` is absent. */
export interface CyclesQuery extends PageQuery {
  readonly customer: string;
  readonly series?: string | undefined;
}

/** Cycles newest first: of each series the next one, the current one and all before, with what was booked in them. */
export async function readCycles(
  context: Context,
  caller: Caller,
  query: CyclesQuery,
): Promise<Answer<PageJson<CycleJson>>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const answer = await readBook(context, ref, (work) => cyclesIn({ context, work, ref }, query));
  return answer ?? customerUnknown(query.customer);
}

/** Cycles as the last answer of a reading that shows more: its book is of no further use. */
export async function cyclesIn(
  { work, ref }: Reading,
  query: Omit<CyclesQuery, 'customer'>,
): Promise<Answer<PageJson<CycleJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['instant', 'text']);
  if (isRefused(position)) return position;
  const series = query.series === undefined ? null : readSeries(work.open.book, query.series);
  if (isRefused(series)) return series;
  const after =
    position === undefined
      ? null
      : { start: instant(Number(position[0])), series: String(position[1]) };
  const page = { series, after, limit: limit + 1 };
  const stored = await listCyclePage(work.tx, ref.customerId, page);
  const totals = await findCycleTotals(work.tx, ref.customerId, stored);
  return answered(cyclePage(work, { ...page, stored, totals, limit }));
}

interface Found {
  readonly series: string | null;
  readonly after: { readonly start: number; readonly series: string } | null;
  readonly stored: readonly Cycle[];
  readonly totals: ReadonlyMap<string, CycleTotals>;
  readonly limit: number;
}

/** What is stored, and over it what has begun or ended since the last write; then what is still to come. */
function cyclePage(
  { open: { book }, sight }: ReadWork,
  { series, after, stored, totals, limit }: Found,
): PageJson<CycleJson> {
  const zone = valueAt(book.terms.zones, book.ledger.head.at);
  const ids = book.catalog.series.map(({ id }) => id).filter((id) => !series || id === series);
  const current = ids.map((id) => ({ ...currentCycle(book.ledger, id) }));
  const isCurrent = (cycle: Cycle) => current.some((each) => keyOf(each) === keyOf(cycle));
  const about = (cycle: Cycle) => ({ zone, state: cycle.state, isCurrent: isCurrent(cycle) });
  const rows = new Map<string, CycleRow>();
  for (const cycle of stored) {
    const booked = totalsByUnit(book, (unit) => totals.get(totalsKey(cycle, unit)));
    rows.set(keyOf(cycle), { cycle, about: { ...about(cycle), totals: booked } });
  }
  for (const cycle of book.ledger.cycles.filter((each) => ids.includes(each.series))) {
    const booked = totalsByUnit(book, (unit) => totalsIn(book.ledger, cycle, unit));
    rows.set(keyOf(cycle), { cycle: { ...cycle }, about: { ...about(cycle), totals: booked } });
  }
  for (const cycle of nextCycles(book, current)) {
    const upcoming = { zone, state: 'next' as const, isCurrent: false, totals: [] };
    rows.set(keyOf(cycle), { cycle, about: upcoming });
  }
  const page = [...rows.values()].filter(({ cycle }) => isAfter(cycle, after));
  page.sort((a, b) => newestFirst(a.cycle, b.cycle));
  return pageOf(page, limit, {
    json: (row) =>
      cycleJson(row.cycle, seesBalance(sight) ? row.about : { ...row.about, totals: [] }),
    position: ({ cycle }) => [cycle.start, cycle.series],
  });
}

interface CycleRow {
  readonly cycle: Cycle;
  readonly about: CycleContext;
}

function keyOf({ series, start }: Cycle): string {
  return `${series}|${start}`;
}

function newestFirst(a: Cycle, b: Cycle): number {
  return b.start - a.start || (a.series < b.series ? -1 : 1);
}

function isAfter(cycle: Cycle, after: Found['after']): boolean {
  if (after === null || cycle.start < after.start) return true;
  return cycle.start === after.start && cycle.series > after.series;
}

function totalsByUnit(
  { catalog }: Book,
  find: (unit: string) => CycleTotals | undefined,
): CycleContext['totals'] {
  return catalog.units.flatMap(({ id }) => {
    const totals = find(id);
    const isBooked = totals && Object.values(totals).some((amount) => amount !== 0n);
    return isBooked ? [[id, totals] as const] : [];
  });
}

/**
 * What follows the current cycles, with the terms as they are now: the book is run on until each has ended. Levels are left
 * out, for they change no cycle. The book is of no further use.
 */
function nextCycles(book: Book, current: readonly Cycle[]): Cycle[] {
  book.levels.clear();
  const ending = [...current].sort((a, b) => a.end - b.end);
  return ending.flatMap(({ series, start, end }) => {
    operate.advance(book, end);
    const next = book.ledger.cycles.find((each) => each.series === series && each.start > start);
    return next ? [{ ...next }] : [];
  });
}
