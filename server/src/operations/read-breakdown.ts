import {
  formatCredits,
  formatInstant,
  formatQuantity,
  type Interval,
  nano,
  rational,
  roundHalfEven,
  valueAt,
} from '@fuelgauge/core';
import { type AmountUnit, readAmountUnit } from './amount-unit.ts';
import { type Answer, answered, type refused } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { amountsJson, type MeasuredUsage, measureUsage } from './measure-usage.ts';
import { cursorOf, limitOf, type PageQuery, positionOf } from './page.ts';
import { isNested, type RankedRow, rankFlat, rankNested } from './rank-rows.ts';
import { isRefused } from './read-input.ts';
import {
  byCredits,
  quantityOf,
  requestsIn,
  totalOf,
  type UsageSums,
  worthOf,
} from './sum-usage.ts';
import { type RangeQuery, readRange, sinceOf } from './time-range.ts';
import { readUsageFilter, type UsageFilter } from './usage-filter.ts';
import { type Grouping, type GroupNames, readGrouping, readNames } from './usage-grouping.ts';
import { type Valuation, valueCredits } from './value-credits.ts';
import type { BreakdownJson, BreakdownRowJson } from './wire/breakdown-json.ts';
import { type Reading, type ReadWork, readBook } from './with-book.ts';

/** What `GET …/breakdown` takes. The range is the current plan cycle when absent. */
export interface BreakdownQuery extends RangeQuery, PageQuery {
  readonly customer: string;
  /** `meter`, `category` or a dimension. */
  readonly by?: string | undefined;
  /** See {@link readUsageFilter}. */
  readonly filter?: string | undefined;
  /** See {@link readAmountUnit}. */
  readonly unit?: string | undefined;
}

/** Usage of a range by one attribute, ranked. Usage without a value has a row, so that rows make up the total. */
export async function readBreakdown(
  context: Context,
  caller: Caller,
  query: BreakdownQuery,
): Promise<Answer<BreakdownJson>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query) };
  const answer = await readBook(context, request, (work) =>
    breakdownIn({ context, work, ref }, query),
  );
  return answer ?? customerUnknown(query.customer);
}

/** A breakdown as one answer of a reading that shows more. */
export async function breakdownIn(
  { context, work, ref }: Reading,
  query: Omit<BreakdownQuery, 'customer'>,
): Promise<Answer<BreakdownJson>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const after = positionOf(query, ['integer', 'part', 'text']);
  if (isRefused(after)) return after;
  const plan = planOf(work, query);
  if (isRefused(plan)) return plan;
  const { range, grouping, filter, amount } = plan;
  const valuation = amount.isMoney ? await valueCredits(context, work, range) : null;
  const asked = { buckets: [range], grouping, filter, amountUnit: amount.unit, valuation };
  const measured = await measureUsage(work, asked);
  const { catalog } = work.open.book;
  const described = await context.catalogs.description(work.tx, catalog.key, catalog.version);
  const requestsOf = (sums: UsageSums) => requestsIn(catalog, described.requestsMeter, sums);
  const page = { limit, after };
  return answered(await showBreakdown(work, ref, { plan, measured, valuation, requestsOf, page }));
}

interface Plan {
  readonly range: Interval;
  readonly grouping: NonNullable<Grouping>;
  readonly filter: UsageFilter;
  readonly amount: AmountUnit;
}

function planOf(
  { open, sight }: ReadWork,
  query: Omit<BreakdownQuery, 'customer'>,
): Plan | ReturnType<typeof refused> {
  const { book } = open;
  const range = readRange(book, query);
  if (isRefused(range)) return range;
  const filter = readUsageFilter(book.catalog, query.filter);
  if (isRefused(filter)) return filter;
  const grouping = readGrouping(book.catalog, { field: 'by', text: query.by ?? 'meter' });
  if (isRefused(grouping)) return grouping;
  const amount = readAmountUnit(book.catalog, { text: query.unit, sight });
  if (isRefused(amount)) return amount;
  return { range, grouping: grouping ?? 'meter', filter, amount };
}

interface Found {
  readonly plan: Plan;
  readonly measured: MeasuredUsage;
  readonly valuation: Valuation | null;
  readonly requestsOf: (sums: UsageSums) => string | null;
  readonly page: {
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
  };
}

