import { useEffect, useState } from 'react';
import { type ChartData, lastBucket, seriesOf } from './chart-data.ts';
import { type CursorPlace, cursorMove } from './cursor-move.ts';

export interface CursorInput {
  readonly data: ChartData;
  readonly hidden: ReadonlySet<string>;
  /** Key of the pinned bucket. */
  readonly selected: string | null;
}

interface Placed extends CursorPlace {
  readonly by: 'key' | 'pointer';
}

const SETTLE_MS = 150;
const WEEK = 7;

/**
 * Which bucket is shown: the keyboard's, else the pinned one, else the pointer's. It is settled
 * once the pointer has rested on it, and may then be followed into the tooltip.
 */
export function useChartCursor({ data, hidden, selected }: CursorInput) {
  const [place, setPlace] = useState<Placed | null>(null);
  const [settled, setSettled] = useState(false);
  const last = lastBucket(data);
  const found = data.buckets.findIndex(({ key }) => key === selected);
  const pinned = selected !== null && found >= 0 && found <= last ? found : null;
  const cursor = place && place.bucket <= last ? place : null;
  const at = cursor?.bucket;
  useEffect(() => {
    setSettled(false);
    if (at === undefined) return undefined;
    const timer = window.setTimeout(() => setSettled(true), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [at]);

  const isKey = cursor?.by === 'key';
  const shown: CursorPlace | null =
    pinned !== null && !isKey ? { bucket: pinned, series: null } : cursor;
  return {
    shown,
    pinned,
    last,
    isKey,
    settled: settled || pinned !== null,
    /** Where the keyboard enters: where it was, the pinned bucket, or the last. */
    enter: () =>
      setPlace((was) => ({ series: null, bucket: was?.bucket ?? pinned ?? last, by: 'key' })),
    point: (bucket: number) =>
      setPlace((was) =>
        was?.by === 'pointer' && was.bucket === bucket
          ? was
          : { bucket, series: null, by: 'pointer' },
      ),
    leave: () => setPlace(null),
    /** Follows a key; false when it leads nowhere. */
    follow: (key: string): boolean => {
      const from = cursor ?? { bucket: pinned ?? last, series: null };
      const visible = seriesOf(data, from.bucket).filter(
        (index) => !hidden.has(data.series[index]?.key ?? ''),
      );
      const to = cursorMove(key, from, { last, page: data.week ?? WEEK, series: visible });
      if (to) setPlace({ ...to, by: 'key' });
      return to !== undefined;
    },
  };
}
