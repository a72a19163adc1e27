import type { Book, Catalog, Dimension, Instant } from '@fuelgauge/core';
import type { DirectoryRecord } from '../store/directory.ts';
import { refused } from './answer.ts';
import type { UsageItem } from './load-usage.ts';
import { readDirectory } from './resolve-directory.ts';
import type { Bounds } from './sight.ts';
import type { UsageFilter } from './usage-filter.ts';
import type { ReadWork } from './with-book.ts';

/** What usage is grouped by: a meter, its category, or a dimension; null is not at all. */
export type Grouping = string | null;

/** Reads `group_by` or `by`. Refuses what the catalog has no meter, category or dimension for. */
export function readGrouping(
  { key, dimensions }: Catalog,
  { field, text }: { field: string; text: string | undefined },
): Grouping | ReturnType<typeof refused> {
  if (text === undefined) return null;
  if (text === 'meter' || text === 'category' || dimensions.has(text)) return text;
  const known = ['meter', 'category', ...dimensions.keys()].join(', ');
  return refused(
    'dimension_unknown',
    `The catalog ${key} has no dimension "${text}" to group by. It has: ${known}.`,
    `/${field}`,
  );
}

/** The dimensions a question has to look at: those of the filter and the one it is grouped by. */
export function dimensionsOf(catalog: Catalog, grouping: Grouping, filter: UsageFilter): string[] {
  const own = grouping !== null && catalog.dimensions.has(grouping) ? [grouping] : [];
  return [...new Set([...own, ...filter.dimensions])];
}

/** The key of the group an item belongs to. */
export function keyOfItem(
  catalog: Catalog,
  grouping: Grouping,
  dimensions: readonly string[],
): (item: Pick<UsageItem, 'meter' | 'values'>) => string | null {
  if (grouping === null) return () => null;
  if (grouping === 'meter') return ({ meter }) => meter;
  if (grouping === 'category') return ({ meter }) => catalog.meters.get(meter)?.category ?? null;
  const place = dimensions.indexOf(grouping);
  return ({ values }) => values[place] ?? null;
}

/** What is known of the keys of groups: what to call them and where they hang. */
export interface GroupNames {
  readonly labelOf: (key: string | null) => string;
  /** The key above, in a tree, and the category of a meter; null at the top and for what is no tree. */
  readonly parentOf: (key: string) => string | null;
}

/** Names of the keys of a grouping, and of all above them in a tree, as the directory says at `at`. */
export async function readNames(
  { open, tx, bounds }: ReadWork,
  grouping: Grouping,
  { keys, at }: { keys: readonly (string | null)[]; at: Instant },
): Promise<GroupNames> {
  const { catalog } = open.book;
  const dimension = grouping === null ? undefined : catalog.dimensions.get(grouping);
  if (!dimension) return catalogNames(open.book, grouping);
  const { directory: kind } = dimension;
  const ids = keys.filter((key) => key !== null);
  const named = kind === null ? [] : ids.map((id) => ({ kind, id }));
  const { directory, known } = await readDirectory(tx, open.customer.customerId, {
    catalog,
    named,
  });
  return {
    labelOf: (key) => (key === null ? dimension.unattributed : labelOf(known, dimension, key)),
    parentOf: (key) => {
      const parent = dimension.kind === 'tree' ? directory.parentOf(dimension.id, key, at) : null;
      return parent != null && isShown(bounds, parent) ? parent : null;
    },
  };
}

/** What lies above the scope somebody is bound to is not shown, not even by its name. */
function isShown(bounds: Bounds | null, value: string): boolean {
  return bounds === null || bounds.filter.clauses.some(({ values }) => values.has(value));
}

function catalogNames({ catalog }: Book, grouping: Grouping): GroupNames {
  const { meters, categories } = catalog;
  const category = (id: string | null) => categories.find((each) => each.id === id);
  if (grouping === 'category') {
    return {
      labelOf: (key) => category(key)?.label ?? key ?? 'No category',
      parentOf: (key) => category(key)?.parent ?? null,
    };
  }
  const labelOfMeter = (key: string | null) =>
    key === null ? 'All usage' : (meters.get(key)?.label ?? key);
  return { labelOf: labelOfMeter, parentOf: (key) => meters.get(key)?.category ?? null };
}

/** Erased entries keep their place, and say that they are gone. */
function labelOf(
  known: ReadonlyMap<string, DirectoryRecord>,
  { directory: kind, valueLabels }: Dimension,
  key: string,
): string {
  const record = kind === null ? undefined : known.get(`${kind} ${key}`);
  const name = record?.name ?? valueLabels.get(key) ?? key;
  return record?.erasedAt ? `${name} (deleted)` : name;
}