async function showBreakdown(
  work: ReadWork,
  ref: CustomerRef,
  found: Found,
): Promise<BreakdownJson> {
  const { plan, measured, valuation, requestsOf, page } = found;
  const { book } = work.open;
  const { head } = book.ledger;
  const zone = valueAt(book.terms.zones, head.at);
  const nested = isNested(book.catalog, plan.grouping);
  const at = head.at < plan.range.end ? head.at : plan.range.end;
  const keys = nested ? measured.groups.map(({ key }) => key) : [];
  const tree = await readNames(work, plan.grouping, { keys, at });
  const rows = nested ? rankNested(measured.groups, tree.parentOf) : rankFlat(measured.groups);
  const first = firstRow(rows, page.after);
  const shown = rows.slice(first, first + page.limit);
  const later = rows.slice(first + page.limit);
  const names = nested ? tree : await readNames(work, plan.grouping, { keys: keysOf(shown), at });
  const total = totalOf(rows.map(({ direct }) => direct));
  const last = shown.at(-1);
  return {
    customer: ref.key,
    by: plan.grouping,
    from: formatInstant(plan.range.start, zone),
    to: formatInstant(plan.range.end, zone),
    time_zone: zone,
    unit: plan.amount.name,
    currency: valuation?.currency ?? null,
    rows: shown.map((row) => rowJson(work, row, { ...found, names, total })),
    rest: restJson(later, requestsOf),
    total: {
      ...amountsJson(total),
      money: valuation && worthOf(total),
      requests: requestsOf(total),
    },
    whole: plan.filter.clauses.length > 0 ? await measured.wholeFrom(0) : amountsJson(total),
    units: measured.unitsFrom(0),
    next_cursor: later.length > 0 && last ? cursorOf(positionIn(last)) : null,
    as_of: formatInstant(head.at, zone),
    seq: head.seq,
  };
}

function keysOf(rows: readonly RankedRow[]): (string | null)[] {
  return rows.map(({ key }) => key);
}

function positionIn({ key, sums }: RankedRow): (string | number)[] {
  return [sums.credits.toString(), key === null ? 0 : 1, key ?? ''];
}

/** The first row after the position a page ended at, wherever that row has moved to. */
function firstRow(rows: readonly RankedRow[], after: readonly (string | number)[] | undefined) {
  if (after === undefined) return 0;
  const [amount, isKeyed, key] = after;
  const position = {
    key: isKeyed === 0 ? null : String(key),
    credits: /^-?\d+$/.test(String(amount)) ? BigInt(String(amount)) : 0n,
  };
  const index = rows.findIndex(
    (row) => byCredits({ key: row.key, credits: row.sums.credits }, position) > 0,
  );
  return index < 0 ? rows.length : index;
}

function restJson(
  rows: readonly RankedRow[],
  requestsOf: Found['requestsOf'],
): BreakdownJson['rest'] {
  if (rows.length === 0) return null;
  const sums = totalOf(rows.map(({ direct }) => direct));
  return { rows: rows.length, ...amountsJson(sums), requests: requestsOf(sums) };
}

function rowJson(
  work: ReadWork,
  row: RankedRow,
  {
    plan,
    measured,
    valuation,
    requestsOf,
    names,
    total,
  }: Found & { names: GroupNames; total: UsageSums },
): BreakdownRowJson {
  const { catalog } = work.open.book;
  const { key, sums, direct } = row;
  const isTree = isNested(catalog, plan.grouping);
  const hangs =
    isTree || plan.grouping === 'meter' || catalog.dimensions.get(plan.grouping)?.kind === 'tree';
  const group = { key, cells: [sums] };
  return {
    key,
    label: names.labelOf(key),
    ...amountsJson(sums),
    money: valuation && worthOf(sums),
    quantity: quantityIn(row, measured),
    unit: measured.quantityUnitOf(group),
    requests: requestsOf(sums),
    share: shareOf(sums, total),
    ...(hangs && { parent: key === null ? null : names.parentOf(key) }),
    ...(isTree && { direct: amountsJson(direct) }),
  };
}

/** Distinct values are known of each row alone, not of what hangs below it. */
function quantityIn({ key, sums, direct }: RankedRow, measured: MeasuredUsage): string | null {
  const group = { key, cells: [sums] };
  if (measured.quantityUnitOf(group) === null) return null;
  const distinct = measured.distinctOf(group);
  if (!distinct) return quantityOf(sums);
  const isAlone = sums.events === direct.events;
  const counted = isAlone ? distinct.quantity(key, [0]) : undefined;
  return counted === undefined ? null : formatQuantity(counted);
}

const SHARE_DECIMALS = 4;

/** A part of the total, rounded half to even; 0 when there is no total. */
function shareOf({ credits }: UsageSums, total: UsageSums): string {
  if (total.credits <= 0n) return '0';
  const scale = 10n ** BigInt(SHARE_DECIMALS);
  const parts = roundHalfEven(rational(credits * scale, total.credits));
  return formatCredits(nano(parts * 10n ** BigInt(9 - SHARE_DECIMALS)));
}
