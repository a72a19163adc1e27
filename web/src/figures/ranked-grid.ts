import { formatQuantity, parseQuantity } from '@fuelgauge/core';
import type { Breakdown, BreakdownRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import { belowOf } from './below-of.ts';
import { explainedChangeCell } from './change-cell.ts';
import type { ExploreWords } from './explore-words.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridColumn, type GridRow } from './grid.ts';
import {
  type CellUsage,
  explainedCell,
  explainedCount,
  explainedPart,
  type GridExplain,
} from './grid-explain.ts';
import { columnText, countText, percentText, quantityText } from './number-text.ts';
import { type RankedLine, rankedLines, together } from './ranked-lines.ts';
import { fit, shares, stepOf, sum } from './rounding.ts';

export interface RankedGridInput {
  readonly breakdown: Breakdown;
  readonly scale: AmountScale;
  /** What the rows are: `Member`. */
  readonly heading: string;
  /** Colours of the chart by key. */
  readonly slots: ReadonlyMap<string, number>;
  /** The same of another period. */
  readonly compared: ComparedBreakdown | undefined;
  readonly words: ExploreWords;
  readonly explain: GridExplain;
}

export interface ComparedBreakdown {
  /** Its dates. */
  readonly label: string;
  readonly breakdown: Breakdown;
}

/**
 * Usage by the values of one attribute, most first. Values that hang in each other are rows that
 * open: each row is all below it, and its first part what is directly in it. Rows and rest are the
 * total, as shown too.
 */
export function rankedGrid(input: RankedGridInput): Grid {
  const { breakdown, scale, heading, compared, words } = input;
  const tree = treeOf(breakdown.rows);
  const whole = amountIn(scale, breakdown.total);
  const total = shownIn(scale, whole);
  const left = whole - sum(tree.roots.map((row) => amountIn(scale, row)));
  const hasRest = !!breakdown.rest || left !== 0n;
  const lines = rankedLines({ rows: tree.roots, total: breakdown.total, scale, hasRest });
  const place: Placed = { input, tree, whole };
  return {
    heading,
    columns: columnsOf(input),
    rows: tree.roots.map((row, index) => rowOf(row, lines.rows[index] ?? NOTHING, place)),
    restOf: (hidden) => {
      const ids = new Set(hidden.map(({ id }) => id));
      const left = tree.roots.flatMap((row, index) =>
        ids.has(`${row.key}`) ? [{ row, line: lines.rows[index] ?? NOTHING }] : [],
      );
      return restOf(left, lines.rest, place);
    },
    total: {
      id: '(total)',
      label: words.total,
      value: null,
      cells: cellsOf(
        { amount: total, tenths: null },
        { ...breakdown.total, quantity: null, unit: null },
        {
          place,
          before: compared && amountIn(scale, compared.breakdown.total),
          usage: { more: [], name: words.total },
        },
      ),
      parts: [],
    },
  };
}

interface Tree {
  readonly roots: readonly BreakdownRow[];
  readonly below: ReadonlyMap<string, readonly BreakdownRow[]>;
}

interface Placed {
  readonly input: RankedGridInput;
  readonly tree: Tree;
  readonly whole: bigint;
}

const NOTHING: RankedLine = { amount: { exact: 0n, rounded: 0n }, tenths: null };

/** Only rows with usage of their own and of others below them say which is which. */
function treeOf(rows: readonly BreakdownRow[]): Tree {
  const keys = new Set(rows.map(({ key }) => key));
  const isRoot = ({ parent, direct, key }: BreakdownRow) =>
    !direct || !parent || parent === key || !keys.has(parent);
  const below = Map.groupBy(
    rows.filter((row) => !isRoot(row)),
    ({ parent }) => `${parent}`,
  );
  return { roots: rows.filter(isRoot), below };
}

function rowOf(row: BreakdownRow, line: RankedLine, place: Placed): GridRow {
  const { input, tree } = place;
  const { scale, words, slots, compared, explain, breakdown } = input;
  const key = row.key ?? '';
  const more = explain.where.of(breakdown.by, key, belowOf(breakdown, row.key));
  const children = row.key === null ? [] : (tree.below.get(row.key) ?? []);
  const before = compared?.breakdown.rows.find(({ key }) => key === row.key);
  const own: GridRow = {
    id: `${row.key}`,
    label: row.label,
    slot: slots.get(row.key ?? ''),
    value: row.key ?? '',
    cells: cellsOf(line, row, {
      place,
      before: before ? amountIn(scale, before) : 0n,
      usage: { more, name: row.label },
    }),
    parts: [],
  };
  if (children.length === 0) return own;
  const exact = children.map((child) => amountIn(scale, child));
  const direct = line.amount.exact - sum(exact);
  const step = stepOf(scale.unit.decimals);
  const rounded = fit([direct, ...exact], { total: line.amount.rounded, step });
  const shareOf = (amount: bigint) => shares([amount, place.whole - amount])?.[0] ?? null;
  const lineAt = (amount: bigint, index: number): RankedLine => ({
    amount: { exact: amount, rounded: rounded[index] ?? 0n },
    tenths: shareOf(amount),
  });
  const directly: GridRow = {
    id: `${row.key} (directly)`,
    label: words.directly(row.label),
    value: row.key ?? '',
    cells: cellsOf(
      lineAt(direct, 0),
      { events: row.direct?.events ?? 0, requests: null, quantity: null, unit: null },
      {
        place,
        before: undefined,
        usage: {
          more: explain.where.directlyIn(breakdown.by, key),
          name: words.directly(row.label),
        },
      },
    ),
    parts: [],
  };
  return {
    ...own,
    parts: [
      directly,
      ...children.map((child, index) => rowOf(child, lineAt(exact[index] ?? 0n, index + 1), place)),
    ],
  };
}

interface Hidden {
  readonly row: BreakdownRow;
  readonly line: RankedLine;
}

/** The rows that are not shown and those the server left out, together. */
function restOf(hidden: readonly Hidden[], last: RankedLine | null, place: Placed): GridRow | null {
  const { words, breakdown, explain } = place.input;
  const lines = [...hidden.map(({ line }) => line), ...(last ? [last] : [])];
  if (lines.length === 0) return null;
  const { rest } = breakdown;
  const counts = [...hidden.map(({ row }) => row), ...(rest ? [rest] : [])];
  const line: RankedLine = {
    amount: together(lines.map(({ amount }) => amount)),
    tenths: lines.some(({ tenths }) => tenths === null)
      ? null
      : sum(lines.map(({ tenths }) => tenths ?? 0n)),
  };
  const events = counts.reduce((all, row) => all + row.events, 0);
  const away = new Set(hidden.map(({ row }) => row.key));
  const shown = place.tree.roots.filter(({ key }) => !away.has(key));
  const keys = shown.flatMap(({ key }) => [key ?? '', ...belowOf(breakdown, key)]);
  const label = words.everyoneElse(hidden.length + (rest?.rows ?? 0));
  return {
    id: '(rest)',
    label,
    value: null,
    cells: cellsOf(
      line,
      { events, requests: requestsOf(counts), quantity: null, unit: null },
      {
        place,
        before: undefined,
        usage: { more: explain.where.beside(breakdown.by, keys), name: label },
      },
    ),
    parts: [],
  };
}

/** Null where one of them is not known. */
function requestsOf(rows: readonly { readonly requests: string | null }[]): string | null {
  const known = rows.flatMap(({ requests }) =>
    requests === null ? [] : [parseQuantity(requests)],
  );
  if (known.length < rows.length) return null;
  return formatQuantity(sum(known.map((amount) => amount ?? 0n)) as never);
}

interface Counted {
  readonly events: number;
  readonly requests: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
}

interface Beside {
  readonly place: Placed;
  readonly before: bigint | undefined;
  readonly usage: CellUsage;
}

function columnsOf({ breakdown, compared, words }: RankedGridInput): readonly GridColumn[] {
  const count = countBeside({ breakdown, words });
  return [
    { id: 'amount', label: words.amount },
    { id: 'share', label: words.share },
    ...(compared
      ? [
          { id: 'compared', label: compared.label },
          { id: 'change', label: words.change },
        ]
      : []),
    ...(count ? [{ id: count, label: words[count] ?? '' }] : []),
    { id: 'events', label: words.events },
  ];
}

/** What is counted beside the events; null where every event is a request, and both would be the same column. */
function countBeside({ breakdown, words }: Pick<RankedGridInput, 'breakdown' | 'words'>) {
  if (breakdown.by === 'meter') return 'quantity';
  return words.requests === null ? null : 'requests';
}

function cellsOf(line: RankedLine, row: Counted, beside: Beside): readonly GridCell[] {
  const { place, usage } = beside;
  const { scale, compared, explain, words } = place.input;
  const { amount: shown, tenths } = line;
  const share = tenths === null ? '' : percentText(tenths, tenths === 0n);
  const events = countText(row.events);
  const count = countBeside(place.input);
  const counted = (figure: 'events' | 'quantity' | 'requests', cell: GridCell): GridCell =>
    cell === EMPTY_CELL
      ? cell
      : { ...cell, explain: explainedCount(explain, figure, { ...usage, text: cell.text }) };
  return [
    {
      text: columnText(shown, scale.unit),
      order: shown.exact,
      explain: explainedCell(explain, usage),
    },
    tenths === null
      ? EMPTY_CELL
      : {
          text: '',
          order: tenths,
          share: tenths,
          explain: explainedPart(explain, { ...usage, text: share, whole: words.total }),
        },
    ...(compared ? comparedCells(shown.exact, compared, beside) : []),
    ...(count
      ? [counted(count, count === 'quantity' ? quantityCell(row) : requestsCell(row))]
      : []),
    counted('events', { text: events, order: BigInt(row.events) }),
  ];
}

function comparedCells(
  now: bigint,
  { label: name, breakdown: { from, to } }: ComparedBreakdown,
  { before, usage, place }: Beside,
): readonly GridCell[] {
  if (before === undefined) return [EMPTY_CELL, EMPTY_CELL];
  const { scale, explain } = place.input;
  const shown = shownIn({ ...scale, used: undefined }, before);
  const earlier = { period: { from, to }, name };
  return [
    {
      text: columnText(shown, scale.unit),
      order: before,
      explain: explainedCell(explain, { ...usage, ...earlier }),
    },
    explainedChangeCell(explain, { now, before, usage, earlier }),
  ];
}

function quantityCell({ quantity, unit }: Counted): GridCell {
  if (quantity === null) return EMPTY_CELL;
  return { text: quantityText(quantity, unit ?? ''), order: null };
}

function requestsCell({ requests }: Counted): GridCell {
  if (requests === null) return EMPTY_CELL;
  const [whole = '0'] = requests.split('.');
  return { text: countText(Number(requests)), order: BigInt(whole) };
}
