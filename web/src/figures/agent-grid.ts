import { credits } from '@fuelgauge/core';
import type { Breakdown, DirectoryEntry, Pivot, PivotRow, Usage } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, amountsIn, shownIn } from './amount-scale.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridRow } from './grid.ts';
import { dayCell } from './member-grid.ts';
import { columnText, countText } from './number-text.ts';
import { sum } from './rounding.ts';

export interface AgentGridInput {
  readonly pivot: Pivot;
  readonly breakdown: Breakdown;
  readonly trends: Usage | undefined;
  readonly scale: AmountScale;
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
  const { pivot, breakdown, scale, heading, isFree, search, words } = input;
  const used = new Map(breakdown.rows.map((row) => [row.key, amountIn(scale, row)]));
  const amount = (exact: bigint): GridCell => ({
    text: columnText(shownIn(scale, exact), scale.unit),
    order: exact,
  });
  const wanted = search.trim().toLocaleLowerCase();
  const rowOf = (row: PivotRow): GridRow => ({
    id: `${row.key}`,
    label: row.label,
    value: row.key ?? '',
    cells: [
      amount(used.get(row.key) ?? 0n),
      ...(isFree ? [amount(credits(row.list_credits))] : []),
      ...runCells(row, amount),
      trendCell(row, input),
      textCell(row.entry && words.statusOf(row.entry)),
      textCell(row.entry?.created_by ? words.memberOf(row.entry.created_by) : null),
      dayCell(row.last_used_at, input.timeZone),
    ],
    parts: [],
  });
  const rows = pivot.rows
    .filter(
      (row) =>
        isListed(row, input) && `${row.label} ${row.key}`.toLocaleLowerCase().includes(wanted),
    )
    .map(rowOf);
  const unlisted = pivot.rows.filter((row) => !isListed(row, input)).map(rowOf);
  const lineOf = (label: string, shown: readonly GridCell[]): GridRow => ({
    id: `(${label})`,
    label,
    value: null,
    cells: shown,
    parts: [],
  });
  const summed = isFree ? [0, 1] : [0];
  const runsAt = summed.length;
  return {
    heading,
    columns: columnsOf(input),
    rows,
    restOf: (hidden) => {
      const left = [...hidden, ...unlisted];
      if (left.length === 0 || wanted !== '') return null;
      const sumAt = (at: number) =>
        sum(left.map(({ cells }) => (cells[at]?.order ?? 0n) as bigint));
      const runs = sumAt(runsAt);
      return lineOf(words.everyoneElse(left.length), [
        ...summed.map((at) => amount(sumAt(at))),
        { text: countText(Number(runs)), order: runs },
      ]);
    },
    total: lineOf(words.total, [
      amount(amountIn(scale, breakdown.total)),
      ...(isFree ? [amount(credits(pivot.total.list_credits))] : []),
      {
        text: countText(pivot.rows.reduce((all, { runs }) => all + (runs?.count ?? 0), 0)),
        order: null,
      },
    ]),
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

function runCells({ runs }: PivotRow, amount: (exact: bigint) => GridCell): readonly GridCell[] {
  if (!runs || runs.count === 0) return [{ text: '0', order: 0n }, EMPTY_CELL, EMPTY_CELL];
  return [
    { text: countText(runs.count), order: BigInt(runs.count) },
    amount(credits(runs.median)),
    amount(credits(runs.p95)),
  ];
}

function trendCell({ key }: PivotRow, { trends, scale, words }: AgentGridInput): GridCell {
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
