import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

export interface RowsFocus {
  /** The one row that Tab reaches. */
  readonly active: number;
  /** Of each row: the element takes the focus once it is there. */
  readonly onRow: (index: number, element: HTMLElement | null) => void;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface RowsFocusInput {
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  readonly count: number;
  /** Opens the active row. */
  readonly open: (index: number) => void;
}

/** Moves the focus over rows of which only those in sight are there: arrows, Page, Home and End. */
export function useRowsFocus({ rows, count, open }: RowsFocusInput): RowsFocus {
  const [active, setActive] = useState(0);
  // A row that is being scrolled to takes the focus when it appears.
  const awaited = useRef<number | null>(null);
  const onRow = useCallback((index: number, element: HTMLElement | null) => {
    if (element === null || awaited.current !== index) return;
    awaited.current = null;
    element.focus({ preventScroll: true });
  }, []);
  const go = (target: number) => {
    const index = Math.max(0, Math.min(count - 1, target));
    awaited.current = index;
    setActive(index);
    rows.scrollToIndex(index, { align: 'auto' });
  };
  return {
    active: Math.max(0, Math.min(active, count - 1)),
    onRow,
    onFocus: setActive,
    onKeyDown: (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        open(active);
        return;
      }
      const page = Math.max(1, Math.floor((rows.scrollRect?.height ?? 0) / ROW_PX) - 1);
      const steps: Readonly<Record<string, number>> = {
        ArrowDown: active + 1,
        ArrowUp: active - 1,
        PageDown: active + page,
        PageUp: active - page,
        Home: 0,
        End: count - 1,
      };
      const target = steps[event.key];
      if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(target);
    },
  };
}

const ROW_PX = 36;
