import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, shownIn } from './amount-scale.ts';
import { explainedChangeCell } from './change-cell.ts';
import { chartColumns } from './chart-columns.ts';
import { missingBuckets, UNKNOWN } from './chart-gaps.ts';
import { cumulative, type UsageSeries } from './chart-series.ts';
import type { ExplainedPeriod } from './explained.ts';
import type { ExploreWords } from './explore-words.ts';
import { EMPTY_CELL, type Grid, type GridCell, type GridRow } from './grid.ts';
import {
  type CellUsage,
  explainedCell,
  explainedCount,
  explainedPart,
  type GridExplain,
} from './grid-explain.ts';
import { columnText, countText, percentText, type Shown } from './number-text.ts';
import { dateOf, lastDateOf } from './period.ts';
import { shares, sum } from './rounding.ts';
import { usageOfSeries } from './usage-where.ts';

export interface TimeGridInput {
  readonly usage: Usage;
  readonly series: readonly UsageSeries[];
  readonly scale: AmountScale;
  /** A column for each series in place of rows that open to them. */
  readonly isSplit: boolean;
  /** The same buckets of another period. */
  readonly compared: ComparedAmounts | undefined;
  readonly words: ExploreWords;
  readonly explain: GridExplain;
  /** What the series are the values of. */
  readonly colours: string;
}

/** Amounts of another period, by bucket. */
export interface ComparedAmounts {
  /** Its dates. */
  readonly label: string;
  readonly amounts: readonly bigint[];
  /** Where sums so far begin again. */
  readonly restarts: ReadonlySet<number>;
  /** When each of them was. */
  readonly periods: readonly ExplainedPeriod[];
}

/** Usage by stretches of time, the latest first. */
export function timeGrid(input: TimeGridInput): Grid {
  const { usage, series, scale, isSplit, compared, words } = input;
  const columns = chartColumns({ usage, series, scale, mode: 'daily' });
  const totals = series.map(({ total }) => total);
  const missing = missingBuckets(usage);
  const tenths = shares(columns.map(({ total }) => total.exact));
  const rows = columns.map((column, index): GridRow => {
    const events = sum(usage.groups.map((group) => BigInt(group.events[index] ?? 0)));
    const period = periodIn(usage, index);
    const parts = column.amounts.flatMap((part, at): GridRow[] =>
      part.exact === 0n || isSplit
        ? []
        : [partOf(input, { part, at, period, start: column.start })],
    );
    return {
      id: column.start,
      label: column.label,
      value: null,
      days: daysOf(usage, index),
      cells: cellsOf(input, {
        ...{ total: column.total, amounts: column.amounts, events },
        share: tenths?.[index] ?? null,
        isKnown: !missing.has(index),
        before: compared?.amounts[index],
        earlier: compared?.periods[index],
        usage: { more: [], period, name: column.label },
      }),
      parts,
    };
  });
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
      cells: cellsOf(input, {
        total: shownIn(scale, sum(totals.map(({ exact }) => exact))),
        ...{ amounts: totals, events: BigInt(usage.total.events), share: null },
        isKnown: true,
        before: compared && sum(compared.amounts),
        earlier: wholePeriod(compared?.periods),
        usage: { more: [], name: words.total },
      }),
      parts: [],
    },
  };
}

interface Line {
  readonly total: Shown;
  /** One for each series. */
  readonly amounts: readonly Shown[];
  readonly events: bigint;
  /** Of the whole; null for the whole. */
  readonly share: bigint | null;
  /** False where nothing was received: there is no number, which is not zero. */
  readonly isKnown: boolean;
  readonly before: bigint | undefined;
  readonly earlier: ExplainedPeriod | undefined;
  readonly usage: CellUsage;
}

