import { credits } from '@fuelgauge/core';
import type { Breakdown, DirectoryEntry, Pivot, PivotRow, Usage } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, amountsIn, shownIn } from './amount-scale.ts';
import { belowOf } from './below-of.ts';
import { exactText } from './exact-text.ts';
import { type Explained, explainedUsage } from './explained.ts';
import type { Clause } from './filter.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridRow } from './grid.ts';
import { type CellUsage, explainedCell, explainedCount, type GridExplain } from './grid-explain.ts';
import { dayCell } from './member-grid.ts';
import { columnText, countText, type Shown } from './number-text.ts';
import { rankedLineOf, together } from './ranked-lines.ts';
import { sum } from './rounding.ts';

export interface AgentGridInput {
  readonly pivot: Pivot;
  readonly breakdown: Breakdown;
  readonly trends: Usage | undefined;
  /** How what agents used is counted. */
  readonly explain: GridExplain;
  /** How what is always in credits is shown. */
  readonly pivotScale: AmountScale;
  readonly heading: string;
  readonly timeZone: string;
  /** Something was used that was not charged: a free beta. */
  readonly isFree: boolean;
  readonly search: string;
  /** Deleted agents are not listed; what they used is everyone else's. */
  readonly hidesDeleted: boolean;
  readonly words: AgentWords;
}

/** What the table of agents says. */
export interface AgentWords {
  readonly amount: string;
  readonly wouldHaveCost: string;
  readonly runs: string;
  readonly perRun: string;
  readonly most: string;
  readonly trend: string;
  readonly status: string;
  readonly createdBy: string;
  readonly lastRun: string;
  readonly total: string;
  readonly trendOf: (first: string, last: string) => string;
  readonly statusOf: (entry: DirectoryEntry) => string;
  readonly memberOf: (id: string) => string;
  readonly everyoneElse: (count: number) => string;
}

/** A row for each agent, most credits first, with its runs and what is told of it. All of them are the total. */
export function agentGrid(input: AgentGridInput): Grid {
  const { pivot, breakdown, explain, heading, isFree, search, words } = input;
  const { where } = explain;
  const lineOf = rankedLineOf(breakdown, explain.scale);
  const wanted = search.trim().toLocaleLowerCase();
  const rowOf = (row: PivotRow): GridRow => {
    const below = belowOf(breakdown, row.key);
    const all = { more: where.of(breakdown.by, row.key ?? '', below), name: row.label };
    const own = { more: where.of(breakdown.by, row.key ?? ''), name: row.label };
    return {
      id: `${row.key}`,
      label: row.label,
      value: row.key ?? '',
      cells: [
        amountCell(explain, lineOf(`${row.key}`).amount, all),
        ...(isFree ? [listedCell(input, credits(row.list_credits), own)] : []),
        ...runCells(row, input, own),
        trendCell(row, input),
        textCell(row.entry && words.statusOf(row.entry)),
        textCell(row.entry?.created_by ? words.memberOf(row.entry.created_by) : null),
        dayCell(row.last_used_at, input.timeZone),
      ],
      parts: [],
    };
  };
  const rows = pivot.rows
    .filter(
      (row) =>
        isListed(row, input) && `${row.label} ${row.key}`.toLocaleLowerCase().includes(wanted),
    )
    .map(rowOf);
  const unlisted = pivot.rows.filter((row) => !isListed(row, input)).map(rowOf);
  return {
    heading,
    columns: columnsOf(input),
    rows,
    restOf: (hidden) => {
      const left = [...hidden, ...unlisted];
      if (left.length === 0 || wanted !== '') return null;
      const sumAt = (at: number) =>
        sum(left.map(({ cells }) => (cells[at]?.order ?? 0n) as bigint));
      const away = new Set(hidden.map(({ id }) => id));
      const shown = rows
        .filter(({ id }) => !away.has(id))
        .flatMap(({ value }) => [value ?? '', ...belowOf(breakdown, value)]);
      const used = together(left.map(({ id }) => lineOf(id).amount));
      const sums = { used, listed: sumAt(1), runs: sumAt(isFree ? 2 : 1) };
      const more = where.beside(breakdown.by, shown);
      return sumRow(input, { label: words.everyoneElse(left.length), more, ...sums });
    },
    total: sumRow(input, {
      label: words.total,
      more: [],
      used: shownIn(explain.scale, amountIn(explain.scale, breakdown.total)),
      listed: credits(pivot.total.list_credits),
      runs: sum(pivot.rows.map(({ runs }) => BigInt(runs?.count ?? 0))),
    }),
  };
}

