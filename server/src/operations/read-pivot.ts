import {
  DAY,
  type DirectoryKind,
  formatCredits,
  formatInstant,
  type Instant,
  type Interval,
  shift,
  valueAt,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { type DirectoryRecord, findDirectory, listDirectory } from '../store/directory.ts';
import { findLastUse, type RunSum, sumRuns } from '../store/runs.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { loadUsage, type UsageItem } from './load-usage.ts';
import { amountsJson } from './measure-usage.ts';
import { passesFilter } from './passes-filter.ts';
import { type DirectoryJson, shownDirectoryJson } from './put-directory.ts';
import { isRefused } from './read-input.ts';
import type { Sight } from './sight.ts';
import { addTo, byCredits, groupUsage, noUsage, totalOf, type UsageSums } from './sum-usage.ts';
import { type RangeQuery, readRange, sinceOf } from './time-range.ts';
import { narrowingOf, readUsageFilter, type UsageFilter } from './usage-filter.ts';
import {
  type Grouping,
  type GroupNames,
  keyOfItem,
  readGrouping,
  readNames,
} from './usage-grouping.ts';
import type { AmountsJson } from './wire/usage-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/usage/pivot` takes. The range is the current plan cycle when absent. */
export interface PivotQuery extends RangeQuery {
  readonly customer: string;
  /** `meter`, `category` or a dimension. */
  readonly rows: string;
  /** One or two of the same, with a comma. */
  readonly columns?: string | undefined;
  readonly filter?: string | undefined;
  /** `all`: with the entries of the directory that used nothing; `deleted`: with deleted ones too. */
  readonly include?: string | undefined;
  /** `true`: with the runs of each row. */
  readonly runs?: string | undefined;
}

/** Usage by two or three attributes at once. Every row, every column and the whole are sums of the same cells. */
export interface PivotJson {
  readonly from: string;
  readonly to: string;
  readonly rows_by: string;
  readonly columns_by: readonly string[];
  readonly columns: readonly (AmountsJson & {
    readonly keys: readonly (string | null)[];
    readonly labels: readonly string[];
  })[];
  readonly rows: readonly PivotRowJson[];
  readonly total: AmountsJson;
  readonly as_of: string;
}

export interface PivotRowJson extends AmountsJson {
  readonly key: string | null;
  readonly label: string;
  /** In the order of `columns`; null where there is none. */
  readonly cells: readonly (AmountsJson | null)[];
  /** The directory's entry, where the row is one. */
  readonly entry: DirectoryJson | null;
  /** The day of its last use within the last 92; null when there was none. */
  readonly last_used_at: string | null;
  /** Null where runs were not asked for, or with a filter. */
  readonly runs: { readonly count: number; readonly median: string; readonly p95: string } | null;
}

export async function readPivot(
  context: Context,
  caller: Caller,
  query: PivotQuery,
): Promise<Answer<PivotJson>> {
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf(query) };
  const answer = await readBook(context, request, async (work): Promise<Answer<PivotJson>> => {
    const plan = planOf(work, query);
    if (isRefused(plan)) return plan;
    const pivot = await showPivot(work, plan);
    return isRefused(pivot) ? pivot : answered(pivot);
  });
  return answer ?? customerUnknown(query.customer);
}

interface Plan {
  readonly range: Interval;
  readonly rows: NonNullable<Grouping>;
  readonly columns: readonly NonNullable<Grouping>[];
  readonly filter: UsageFilter;
  /** Whether entries without usage have a row, and which; null: none. */
  readonly include: 'all' | 'deleted' | null;
  readonly hasRuns: boolean;
}

function planOf(
  { open, bounds: seen }: ReadWork,
  query: PivotQuery,
): Plan | ReturnType<typeof refused> {
  const { book } = open;
  const range = readRange(book, query);
  if (isRefused(range)) return range;
  const filter = readUsageFilter(book.catalog, query.filter);
  if (isRefused(filter)) return filter;
  const rows = readGrouping(book.catalog, { field: 'rows', text: query.rows });
  if (isRefused(rows)) return rows;
  const names = query.columns === undefined || query.columns === '' ? [] : query.columns.split(',');
  if (names.length > 2) return refused('query_invalid', 'Ask for two columns at most.', '/columns');
  const columns: string[] = [];
  for (const text of names) {
    const column = readGrouping(book.catalog, { field: 'columns', text });
    if (isRefused(column)) return column;
    columns.push(column ?? text);
  }
  const include = query.include === 'all' || query.include === 'deleted' ? query.include : null;
  // What is summed over whole values is not for who sees a part of them.
  const hasRuns = query.runs === 'true' && filter.clauses.length === 0 && seen === null;
  return { range, rows: rows ?? query.rows, columns, filter, include, hasRuns };
}

