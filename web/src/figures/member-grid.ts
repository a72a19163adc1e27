import { credits } from '@fuelgauge/core';
import type { Breakdown, DirectoryEntry, Pivot, PivotRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import { belowOf } from './below-of.ts';
import { explainedChangeCell } from './change-cell.ts';
import type { Clause } from './filter.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridColumn, type GridRow } from './grid.ts';
import { type CellUsage, explainedCell, explainedPart, type GridExplain } from './grid-explain.ts';
import { columnText, percentText, type Shown } from './number-text.ts';
import { type RankedLine, rankedLineOf, together } from './ranked-lines.ts';
import { sum } from './rounding.ts';
import { dateText, periodText } from './time-text.ts';

export interface MemberGridInput {
  readonly pivot: Pivot;
  readonly breakdown: Breakdown;
  readonly before: Breakdown | undefined;
  /** How all of somebody's usage is counted. */
  readonly explain: GridExplain;
  /** How the columns of values are: always in credits. */
  readonly pivotScale: AmountScale;
  readonly heading: string;
  readonly timeZone: string;
  /** Rows whose name, address or id has this in it; all when it is empty. */
  readonly search: string;
  /** The member who looks; null for who is none. */
  readonly self: string | null;
  readonly words: MemberWords;
}

/** What the table of members says. */
export interface MemberWords {
  readonly group: string;
  readonly role: string;
  readonly status: string;
  readonly lastActive: string;
  /** Beside whoever looks. */
  readonly you: string;
  readonly amount: string;
  readonly share: string;
  readonly change: string;
  readonly total: string;
  readonly statusOf: (entry: DirectoryEntry) => string;
  readonly groupOf: (id: string) => string;
  readonly everyoneElse: (count: number) => string;
}

/**
 * A row for each member, also for those who used nothing, with a column for each value of the
 * attributes asked for. Each row, each attribute's columns and the total add up.
 */
export function memberGrid(input: MemberGridInput): Grid {
  const { pivot, breakdown, explain, heading, search, self, words } = input;
  const values = valuesOf(pivot);
  const whole = amountIn(explain.scale, breakdown.total);
  const wanted = search.trim().toLocaleLowerCase();
  const lineOf = rankedLineOf(breakdown, explain.scale);
  const cellsOf = rowCells(input, { values, lineOf });
  const rows = pivot.rows
    .filter(({ key, label, entry }) =>
      `${label} ${key} ${entry?.email ?? ''}`.toLocaleLowerCase().includes(wanted),
    )
    .map(
      (row): GridRow => ({
        id: `${row.key}`,
        label: row.label,
        note: noteOf(row.entry?.email ?? null, row.key !== null && row.key === self && words.you),
        value: row.key ?? '',
        cells: cellsOf(row),
        parts: [],
      }),
    );
  const totals = values.map((value) => partOf(pivot.columns, value));
  const sumRow = (label: string, sums: Sums, own: readonly Clause[]): GridRow => ({
    id: `(${label})`,
    label,
    value: null,
    cells: amountCells(input, { values, ...sums, usage: { more: own, name: label } }),
    parts: [],
  });
  return {
    heading,
    columns: columnsOf(values, words),
    rows,
    restOf: (hidden) => {
      const left = wanted === '' ? hidden : [];
      if (left.length === 0) return null;
      const parts = totals.map((_, at) =>
        sum(left.map(({ cells }) => (cells[at + 1]?.order ?? 0n) as bigint)),
      );
      const amount = together(left.map(({ id }) => lineOf(id).amount));
      const away = new Set(left.map(({ id }) => id));
      const shown = rows
        .filter(({ id }) => !away.has(id))
        .flatMap(({ value }) => [value ?? '', ...belowOf(breakdown, value)]);
      const own = explain.where.beside(breakdown.by, shown);
      return sumRow(words.everyoneElse(left.length), { amount, parts }, own);
    },
    total: sumRow(words.total, { amount: shownIn(explain.scale, whole), parts: totals }, []),
  };
}

function noteOf(email: string | null, you: string | false): string | undefined {
  return [you, email].filter(Boolean).join(' · ') || undefined;
}

/** One value of one of the attributes across the top. */
interface Value {
  readonly at: number;
  readonly by: string;
  readonly key: string | null;
  readonly label: string;
  /** The columns of the answer that have it. */
  readonly places: readonly number[];
}

function valuesOf({ columns, columns_by }: Pivot): readonly Value[] {
  return columns_by.flatMap((by, at) => {
    const groups = Map.groupBy(columns.keys(), (index) => columns[index]?.keys[at] ?? null);
    return [...groups].map(([key, places]) => ({
      ...{ at, by, key, places },
      label: columns[places[0] ?? 0]?.labels[at] ?? '',
    }));
  });
}

function partOf(
  cells: readonly ({ readonly credits: string } | null)[],
  { places }: Value,
): bigint {
  return sum(places.map((place) => credits(cells[place]?.credits ?? '0')));
}

function columnsOf(values: readonly Value[], words: MemberWords): readonly GridColumn[] {
  return [
    { id: 'amount', label: words.amount },
    ...values.map(({ at, key, label }) => ({ id: `c-${at}-${key ?? ''}`, label })),
    { id: 'share', label: words.share },
    { id: 'change', label: words.change },
    { id: 'group', label: words.group, isText: true },
    { id: 'role', label: words.role, isText: true },
    { id: 'status', label: words.status, isText: true },
    { id: 'last', label: words.lastActive },
  ];
}

interface Columns {
  readonly values: readonly Value[];
  readonly lineOf: (id: string) => RankedLine;
}

function rowCells(input: MemberGridInput, { values, lineOf }: Columns) {
  const { breakdown, before, explain, words, timeZone } = input;
  const then = before && new Map(before.rows.map((row) => [row.key, amountIn(explain.scale, row)]));
  return (row: PivotRow): readonly GridCell[] => {
    const { amount, tenths: share } = lineOf(`${row.key}`);
    const more = explain.where.of(breakdown.by, row.key ?? '', belowOf(breakdown, row.key));
    const usage: CellUsage = { more, name: row.label };
    const parts = values.map((value) => partOf(row.cells, value));
    const text = share === null ? '' : percentText(share, share === 0n);
    return [
      ...amountCells(input, { values, amount, parts, usage }),
      share === null
        ? EMPTY_CELL
        : {
            ...{ text: '', order: share, share },
            explain: explainedPart(explain, { ...usage, text, whole: words.total }),
          },
      before && then
        ? explainedChangeCell(explain, {
            ...{ now: amount.exact, before: then.get(row.key) ?? 0n, usage },
            earlier: earlierOf(before),
          })
        : EMPTY_CELL,
      ...aboutCells(row, input),
      dayCell(row.last_used_at, timeZone),
    ];
  };
}

interface Sums {
  /** Of all usage. */
  readonly amount: Shown;
  /** Of each of the values. */
  readonly parts: readonly bigint[];
}

interface Amounts extends Sums {
  readonly values: readonly Value[];
  readonly usage: CellUsage;
}

function amountCells(
  { explain, pivotScale }: MemberGridInput,
  { values, amount, parts, usage }: Amounts,
): readonly GridCell[] {
  const own: GridCell = {
    text: columnText(amount, explain.scale.unit),
    order: amount.exact,
    explain: explainedCell(explain, usage),
  };
  const beside = values.map(({ by, key }, index): GridCell => {
    const exact = parts[index] ?? 0n;
    const more = [...usage.more, ...explain.where.directlyIn(by, key ?? '')];
    return {
      text: columnText(shownIn(pivotScale, exact), pivotScale.unit),
      order: exact,
      explain: explainedCell({ ...explain, scale: pivotScale }, { ...usage, more }),
    };
  });
  return [own, ...beside];
}

function earlierOf({ from, to, time_zone }: Breakdown) {
  const span = { start: new Date(from), end: new Date(to) };
  return { period: { from, to }, name: periodText(span, time_zone) };
}

function aboutCells({ entry }: PivotRow, { words }: MemberGridInput): readonly GridCell[] {
  const text = (content: string | null): GridCell => ({ text: content ?? '', order: content });
  if (!entry) return [EMPTY_CELL, EMPTY_CELL, EMPTY_CELL];
  return [
    text(entry.parent === null ? null : words.groupOf(entry.parent)),
    text(entry.role),
    text(words.statusOf(entry)),
  ];
}

/** A day, sorted as a moment. */
export function dayCell(at: string | null, timeZone: string): GridCell {
  if (at === null) return { text: '—', order: null };
  return { text: dateText(new Date(at), timeZone), order: BigInt(Date.parse(at)) };
}