interface Sums {
  readonly label: string;
  /** Which usage it is of, beside what the page is filtered by. */
  readonly more: readonly Clause[];
  readonly used: Shown;
  readonly listed: bigint;
  readonly runs: bigint;
}

function sumRow(input: AgentGridInput, { label, more, used, listed, runs }: Sums): GridRow {
  const usage = { more, name: label };
  return {
    id: `(${label})`,
    label,
    value: null,
    cells: [
      amountCell(input.explain, used, usage),
      ...(input.isFree ? [listedCell(input, listed, usage)] : []),
      runsCell(input.explain, runs, usage),
    ],
    parts: [],
  };
}

function columnsOf({ words, isFree }: AgentGridInput): Grid['columns'] {
  return [
    { id: 'amount', label: words.amount },
    ...(isFree ? [{ id: 'list', label: words.wouldHaveCost }] : []),
    { id: 'runs', label: words.runs },
    { id: 'median', label: words.perRun },
    { id: 'p95', label: words.most },
    { id: 'trend', label: words.trend },
    { id: 'status', label: words.status, isText: true },
    { id: 'creator', label: words.createdBy, isText: true },
    { id: 'last', label: words.lastRun },
  ];
}

function isListed({ entry }: PivotRow, { hidesDeleted }: AgentGridInput): boolean {
  return !hidesDeleted || entry?.status !== 'deleted';
}

function amountCell(explain: GridExplain, amount: Shown, usage: CellUsage): GridCell {
  const text = columnText(amount, explain.scale.unit);
  return { text, order: amount.exact, explain: explainedCell(explain, usage) };
}

/** What usage would have cost, beside what is charged of it. */
function listedCell(input: AgentGridInput, exact: bigint, usage: CellUsage): GridCell {
  return creditsCell(input, { exact, usage, figure: 'listed', inputs: [] });
}

interface CreditsCell {
  readonly exact: bigint;
  readonly figure: 'listed' | 'runMedian' | 'runMost';
  readonly usage: CellUsage;
  /** Beside what was used. */
  readonly inputs: readonly Explained[];
}

/** An amount in credits that is no sum of what was charged; it is explained by that sum. */
function creditsCell({ explain, pivotScale: scale }: AgentGridInput, cell: CreditsCell): GridCell {
  const { exact, figure, usage, inputs } = cell;
  const text = columnText(shownIn(scale, exact), scale.unit);
  const used = explainedUsage({ scale, filter: [...explain.filter, ...usage.more] });
  const explained = explainedCount(explain, figure, { ...usage, text: exactText(exact) });
  return { text, order: exact, explain: { ...explained, inputs: [used, ...inputs] } };
}

function runsCell(explain: GridExplain, runs: bigint, usage: CellUsage): GridCell {
  const text = countText(Number(runs));
  return { text, order: runs, explain: explainedCount(explain, 'runs', { ...usage, text }) };
}

function runCells(
  { runs }: PivotRow,
  input: AgentGridInput,
  usage: CellUsage,
): readonly GridCell[] {
  const count = runsCell(input.explain, BigInt(runs?.count ?? 0), usage);
  if (!runs || runs.count === 0) return [count, EMPTY_CELL, EMPTY_CELL];
  const { more: filter } = usage;
  const inputs: readonly Explained[] = [{ figure: 'runs', filter, text: count.text }];
  const of = (figure: CreditsCell['figure'], amount: string) =>
    creditsCell(input, { exact: credits(amount), figure, usage, inputs });
  return [count, of('runMedian', runs.median), of('runMost', runs.p95)];
}

function trendCell({ key }: PivotRow, { trends, explain, words }: AgentGridInput): GridCell {
  const { scale } = explain;
  const group = trends?.groups.find((each) => each.key === key);
  if (!trends || !group) return EMPTY_CELL;
  const now = Date.parse(trends.as_of);
  const amounts = amountsIn(scale, group).filter(
    (_, index) => Date.parse(trends.buckets[index]?.end ?? '') <= now,
  );
  const text = (exact: bigint) => columnText(shownIn(scale, exact), scale.unit);
  return {
    text: words.trendOf(text(amounts[0] ?? 0n), text(amounts.at(-1) ?? 0n)),
    order: (amounts.at(-1) ?? 0n) - (amounts[0] ?? 0n),
    trend: amounts.map(Number),
  };
}

function textCell(content: string | null): GridCell {
  return { text: content ?? '', order: content };
}
