import { credits } from '@fuelgauge/core';
import type { Breakdown, DirectoryEntry, Pivot, PivotRow } from '@fuelgauge/sdk';
import { type AmountScale, amountIn, shownIn } from './amount-scale.ts';
import { changeCell } from './change-cell.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridColumn, type GridRow } from './grid.ts';
import { columnText } from './number-text.ts';
import { shares, sum } from './rounding.ts';
import { dateText } from './time-text.ts';

export interface MemberGridInput {
  readonly pivot: Pivot;
  readonly breakdown: Breakdown;
  readonly before: Breakdown | undefined;
  readonly scale: AmountScale;
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
  const { pivot, breakdown, before, scale, heading, search, self, words } = input;
  const values = valuesOf(pivot);
  const used = new Map(breakdown.rows.map((row) => [row.key, amountIn(scale, row)]));
  const then = before && new Map(before.rows.map((row) => [row.key, amountIn(scale, row)]));
  const whole = amountIn(scale, breakdown.total);
  const amount = (exact: bigint): GridCell => ({
    text: columnText(shownIn(scale, exact), scale.unit),
    order: exact,
  });
  const cellsOf = (row: PivotRow): readonly GridCell[] => {
    const now = used.get(row.key) ?? 0n;
    const share = shares([now, whole - now])?.[0] ?? null;
    return [
      amount(now),
      ...values.map((value) => amount(partOf(row.cells, value))),
      share === null ? EMPTY_CELL : { text: '', order: share, share },
      then ? changeCell(now, then.get(row.key) ?? 0n) : EMPTY_CELL,
      ...aboutCells(row, input),
      dayCell(row.last_used_at, input.timeZone),
    ];
  };
  const wanted = search.trim().toLocaleLowerCase();
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
  const totals = [whole, ...values.map((value) => partOf(pivot.columns, value))];
  const lineOf = (label: string, amounts: readonly bigint[]): GridRow => ({
    id: `(${label})`,
    label,
    value: null,
    cells: amounts.map(amount),
    parts: [],
  });
  return {
    heading,
    columns: columnsOf(values, words),
    rows,
    restOf: (hidden) => {
      const left = wanted === '' ? hidden : [];
      if (left.length === 0) return null;
      const amounts = totals.map((_, at) =>
        sum(left.map(({ cells }) => (cells[at]?.order ?? 0n) as bigint)),
      );
      return lineOf(words.everyoneElse(left.length), amounts);
    },
    total: lineOf(words.total, totals),
  };
}

function noteOf(email: string | null, you: string | false): string | undefined {
  return [you, email].filter(Boolean).join(' · ') || undefined;
}

/** One value of one of the attributes across the top. */
interface Value {
  readonly at: number;
  readonly key: string | null;
  readonly label: string;
  /** The columns of the answer that have it. */
  readonly places: readonly number[];
}

function valuesOf({ columns, columns_by }: Pivot): readonly Value[] {
  return columns_by.flatMap((_, at) => {
    const groups = Map.groupBy(columns.keys(), (index) => columns[index]?.keys[at] ?? null);
    return [...groups].map(([key, places]) => ({
      at,
      key,
      label: columns[places[0] ?? 0]?.labels[at] ?? '',
      places,
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