/** A row or a cell of columns: its keys, and what it comes to. */
interface Line {
  readonly key: string | null;
  readonly sums: UsageSums;
  readonly cells: Map<string, UsageSums>;
}

async function showPivot(
  work: ReadWork,
  plan: Plan,
): Promise<PivotJson | ReturnType<typeof refused>> {
  const { catalog, terms, ledger } = work.open.book;
  const { rows, columns, filter, range } = plan;
  const named = [rows, ...columns, ...filter.dimensions].filter((name) =>
    catalog.dimensions.has(name),
  );
  const dimensions = [...new Set(named)];
  const within = narrowingOf(catalog, filter);
  const loaded = await loadUsage(work, {
    starts: [range.start],
    to: range.end,
    dimensions,
    within,
  });
  const items = loaded.filter(passesFilter(catalog, filter, dimensions));
  const keyOfRow = keyOfItem(catalog, rows, dimensions);
  const keysOf = columns.map((column) => keyOfItem(catalog, column, dimensions));
  const columnOf = (item: UsageItem) => JSON.stringify(keysOf.map((keyOf) => keyOf(item)));
  const lines = linesOf(items, { keyOfRow, columnOf, unit: catalog.creditUnit });
  const totals = columnTotals(lines);
  if (totals.length > bounds.pivotColumns) {
    const detail = `There are more than ${bounds.pivotColumns} columns. Filter them, or take another attribute.`;
    return refused('query_invalid', detail, '/columns');
  }
  const about = await aboutRows(work, plan, lines);
  const labels = await columnLabels(work, columns, totals);
  const zone = valueAt(terms.zones, ledger.head.at);
  return {
    from: formatInstant(range.start, zone),
    to: formatInstant(range.end, zone),
    rows_by: rows,
    columns_by: columns,
    columns: totals.map(({ column, sums }) => ({
      keys: JSON.parse(column) as (string | null)[],
      labels: labels(column),
      ...amountsJson(sums),
    })),
    rows: about.lines.map((line) => rowJson(line, { about, totals, zone, sight: work.sight })),
    total: amountsJson(totalOf(lines.map(({ sums }) => sums))),
    as_of: formatInstant(ledger.head.at, zone),
  };
}

interface Keys {
  readonly keyOfRow: (item: UsageItem) => string | null;
  readonly columnOf: (item: UsageItem) => string;
  readonly unit: string;
}

/** Rows with their cells, most credits first. */
function linesOf(items: readonly UsageItem[], { keyOfRow, columnOf, unit }: Keys): Line[] {
  const one = { amountUnit: unit, cells: 1, cellOf: () => 0, priceOf: () => 0n };
  const sumsOf = (some: readonly UsageItem[]) =>
    totalOf(groupUsage(some, { ...one, keyOf: () => null }).flatMap(({ cells }) => cells));
  return [...Map.groupBy(items, keyOfRow)]
    .map(([key, own]) => {
      const cells = [...Map.groupBy(own, columnOf)].map(
        ([column, some]) => [column, sumsOf(some)] as const,
      );
      return { key, sums: sumsOf(own), cells: new Map(cells) };
    })
    .sort((a, b) =>
      byCredits({ key: a.key, credits: a.sums.credits }, { key: b.key, credits: b.sums.credits }),
    );
}

interface ColumnTotal {
  readonly column: string;
  readonly sums: UsageSums;
}

function columnTotals(lines: readonly Line[]): ColumnTotal[] {
  const totals = new Map<string, UsageSums>();
  for (const { cells } of lines) {
    for (const [column, sums] of cells) {
      const total = totals.get(column) ?? noUsage();
      totals.set(column, total);
      addTo(total, sums);
    }
  }
  return [...totals]
    .map(([column, sums]) => ({ column, sums }))
    .sort((a, b) =>
      byCredits(
        { key: a.column, credits: a.sums.credits },
        { key: b.column, credits: b.sums.credits },
      ),
    );
}