function cellsOf(input: TimeGridInput, line: Line): readonly GridCell[] {
  const { series, scale, isSplit, explain, compared } = input;
  const { total, amounts, usage, before, earlier, isKnown } = line;
  const amount = (shown: Shown, own: CellUsage): GridCell =>
    isKnown
      ? {
          text: columnText(shown, scale.unit),
          order: shown.exact,
          explain: explainedCell(explain, own),
        }
      : UNKNOWN_CELL;
  const text = countText(Number(line.events));
  const events = {
    ...{ text, order: line.events },
    explain: explainedCount(explain, 'events', { ...usage, text }),
  };
  return [
    amount(total, usage),
    ...(isKnown || !compared
      ? comparedCells(input, { now: total.exact, before, earlier, usage })
      : [UNKNOWN_CELL, UNKNOWN_CELL]),
    ...(isSplit
      ? amounts.map((part, at) =>
          amount(part, { ...usage, more: seriesClauses(input, series[at]?.key ?? '') }),
        )
      : isKnown
        ? [events, shareCell(input, line.share, usage)]
        : [UNKNOWN_CELL, UNKNOWN_CELL]),
  ];
}

const UNKNOWN_CELL: GridCell = { text: UNKNOWN, order: null };

/** What another period had in each bucket up to now, each alone or with all before it. */
export function comparedValues(
  { amounts, restarts }: ComparedAmounts,
  mode: 'cumulative' | 'daily',
) {
  return mode === 'cumulative' ? cumulative(amounts, restarts) : amounts;
}

interface Part {
  readonly part: Shown;
  readonly at: number;
  readonly start: string;
  readonly period: ExplainedPeriod | undefined;
}

function partOf(input: TimeGridInput, { part, at, start, period }: Part): GridRow {
  const { series, scale, compared, explain } = input;
  const { key = '', label = '', slot } = series[at] ?? {};
  const usage = { more: seriesClauses(input, key), period, name: label };
  return {
    id: `${start} ${key}`,
    label,
    slot,
    value: key,
    cells: [
      {
        text: columnText(part, scale.unit),
        order: part.exact,
        explain: explainedCell(explain, usage),
      },
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

interface Comparing {
  readonly now: bigint;
  readonly before: bigint | undefined;
  readonly earlier: ExplainedPeriod | undefined;
  readonly usage: CellUsage;
}

function comparedCells(
  { compared, scale, explain }: TimeGridInput,
  { now, before, earlier, usage }: Comparing,
): readonly GridCell[] {
  if (!compared) return [];
  if (before === undefined || !earlier) return [EMPTY_CELL, EMPTY_CELL];
  const shown = shownIn({ ...scale, used: undefined }, before);
  const { label: name } = compared;
  return [
    {
      text: columnText(shown, scale.unit),
      order: before,
      explain: explainedCell(explain, { ...usage, period: earlier, name }),
    },
    explainedChangeCell(explain, { now, before, usage, earlier: { period: earlier, name } }),
  ];
}

function shareCell(
  { explain, words }: TimeGridInput,
  share: bigint | null,
  usage: CellUsage,
): GridCell {
  if (share === null) return EMPTY_CELL;
  const text = percentText(share, share === 0n);
  const whole = words.total;
  return {
    text: '',
    order: share,
    share,
    explain: explainedPart(explain, { ...usage, text, whole }),
  };
}

function seriesClauses({ series, explain, colours }: TimeGridInput, key: string) {
  const keys = series.map((each) => each.key);
  return usageOfSeries(explain.where, colours, { key, keys });
}

function periodIn({ buckets }: Usage, index: number): ExplainedPeriod | undefined {
  const bucket = buckets[index];
  return bucket && { from: bucket.start, to: bucket.end };
}

function wholePeriod(periods: readonly ExplainedPeriod[] = []): ExplainedPeriod | undefined {
  const [first, last] = [periods[0], periods.at(-1)];
  return first && last && { from: first.from, to: last.to };
}

function daysOf({ buckets, time_zone: zone }: Usage, index: number): string | undefined {
  const bucket = buckets[index];
  return bucket && `${dateOf(bucket.start, zone)}..${lastDateOf(bucket.end, zone)}`;
}
