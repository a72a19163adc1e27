import { type PointerEvent, useEffect, useRef, useState } from 'react';

/** The first and the last bucket, both included. */
export interface BrushSpan {
  readonly from: number;
  readonly to: number;
}

export interface BrushInput {
  /** The bucket under a pointer. */
  readonly bucketOf: (event: PointerEvent<HTMLElement>) => number;
  /** Missing where there is nothing to zoom into. */
  readonly onZoom: ((span: BrushSpan) => void) | undefined;
}

const DRAG_PX = 5;
const LONG_PRESS_MS = 450;

interface Drag {
  readonly start: number;
  readonly x: number;
  active: boolean;
  timer: number | undefined;
}

/**
 * Selects buckets by dragging; on touch only after a long press, because a drag scrolls the page.
 * `endedDrag` is true once after a drag: its end is no click.
 */
export function useBrush({ bucketOf, onZoom }: BrushInput) {
  const [span, setSpan] = useState<BrushSpan | null>(null);
  const drag = useRef<Drag | null>(null);
  const dragged = useRef(false);
  useEffect(() => () => window.clearTimeout(drag.current?.timer), []);

  const end = () => {
    window.clearTimeout(drag.current?.timer);
    drag.current = null;
    setSpan(null);
  };
  const begin = (event: PointerEvent<HTMLElement>) => {
    dragged.current = false;
    if (!onZoom || event.button !== 0) return;
    const start = bucketOf(event);
    const each: Drag = { start, x: event.clientX, active: false, timer: undefined };
    drag.current = each;
    if (event.pointerType !== 'touch') return;
    each.timer = window.setTimeout(() => {
      each.active = true;
      setSpan({ from: start, to: start });
    }, LONG_PRESS_MS);
  };
  const move = (event: PointerEvent<HTMLElement>): boolean => {
    const each = drag.current;
    if (!each) return false;
    const isFar = Math.abs(event.clientX - each.x) >= DRAG_PX;
    if (!each.active && isFar) {
      // A finger that moves before the press was long scrolls.
      if (event.pointerType === 'touch') end();
      else {
        each.active = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
    }
    if (!each.active) return false;
    const at = bucketOf(event);
    setSpan({ from: Math.min(each.start, at), to: Math.max(each.start, at) });
    return true;
  };
  const finish = () => {
    const isDrag = drag.current?.active === true && span !== null;
    dragged.current = isDrag;
    end();
    if (isDrag) onZoom?.(span);
  };
  const endedDrag = () => {
    const was = dragged.current;
    dragged.current = false;
    return was;
  };
  return { span, begin, move, finish, cancel: end, endedDrag };
}