/** What is known of rows beside their usage. */
interface RowsAbout {
  readonly lines: readonly Line[];
  readonly names: GroupNames;
  readonly entries: ReadonlyMap<string, DirectoryRecord>;
  readonly lastUse: ReadonlyMap<string, Instant>;
  readonly runs: ReadonlyMap<string, RunSum>;
}

const LAST_USE_US = 92 * DAY;

async function aboutRows(work: ReadWork, plan: Plan, lines: readonly Line[]): Promise<RowsAbout> {
  const { open, tx } = work;
  const { catalog, ledger } = open.book;
  const { at } = ledger.head;
  const id = open.customer.customerId;
  const kind = catalog.dimensions.get(plan.rows)?.directory ?? null;
  const used = lines.flatMap(({ key }) => (key === null ? [] : [key]));
  const unused = kind && plan.include ? await unusedEntries(work, { kind, plan, used }) : [];
  const all = [...lines, ...unused.map((key) => ({ key, sums: noUsage(), cells: new Map() }))];
  const keys = all.map(({ key }) => key);
  const since = shift(at, -LAST_USE_US);
  const question = { range: plan.range, dimension: plan.rows, unit: catalog.creditUnit };
  const [names, entries, lastUse, runs] = await Promise.all([
    readNames(work, plan.rows, { keys, at }),
    kind
      ? findDirectory(
          tx,
          id,
          [...used, ...unused].map((each) => ({ kind, id: each })),
        )
      : [],
    kind && work.bounds === null
      ? findLastUse(tx, id, { dimension: plan.rows, since })
      : new Map<string, Instant>(),
    plan.hasRuns && kind ? sumRuns(tx, id, question) : [],
  ]);
  return {
    lines: all,
    names,
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    lastUse,
    runs: new Map(runs.map((run) => [run.value, run])),
  };
}

interface Unused {
  readonly kind: DirectoryKind;
  readonly plan: Plan;
  readonly used: readonly string[];
}

/** Ids of entries that used nothing, by id; those that are deleted only when asked for. */
async function unusedEntries(
  { open, tx, bounds: seen }: ReadWork,
  { kind, plan, used }: Unused,
): Promise<string[]> {
  const shown = seen?.entriesOf(kind) ?? null;
  const page = { kind, after: '', limit: bounds.pivotEntries, shown };
  const records = await listDirectory(tx, open.customer.customerId, page);
  const known = new Set(used);
  return records
    .filter(
      ({ id, status }) => !known.has(id) && (status !== 'deleted' || plan.include === 'deleted'),
    )
    .map(({ id }) => id);
}

/** Labels of the parts of a column. */
async function columnLabels(
  work: ReadWork,
  columns: readonly string[],
  totals: readonly ColumnTotal[],
): Promise<(column: string) => string[]> {
  const { at } = work.open.book.ledger.head;
  const keys = totals.map(({ column }) => JSON.parse(column) as (string | null)[]);
  const names = await Promise.all(
    columns.map((column, index) =>
      readNames(work, column, { keys: keys.map((each) => each[index] ?? null), at }),
    ),
  );
  return (column) =>
    (JSON.parse(column) as (string | null)[]).map(
      (key, index) => names[index]?.labelOf(key) ?? key ?? '',
    );
}

interface Shown {
  readonly about: RowsAbout;
  readonly totals: readonly ColumnTotal[];
  readonly zone: string;
  readonly sight: Sight | null;
}

function rowJson({ key, sums, cells }: Line, { about, totals, zone, sight }: Shown): PivotRowJson {
  const entry = key === null ? undefined : about.entries.get(key);
  const lastUse = about.lastUse.get(key ?? '');
  const runs = about.runs.get(key ?? '');
  return {
    key,
    label: about.names.labelOf(key),
    ...amountsJson(sums),
    cells: totals.map(({ column }) => {
      const cell = cells.get(column);
      return cell ? amountsJson(cell) : null;
    }),
    entry: entry ? shownDirectoryJson(entry, sight) : null,
    last_used_at: lastUse === undefined ? null : formatInstant(lastUse, zone),
    runs: runs
      ? { count: runs.runs, median: formatCredits(runs.median), p95: formatCredits(runs.p95) }
      : null,
  };
}
