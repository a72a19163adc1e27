import { type RefObject, useLayoutEffect, useState } from 'react';
import { estimateWidth, type Measure } from './layout-axis.ts';

/** Measures texts in the element's own font, as large as the reader has set it. */
export function useMeasure(element: RefObject<HTMLElement | null>, width: number): Measure {
  const [measure, setMeasure] = useState<Measure>(() => estimateWidth);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the font may change with the width.
  useLayoutEffect(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (!element.current || !context) return;
    const { font } = window.getComputedStyle(element.current);
    context.font = font;
    const known = new Map<string, number>();
    setMeasure(() => (text: string) => {
      const found = known.get(text) ?? context.measureText(text).width;
      known.set(text, found);
      return found;
    });
  }, [element, width]);
  return measure;
}
