import type { CSSProperties } from 'react';
import { dashOf, patternId } from './series-patterns.ts';

/** A slot's pattern and dash, which the style sheet applies where patterns are on. */
export function seriesStyle(slot: number): CSSProperties {
  const id = patternId(slot);
  const style: Record<`--${string}`, string> = { '--dash': dashOf(slot) };
  if (id !== undefined) style['--pattern'] = `url(#${id})`;
  return style as CSSProperties;
}
