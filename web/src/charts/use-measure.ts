import { type RefObject, useLayoutEffect, useState } from 'react';
import { estimateWidth, type Measure } from './layout-axis.ts';

/**
 * Measures texts in the element's own font, as large as the reader has set it; the same function for as long as the font
 * is. A page may be drawn before its font has come, in another one: what that one measured is forgotten then.
 */
export function useMeasure(element: RefObject<HTMLElement | null>, width: number): Measure {
  const [{ measure }, setMeasured] = useState(GUESSED);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the font may change with the width.
  useLayoutEffect(() => {
    if (!element.current) return;
    const font = fontOf(element.current);
    setMeasured((was) => (was.font === font ? was : { font, measure: measureIn(font) }));
    const forget = () => setMeasured({ font, measure: measureIn(font) });
    document.fonts.addEventListener('loadingdone', forget);
    return () => document.fonts.removeEventListener('loadingdone', forget);
  }, [element, width]);
  return measure;
}

const GUESSED: { readonly font: string; readonly measure: Measure } = {
  font: '',
  measure: estimateWidth,
};

/** Not by `font`, which is empty where a part of it cannot be said in short, as in forced colours. */
function fontOf(element: HTMLElement): string {
  const { fontStyle, fontWeight, fontSize, fontFamily } = window.getComputedStyle(element);
  return `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
}

function measureIn(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return estimateWidth;
  context.font = font;
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text) ?? context.measureText(text).width;
    known.set(text, found);
    return found;
  };
}
