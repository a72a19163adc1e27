import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, shownIn } from './amount-scale.ts';
import { changeCell } from './change-cell.ts';
import { chartColumns } from './chart-columns.ts';
import { cumulative, type UsageSeries } from './chart-series.ts';
import type { ExploreWords } from './explore-words.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridRow } from './grid.ts';
import { columnText, countText, type Shown } from './number-text.ts';
import { dateOf, lastDateOf } from './period.ts';
import { shares, sum } from './rounding.ts';

export interface TimeGridInput {
  readonly usage: Usage;
  readonly series: readonly UsageSeries[];
  readonly scale: AmountScale;
  /** A column for each series in place of rows that open to them. */
  readonly isSplit: boolean;
  /** The same buckets of another period. */
  readonly compared: ComparedAmounts | undefined;
  readonly words: ExploreWords;
}

/** Amounts of another period, by bucket. */
export interface ComparedAmounts {
  /** Its dates. */
  readonly label: string;
  readonly amounts: readonly bigint[];
}

/** Usage by stretches of time, the latest first. */
export function timeGrid(input: TimeGridInput): Grid {
  const { usage, series, scale, isSplit, compared, words } = input;
  const columns = chartColumns({ usage, series, scale, mode: 'daily' });
  const totals = series.map(({ total }) => total);
  const whole = shownIn(scale, sum(totals.map(({ exact }) => exact)));
  const tenths = shares(columns.map(({ total }) => total.exact));
  const amount = (shown: Shown): GridCell => ({
    text: columnText(shown, scale.unit),
    order: shown.exact,
  });
  const rows = columns.map((column, index): GridRow => {
    const events = sum(usage.groups.map((group) => BigInt(group.events[index] ?? 0)));
    const share = tenths?.[index] ?? null;
    const parts = column.amounts.flatMap((part, at): GridRow[] =>
      part.exact === 0n || isSplit ? [] : [partOf(input, { part, at, start: column.start })],
    );
    return {
      id: column.start,
      label: column.label,
      value: null,
      days: daysOf(usage, index),
      cells: [
        amount(column.total),
        ...comparedCells(column.total.exact, compared?.amounts[index], input),
        ...(isSplit
          ? column.amounts.map(amount)
          : [{ text: countText(Number(events)), order: events }, shareCell(share)]),
      ],
      parts,
    };
  });
  const all = compared && sum(compared.amounts);
  return {
    heading: words.time,
    columns: [
      { id: 'amount', label: words.amount },
      ...comparedColumns(input),
      ...(isSplit
        ? series.map(({ label }, index) => ({ id: `c${index}`, label }))
        : [
            { id: 'events', label: words.events },
            { id: 'share', label: words.share },
          ]),
    ],
    rows: rows.toReversed(),
    // Earlier days are not everyone else: the total stands for them.
    restOf: () => null,
    total: {
      id: '(total)',
      label: words.total,
      value: null,
      cells: [
        amount(whole),
        ...comparedCells(whole.exact, all, input),
        ...(isSplit
          ? totals.map(amount)
          : [{ text: countText(usage.total.events), order: null }, EMPTY_CELL]),
      ],
      parts: [],
    },
  };
}

/** What another period had in each bucket up to now, each alone or with all before it. */
export function comparedValues(amounts: readonly bigint[], mode: 'cumulative' | 'daily') {
  return mode === 'cumulative' ? cumulative(amounts) : amounts;
}

interface Part {
  readonly part: Shown;
  readonly at: number;
  readonly start: string;
}

function partOf({ series, scale, compared }: TimeGridInput, { part, at, start }: Part): GridRow {
  const { key = '', label = '', slot } = series[at] ?? {};
  return {
    id: `${start} ${key}`,
    label,
    slot,
    value: key,
    cells: [
      { text: columnText(part, scale.unit), order: part.exact },
      ...(compared ? [EMPTY_CELL, EMPTY_CELL] : []),
      EMPTY_CELL,
      EMPTY_CELL,
    ],
    parts: [],
  };
}

function comparedColumns({ compared, words }: TimeGridInput) {
  if (!compared) return [];
  return [
    { id: 'compared', label: compared.label },
    { id: 'change', label: words.change },
  ];
}

function comparedCells(
  now: bigint,
  before: bigint | undefined,
  { compared, scale }: TimeGridInput,
): readonly GridCell[] {
  if (!compared) return [];
  if (before === undefined) return [EMPTY_CELL, EMPTY_CELL];
  const shown = shownIn({ ...scale, used: undefined }, before);
  return [{ text: columnText(shown, scale.unit), order: before }, changeCell(now, before)];
}

function shareCell(share: bigint | null): GridCell {
  return share === null ? EMPTY_CELL : { text: '', order: share, share };
}

function daysOf({ buckets, time_zone: zone }: Usage, index: number): string | undefined {
  const bucket = buckets[index];
  return bucket && `${dateOf(bucket.start, zone)}..${lastDateOf(bucket.end, zone)}`;
}
