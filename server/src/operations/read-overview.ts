import {
  contains,
  currentCycle,
  formatCredits,
  formatInstant,
  formatQuantity,
  instant,
  localDate,
  MICROSECOND,
  shift,
  unitAt,
  valueAt,
} from '@fuelgauge/core';
import type { CatalogDescription } from '../catalog/describe/describe-catalog.ts';
import { findNewestEvent } from '../store/events.ts';
import { type Answer, answered } from './answer.ts';
import { balanceOfCycle } from './balance-of-cycle.ts';
import { changesIn } from './changes-in.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { stretchesIn } from './gaps-in.ts';
import { ownBalance } from './own-balance.ts';
import { type BreakdownQuery, breakdownIn } from './read-breakdown.ts';
import { cyclesIn } from './read-cycles.ts';
import { isRefused } from './read-input.ts';
import { granularityOf, isClosed, type Period, readPeriod } from './read-period.ts';
import { showQuotas } from './read-quotas.ts';
import { usageIn } from './read-usage.ts';
import { showRunOut } from './show-run-out.ts';
import { seesBalance, seesMoney } from './sight.ts';
import { valueCredits } from './value-credits.ts';
import type { BreakdownJson } from './wire/breakdown-json.ts';
import { customerJson } from './wire/customer-json.ts';
import type { CardJson, OverviewJson, PeriodJson, SelectableJson } from './wire/overview-json.ts';
import { type Reading, readBook } from './with-book.ts';

/** What `GET …/overview` takes: what the address of the page says. */
export interface OverviewQuery {
  readonly customer: string;
  /** See {@link readPeriod}; the current plan cycle when absent. */
  readonly period?: string | undefined;
  /** As long as suits the period when absent. */
  readonly granularity?: string | undefined;
  /** What usage is grouped by: as the catalog's chart splits it when absent, else by meter. */
  readonly group_by?: string | undefined;
  /** See `readUsageFilter`: what usage, breakdowns and tables are narrowed to. */
  readonly filter?: string | undefined;
  /** See `readAmountUnit`; what the customer's use is rated in when absent. */
  readonly unit?: string | undefined;
  /** Rows of each table (1 to 1,000; 10 when absent). */
  readonly limit?: string | undefined;
}

/** Everything the first page shows, read in one transaction at one moment. */
export async function readOverview(
  context: Context,
  caller: Caller,
  query: OverviewQuery,
): Promise<Answer<OverviewJson>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, allGrants: true, allCycles: true };
  const answer = await readBook(context, request, (work) =>
    overviewIn({ context, work, ref }, query),
  );
  return answer ?? customerUnknown(query.customer);
}

async function overviewIn(reading: Reading, query: OverviewQuery): Promise<Answer<OverviewJson>> {
  const { context, work } = reading;
  const { sight } = work;
  const { book, customer } = work.open;
  const { catalog, ledger } = book;
  const period = readPeriod(book, query.period);
  if (isRefused(period)) return period;
  const described = await context.catalogs.description(work.tx, catalog.key, catalog.version);
  const asked = askedOf(reading, { query, period, described });
  const granularity = query.granularity ?? granularityOf(period);
  const measured = await measure(reading, { asked, granularity, described });
  if (isRefused(measured)) return measured;
  const isPlanCycle = period.cycle?.series === 'plan';
  const cycle = isPlanCycle && period.cycle ? period.cycle : currentCycle(ledger, 'plan');
  const [balance, ranOut, newest, prices, quotas, gaps] = await Promise.all([
    seesBalance(sight) ? balanceOfCycle(reading, cycle) : ownBalance(reading, cycle),
    seesBalance(sight) && cycle.end > ledger.head.at ? showRunOut(work) : null,
    findNewestEvent(work.tx, customer.customerId),
    seesMoney(sight) ? pricesIn(reading, period) : [],
    seesBalance(sight) ? showQuotas(context, work) : [],
    stretchesIn(reading, { start: instant(0), end: shift(ledger.head.at, MICROSECOND) }),
  ]);
  const tables = measured.tables.map(({ breakdown }) => breakdown);
  const isWhole = isPlanCycle && contains(period.range, ledger.head.at) && !query.filter;
  const changes = isWhole ? await changesIn(work, { tables, gaps }) : [];
  const zone = valueAt(book.terms.zones, ledger.head.at);
  const lasting = gaps.find(({ end }) => end === null);
  const shown = {
    customer: customerJson(customer, ledger.head.at, !seesMoney(sight)),
    catalog: { key: catalog.key, version: catalog.version },
    period: periodJson(reading, period, granularity),
    selectable: selectableOf(reading, described),
    balance,
    ran_out: ranOut,
    ...measured,
    cards: cardsOf(reading, measured.meters, described),
    quotas,
    prices,
    changes,
    freshness: {
      last_recorded_at: newest ? formatInstant(newest.recordedAt, zone) : null,
      last_occurred_at: newest ? formatInstant(newest.occurredAt, zone) : null,
      complete_to: lasting ? formatInstant(lasting.start, zone) : null,
    },
    as_of: formatInstant(ledger.head.at, zone),
    seq: ledger.head.seq,
  };
  const cycles = await cyclesIn(reading, { limit: CYCLES_SHOWN });
  return cycles.ok ? answered({ ...shown, cycles: cycles.body.data }) : cycles;
}

const CYCLES_SHOWN = '50';
const ROWS_SHOWN = '10';

