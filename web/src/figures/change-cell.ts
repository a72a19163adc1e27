import { EMPTY_CELL, type GridCell } from './grid.ts';
import {
  type CellUsage,
  type ComparedCell,
  explainedChange,
  type GridExplain,
} from './grid-explain.ts';
import { percentText } from './number-text.ts';
import { roundHalfUp } from './rounding.ts';

/**
 * How far an amount is from what it is compared with: `▲ 8.0 %`, `▼ 3.1 %`, `=`, without a
 * percentage where there was nothing before. Neither is good or bad.
 */
export function changeText(now: bigint, before: bigint): string {
  if (now === before) return '=';
  const sign = now > before ? '▲' : '▼';
  if (before <= 0n) return sign;
  const difference = now > before ? now - before : before - now;
  const tenths = roundHalfUp(difference * 1000n, before) / before;
  return `${sign}\u00a0${percentText(tenths, false)}`;
}

/** The change as a cell; sorted by the difference itself. */
export function changeCell(now: bigint, before: bigint): GridCell {
  if (now === 0n && before === 0n) return EMPTY_CELL;
  return { text: changeText(now, before), order: now - before };
}

export interface ExplainedChangeInput {
  readonly now: bigint;
  readonly before: bigint;
  readonly usage: CellUsage;
  readonly earlier: ComparedCell;
}

/** As {@link changeCell}, and how it came about. */
export function explainedChangeCell(about: GridExplain, input: ExplainedChangeInput): GridCell {
  const { now, before, usage, earlier } = input;
  const cell = changeCell(now, before);
  if (cell === EMPTY_CELL) return cell;
  return {
    ...cell,
    explain: explainedChange(about, { ...usage, text: cell.text, before: earlier }),
  };
}
