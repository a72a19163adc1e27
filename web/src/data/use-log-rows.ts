import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { Activity } from './use-activity.ts';
import { useNarrow } from './use-narrow.ts';
import { type RowsFocus, useRowsFocus } from './use-rows-focus.ts';

export interface LogRowsInput {
  readonly activity: Activity;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Takes the address of the row that is opened. */
  readonly choose: (address: string) => void;
}

export interface LogRows {
  /** Of those in sight. */
  readonly items: readonly VirtualItem[];
  /** Of all rows, in pixels. */
  readonly height: number;
  readonly focus: RowsFocus;
  readonly open: (index: number) => void;
}

const ROW_PX = 36;
/** Two lines. */
const NARROW_ROW_PX = 56;
const OVERSCAN = 8;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 60;

/** The rows of the log that are in sight, the focus among them, and more as the end comes near. */
export function useLogRows({ activity, scroller, choose }: LogRowsInput): LogRows {
  const { rows, hasMore, loadMore } = activity;
  const isNarrow = useNarrow();
  const focused = useRef(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? NARROW_ROW_PX : ROW_PX),
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row that Tab reaches stays, so that the way back to it does.
    rangeExtractor: (range) => [...new Set([focused.current, ...defaultRangeExtractor(range)])],
  });
  const open = (index: number) => {
    const row = rows[index];
    if (row) choose(row.address);
  };
  const focus = useRowsFocus({ rows: virtual, count: rows.length, open });
  focused.current = focus.active;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights are measured anew.
  useEffect(() => virtual.measure(), [isNarrow]);
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) loadMore();
  }, [hasMore, last, rows.length, loadMore]);
  return { items: virtual.getVirtualItems(), height: virtual.getTotalSize(), focus, open };
}
