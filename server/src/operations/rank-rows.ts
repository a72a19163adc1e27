import type { Catalog } from '@fuelgauge/core';
import {
  addTo,
  byCredits,
  noUsage,
  totalOf,
  type UsageGroup,
  type UsageSums,
} from './sum-usage.ts';
import type { Grouping } from './usage-grouping.ts';

/** One row of a breakdown. */
export interface RankedRow {
  readonly key: string | null;
  /** What it has of its own. */
  readonly direct: UsageSums;
  /** With all that hangs below it; the same as `direct` for what has nothing below. */
  readonly sums: UsageSums;
}

/** Whether values of a grouping hang in each other, so that a row counts what is below it. */
export function isNested({ dimensions }: Catalog, grouping: Grouping): boolean {
  if (grouping === 'category') return true;
  const dimension = grouping === null ? undefined : dimensions.get(grouping);
  return dimension?.kind === 'tree' && dimension.parent === null;
}

/** Rows of values that do not hang in each other, most credits first. */
export function rankFlat(groups: readonly UsageGroup[]): RankedRow[] {
  const rows = groups.map(({ key, cells }) => {
    const sums = totalOf(cells);
    return { key, direct: sums, sums };
  });
  return ranked(rows);
}

/**
 * Rows of a tree, most credits first: each is its own usage and that of all below it. What lies above usage has a row even
 * when it has none of its own. A circle ends where it closes.
 */
export function rankNested(
  groups: readonly UsageGroup[],
  parentOf: (key: string) => string | null,
): RankedRow[] {
  const rows = new Map<string | null, { key: string | null; direct: UsageSums; sums: UsageSums }>();
  const rowOf = (key: string | null) => {
    const known = rows.get(key) ?? { key, direct: noUsage(), sums: noUsage() };
    rows.set(key, known);
    return known;
  };
  for (const { key, cells } of groups) {
    const own = totalOf(cells);
    addTo(rowOf(key).direct, own);
    for (const above of lineage(key, parentOf)) addTo(rowOf(above).sums, own);
  }
  return ranked([...rows.values()]);
}

/** A key and all above it. */
function lineage(key: string | null, parentOf: (key: string) => string | null) {
  const found = new Set([key]);
  for (let next = key && parentOf(key); next !== null && !found.has(next); next = parentOf(next)) {
    found.add(next);
  }
  return found;
}

function ranked(rows: readonly RankedRow[]): RankedRow[] {
  const sorted = rows.map((row) => ({ row, key: row.key, credits: row.sums.credits }));
  return sorted.sort(byCredits).map(({ row }) => row);
}
