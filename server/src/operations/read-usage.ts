import type { Granularity } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { readAmountUnit } from './amount-unit.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { gapsIn } from './gaps-in.ts';
import { measureUsage } from './measure-usage.ts';
import { limitOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { showUsage, type UsagePlan } from './show-usage.ts';
import {
  bucketsOf,
  type RangeQuery,
  readRange,
  readSeries,
  sinceOf,
  startsOf,
} from './time-range.ts';
import { readUsageFilter } from './usage-filter.ts';
import { readGrouping } from './usage-grouping.ts';
import { valueCredits } from './value-credits.ts';
import type { UsageJson } from './wire/usage-json.ts';
import { type Reading, type ReadWork, readBook } from './with-book.ts';

/** What `GET …/usage` takes. The range is the current cycle of the series when absent, to its end. */
export interface UsageQuery extends RangeQuery {
  readonly customer: string;
  /** `hour`, `day` (the default), `week` or `month`. */
  readonly granularity?: string | undefined;
  /** `meter`, `category` or a dimension; everything together when absent. */
  readonly group_by?: string | undefined;
  /** See {@link readUsageFilter}. */
  readonly filter?: string | undefined;
  /** `true`: running totals, which start again with each cycle of the series. */
  readonly cumulative?: string | undefined;
  /** See {@link readAmountUnit}. */
  readonly unit?: string | undefined;
  /** The series of cycles meant; `plan` when absent. */
  readonly series?: string | undefined;
  /** The groups shown one by one (1 to 1,000; 1,000 when absent); the others are one group together. */
  readonly limit?: string | undefined;
}

const GRANULARITIES: readonly string[] = ['hour', 'day', 'week', 'month'];

/** Usage of a range by bucket and group. Future buckets are there, with nothing in them: `as_of` says which they are. */
export async function readUsage(
  context: Context,
  caller: Caller,
  query: UsageQuery,
): Promise<Answer<UsageJson>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query) };
  const answer = await readBook(context, request, (work) => usageIn({ context, work, ref }, query));
  return answer ?? customerUnknown(query.customer);
}

/** Usage as one answer of a reading that shows more. */
export async function usageIn(
  reading: Reading,
  query: Omit<UsageQuery, 'customer'>,
): Promise<Answer<UsageJson>> {
  const { context, work, ref } = reading;
  const form = readForm(query);
  if (isRefused(form)) return form;
  const plan = planOf(work, query, form);
  if (isRefused(plan)) return plan;
  const valuation = plan.amount.isMoney ? await valueCredits(context, work, plan.range) : null;
  const asked = { ...plan, amountUnit: plan.amount.unit, valuation };
  const [measured, gaps] = await Promise.all([
    measureUsage(work, asked),
    gapsIn(reading, plan.range),
  ]);
  return answered(await showUsage(work, ref, { plan, measured, valuation, gaps }));
}

/** What can be read of a query without knowing the customer. */
interface Form {
  readonly granularity: Granularity;
  readonly isCumulative: boolean;
  readonly limit: number;
}

function readForm({
  granularity = 'day',
  cumulative = 'false',
  limit,
}: Omit<UsageQuery, 'customer'>) {
  if (!GRANULARITIES.includes(granularity)) {
    const detail = `granularity is one of: ${GRANULARITIES.join(', ')}.`;
    return refused('query_invalid', detail, '/granularity');
  }
  if (cumulative !== 'true' && cumulative !== 'false') {
    return refused('query_invalid', 'cumulative is true or false.', '/cumulative');
  }
  const groups = limitOf({ limit: limit ?? String(bounds.pageRows) });
  if (isRefused(groups)) return groups;
  const isCumulative = cumulative === 'true';
  return { granularity: granularity as Granularity, isCumulative, limit: groups };
}

function planOf({ open, sight }: ReadWork, query: Omit<UsageQuery, 'customer'>, form: Form) {
  const { book } = open;
  const { catalog } = book;
  const series = readSeries(book, query.series);
  if (isRefused(series)) return series;
  const range = readRange(book, query, series);
  if (isRefused(range)) return range;
  const filter = readUsageFilter(catalog, query.filter);
  if (isRefused(filter)) return filter;
  const grouping = readGrouping(catalog, { field: 'group_by', text: query.group_by });
  if (isRefused(grouping)) return grouping;
  const amount = readAmountUnit(catalog, { text: query.unit, sight });
  if (isRefused(amount)) return amount;
  const division = { granularity: form.granularity, series, byCycle: form.isCumulative };
  const buckets = bucketsOf(book, range, division);
  if (isRefused(buckets)) return buckets;
  const start = startsOf(book, series).findLast((at) => at <= range.start);
  const isWithin = form.isCumulative && start !== undefined && start < range.start;
  const earlier = isWithin ? bucketsOf(book, { start, end: range.start }, division) : [];
  if (isRefused(earlier)) return earlier;
  const plan: UsagePlan = {
    ...form,
    range,
    series,
    buckets: [...earlier, ...buckets],
    before: earlier.length,
    grouping,
    filter,
    amount,
  };
  return plan;
}
