import { EMPTY_CELL, type GridCell } from './grid.ts';
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
