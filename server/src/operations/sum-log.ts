import { formatCredits, formatInstant, type Interval, unitAt } from '@fuelgauge/core';
import { type LogSum, sumLog } from '../store/log.ts';
import { readAmountUnit } from './amount-unit.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { measureUsage } from './measure-usage.ts';
import { type ActivityPlan, type ActivityQuery, planActivity } from './read-activity.ts';
import { isRefused } from './read-input.ts';
import { bucketsOf, sinceOf } from './time-range.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/activity/summary` takes. */
export interface LogSummaryQuery extends ActivityQuery {
  /** `credits` or the id of a unit; the one the customer is rated in when absent. */
  readonly unit?: string | undefined;
}

/** What all matches of a search come to, on every page and beyond. */
export interface LogSummaryJson {
  readonly from: string;
  readonly to: string;
  /** The unit of the amounts. What is in another unit is counted, and adds nothing to them. */
  readonly unit: string;
  /** Events and corrections that match. */
  readonly rows: number;
  /** What their matching lines were charged, corrections included: the usage of the same filter. */
  readonly credits: string;
  /** What the same range was charged without any search, for the check of the footer. */
  readonly whole: string;
  /** By local day; those without a match are there too. */
  readonly days: readonly {
    readonly start: string;
    readonly rows: number;
    readonly credits: string;
  }[];
  readonly as_of: string;
}

/** Counts and sums every match. Reads each event of the range: as slow as the range is long. */
export async function summariseLog(
  context: Context,
  caller: Caller,
  query: LogSummaryQuery,
): Promise<Answer<LogSummaryJson>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query) };
  const answer = await readBook(context, request, async (work): Promise<Answer<LogSummaryJson>> => {
    const plan = await planActivity(work, query);
    if (isRefused(plan)) return plan;
    const days = daysOf(work, plan);
    if (isRefused(days)) return days;
    const unit = unitIn(work, query.unit);
    if (isRefused(unit)) return unit;
    const { filter, range } = plan;
    const tiles = { starts: days.map(({ start }) => start), to: range.end };
    const id = work.open.customer.customerId;
    const sums = await sumLog(work.tx, id, { ...tiles, filter });
    return answered(await summaryOf(work, plan, { days, sums, unit }));
  });
  return answer ?? customerUnknown(query.customer);
}

function daysOf(
  { open }: ReadWork,
  { range }: ActivityPlan,
): readonly Interval[] | ReturnType<typeof refused> {
  return bucketsOf(open.book, range, { granularity: 'day', series: 'plan', byCycle: false });
}

function unitIn(
  { open: { book }, sight }: ReadWork,
  text: string | undefined,
): string | ReturnType<typeof refused> {
  if (text === undefined) return unitAt(book, book.ledger.head.at);
  if (text === 'money' || text === 'quantity') {
    const detail = `Entries are summed in the unit they were charged in, not as ${text}.`;
    return refused('query_invalid', detail, '/unit');
  }
  const amount = readAmountUnit(book.catalog, { text, sight });
  return isRefused(amount) ? amount : amount.unit;
}

interface Summed {
  readonly unit: string;
  readonly days: readonly Interval[];
  readonly sums: readonly LogSum[];
}

async function summaryOf(
  work: ReadWork,
  plan: ActivityPlan,
  { days, sums, unit }: Summed,
): Promise<LogSummaryJson> {
  const { ledger } = work.open.book;
  const { zone, range, usage } = plan;
  const asked = {
    buckets: [range],
    grouping: null,
    amountUnit: unit,
    valuation: null,
  };
  const measured = await measureUsage(work, { ...asked, filter: usage });
  const whole = usage.clauses.length > 0 ? await measured.wholeFrom(0) : measured.total;
  const ofDay = (day: number) => sums.filter(({ tile }) => tile === day);
  const creditsOf = (rows: readonly LogSum[]) =>
    rows.filter((each) => each.unit === unit).reduce((sum, { credits }) => sum + credits, 0n);
  const countOf = (rows: readonly LogSum[]) => rows.reduce((sum, each) => sum + each.rows, 0);
  return {
    from: formatInstant(range.start, zone),
    to: formatInstant(range.end, zone),
    unit,
    rows: countOf(sums),
    // What has fallen due and is not written is usage that no search can look into.
    credits: plan.isSearch ? formatCredits(creditsOf(sums)) : measured.total.credits,
    whole: whole.credits,
    days: days.map(({ start }, day) => ({
      start: formatInstant(start, zone),
      rows: countOf(ofDay(day)),
      credits: formatCredits(creditsOf(ofDay(day))),
    })),
    as_of: formatInstant(ledger.head.at, zone),
  };
}
