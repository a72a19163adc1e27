import type { AmountScale } from './amount-scale.ts';
import {
  type Explained,
  type ExplainedPeriod,
  explainedShare,
  explainedUsage,
} from './explained.ts';
import type { Clause } from './filter.ts';
import type { UsageWhere } from './usage-where.ts';

/** What explains the numbers of a table of usage. */
export interface GridExplain {
  readonly scale: AmountScale;
  /** What all of the table passes. */
  readonly filter: readonly Clause[];
  readonly where: UsageWhere;
}

/** The usage that a cell stands for. */
export interface CellUsage {
  readonly more: readonly Clause[];
  readonly period?: ExplainedPeriod | undefined;
  /** What the row is called. */
  readonly name: string;
}

/** An amount of a cell. */
export function explainedCell(
  { scale, filter }: GridExplain,
  { more, period, name }: CellUsage,
): Explained {
  return explainedUsage({ scale, filter: [...filter, ...more], period, name });
}

/** A number of a cell that its usage was counted for: of events, of a quantity, of runs. */
export function explainedCount(
  { filter }: GridExplain,
  figure: CountedFigure,
  { more, period, name, text }: CellUsage & { readonly text: string },
): Explained {
  return { figure, filter: [...filter, ...more], period, name, text };
}

/** What is no sum of entries, and opens to those it was counted in. */
export type CountedFigure =
  | 'events'
  | 'quantity'
  | 'requests'
  | 'runs'
  | 'runMedian'
  | 'runMost'
  | 'listed';

/** The share of a cell in the whole, which is called as given. */
export function explainedPart(
  { scale, filter }: GridExplain,
  {
    more,
    period,
    name,
    text,
    whole,
  }: CellUsage & { readonly text: string; readonly whole: string },
): Explained {
  const part = { scale, filter: [...filter, ...more], period, name };
  return explainedShare(text, { part, whole: { scale, filter, name: whole } });
}

/** The change of a cell against the same usage of another period. */
export function explainedChange(
  about: GridExplain,
  { text, before, ...now }: CellUsage & { readonly text: string; readonly before: ComparedCell },
): Explained {
  const then = { ...now, period: before.period, name: before.name };
  return {
    figure: 'change',
    text,
    inputs: [explainedCell(about, now), explainedCell(about, then)],
  };
}

/** The period a cell is compared with. */
export interface ComparedCell {
  readonly period: ExplainedPeriod;
  /** Its dates. */
  readonly name: string;
}
