import { type Book, type Instant, PICO } from '@fuelgauge/core';
import { listDistinct } from '../store/rollups.ts';
import { listDistinctLines } from '../store/usage-lines.ts';
import type { UsageItem, UsageQuestion } from './load-usage.ts';
import type { UsageGroup } from './sum-usage.ts';
import { storedBucketAt } from './time-range.ts';
import type { Work } from './with-book.ts';

/** How the values a meter met become groups and cells. */
export interface Counting {
  readonly question: UsageQuestion;
  readonly cellOf: (tile: number) => number;
  readonly passes: (item: Pick<UsageItem, 'meter' | 'values'>) => boolean;
  readonly keyOf: (item: Pick<UsageItem, 'meter' | 'values'>) => string | null;
}

/** Distinct values by group. */
export interface DistinctCounts {
  /**
   * The quantity of one group over some of its cells, in 1e-12 parts: each value counts once, however often it came.
   * Undefined for a group nothing was counted for.
   */
  quantity(key: string | null, cells: readonly number[]): bigint | undefined;
}

/** The one meter of a group when it counts distinct values; they are counted again over every stretch, never summed. */
export function distinctMeterOf({ catalog }: Book, { cells }: UsageGroup): string | null {
  const meters = new Set(cells.flatMap(({ quantities }) => [...quantities.keys()]));
  const [meter = ''] = meters;
  return meters.size === 1 && catalog.meters.get(meter)?.aggregation === 'unique' ? meter : null;
}

/** Counts what a meter met. Daily counts are read where the tiles are whole days and nothing asks for dimensions. */
export async function countDistinct(
  work: Work,
  meter: string,
  { question, ...counting }: Counting,
): Promise<DistinctCounts> {
  const { starts, to, dimensions, within } = question;
  const id = work.open.customer.customerId;
  const isStored =
    dimensions.length === 0 && [...starts, to].every((at) => isDay(work.open.book, at));
  const met = isStored
    ? (await listDistinct(work.tx, id, { meter, starts, to })).map((row) => ({
        ...row,
        values: [],
      }))
    : await listDistinctLines(work.tx, id, { meter, starts, to, dimensions, within });
  const groups = new Map<string | null, Map<number, Map<string, number>>>();
  for (const { tile, values, value, count } of met) {
    const item = { meter, values };
    if (!counting.passes(item)) continue;
    const key = counting.keyOf(item);
    const cells = groups.get(key) ?? new Map<number, Map<string, number>>();
    groups.set(key, cells);
    const cell = counting.cellOf(tile);
    const counts = cells.get(cell) ?? new Map<string, number>();
    cells.set(cell, counts);
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return {
    quantity: (key, cells) => {
      const known = groups.get(key);
      return known && distinctIn(known, cells);
    },
  };
}

function isDay(book: Book, at: Instant): boolean {
  return at > book.ledger.head.at || storedBucketAt(book, at, 'day').start === at;
}

/** A value that came and was taken back as often is not there. */
function distinctIn(
  known: ReadonlyMap<number, ReadonlyMap<string, number>>,
  cells: readonly number[],
): bigint {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    for (const [value, count] of known.get(cell) ?? []) {
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
  }
  return BigInt([...counts.values()].filter((count) => count > 0).length) * PICO;
}