interface Asked {
  readonly range: { readonly from: string; readonly to: string };
  readonly series: string;
  readonly groupBy: string;
  readonly filter: string | undefined;
  readonly unit: string;
  readonly limit: string;
}

interface AskedOf {
  readonly query: OverviewQuery;
  readonly period: Period;
  readonly described: CatalogDescription;
}

function askedOf({ work }: Reading, { query, period, described }: AskedOf): Asked {
  const { book } = work.open;
  const { catalog, ledger } = book;
  const { start, end } = period.range;
  const rated = unitAt(book, ledger.head.at);
  const chart = panelsOf(described).find(
    ({ panel }) => panel.type === 'timeseries' && panel['series'] === undefined,
  );
  const split = chart?.panel['split'];
  return {
    range: { from: formatInstant(start), to: formatInstant(end) },
    series: period.series,
    groupBy: query.group_by ?? (typeof split === 'string' ? split : 'meter'),
    filter: query.filter,
    unit: query.unit ?? (rated === catalog.creditUnit ? 'credits' : rated),
    limit: query.limit ?? ROWS_SHOWN,
  };
}

/** The panels of the pages, with their places; what is embedded elsewhere is no page. */
function panelsOf({ views }: CatalogDescription) {
  return views
    .filter(({ embed }) => !embed)
    .flatMap(({ id: view, panels }) => panels.map((panel, index) => ({ view, index, panel })));
}

interface Measure {
  readonly asked: Asked;
  readonly granularity: string;
  readonly described: CatalogDescription;
}

/** Everything summed over the period. The first refusal stands for all. */
async function measure(reading: Reading, { asked, granularity, described }: Measure) {
  const { range, series, groupBy, filter, unit, limit } = asked;
  const breakdown = (query: Pick<BreakdownQuery, 'by' | 'limit'>) =>
    breakdownIn(reading, { ...range, filter, unit, ...query });
  const tables = panelsOf(described).flatMap(({ view, index, panel }) =>
    panel.type === 'table' ? [{ view, panel: index, by: String(panel['by']) }] : [],
  );
  const dimensions = [...new Set(tables.map(({ by }) => by))];
  const [usage, categories, meters, ...ranked] = await Promise.all([
    usageIn(reading, { ...range, series, granularity, group_by: groupBy, filter, unit }),
    breakdown({ by: 'category', limit: '1000' }),
    breakdown({ by: 'meter', limit: '1000' }),
    ...dimensions.map((by) => breakdown({ by, limit })),
  ]);
  if (!usage.ok) return usage;
  if (!categories.ok) return categories;
  if (!meters.ok) return meters;
  const byDimension = new Map<string, BreakdownJson>();
  for (const [index, answer] of ranked.entries()) {
    if (!answer.ok) return answer;
    byDimension.set(dimensions[index] ?? '', answer.body);
  }
  return {
    usage: usage.body,
    categories: categories.body,
    meters: meters.body,
    tables: tables.flatMap(({ by, ...place }) => {
      const found = byDimension.get(by);
      return found ? [{ ...place, breakdown: found }] : [];
    }),
  };
}

async function pricesIn({ context, work }: Reading, { range }: Period) {
  const valuation = await valueCredits(context, work, range);
  if (!valuation) return [];
  const { terms, ledger } = work.open.book;
  const zone = valueAt(terms.zones, ledger.head.at);
  return [range.start, ...valuation.cuts].map((from) => ({
    from: formatInstant(from, zone),
    amount: formatCredits(valuation.priceAt(from)),
    currency: valuation.currency,
    source: valuation.sourceAt(from),
  }));
}

function periodJson({ work }: Reading, period: Period, granularity: string): PeriodJson {
  const { book } = work.open;
  const { at } = book.ledger.head;
  const zone = valueAt(book.terms.zones, at);
  const { name, kind, series, range, previous, next } = period;
  return {
    name,
    kind,
    series,
    from: formatInstant(range.start, zone),
    to: formatInstant(range.end, zone),
    granularity,
    is_current: contains(range, at),
    is_closed: isClosed(book, period),
    previous,
    next,
  };
}

/** Where the catalog keeps readers to the current cycle it begins, else where the customer did. */
function selectableOf({ work }: Reading, described: CatalogDescription): SelectableJson {
  const { terms, ledger } = work.open.book;
  const { at } = ledger.head;
  const zone = valueAt(terms.zones, at);
  const isKept = described.datesWithin === 'current_cycle';
  const first = isKept ? currentCycle(ledger, 'plan').start : terms.startedAt;
  return {
    from: localDate(first, zone),
    to: localDate(at, zone),
    reason: isKept ? 'current_cycle' : 'started',
  };
}

/** The meters that tiles show. What had no usage is none of it. */
function cardsOf(
  { work }: Reading,
  meters: BreakdownJson,
  described: CatalogDescription,
): CardJson[] {
  const known = work.open.book.catalog.meters;
  const items = panelsOf(described).flatMap(({ panel }) =>
    panel.type === 'tiles' && Array.isArray(panel['items']) ? panel['items'].map(String) : [],
  );
  return [...new Set(items)].flatMap((item) => {
    const meter = known.get(item);
    if (!meter) return [];
    const row = meters.rows.find(({ key }) => key === item);
    const { id, label, unit } = meter;
    return [{ meter: id, label, unit, quantity: row?.quantity ?? formatQuantity(0n) }];
  });
}
