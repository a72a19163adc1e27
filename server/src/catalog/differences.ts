/** One place where two JSON values differ. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
}

interface Pair {
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What differs between two JSON values at a path. Items of lists are told apart by `id`, `series` or
 * `meter`, lists within a list by all but their last entry; other lists are compared whole.
 */
export function differences({ path, before, after }: Pair): Difference[] {
  if (isSame(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return keyed(path, entriesOf(before), entriesOf(after));
  const items = isList(before) && isList(after) ? [itemsOf(before), itemsOf(after)] : [];
  const [left, right] = items;
  if (left && right) return keyed(path, left, right);
  return [{ path, kind: 'changed', before, after }];
}

interface Item {
  /** Where it stands in its own version. */
  readonly place: string | number;
  readonly value: unknown;
}

type Items = ReadonlyMap<string, Item>;

function keyed(path: readonly (string | number)[], before: Items, after: Items): Difference[] {
  const found: Difference[] = [];
  for (const [key, { place, value }] of before) {
    const other = after.get(key);
    if (other) {
      found.push(
        ...differences({ path: [...path, other.place], before: value, after: other.value }),
      );
    } else {
      found.push({ path: [...path, place], kind: 'removed', before: value, after: undefined });
    }
  }
  for (const [key, { place, value }] of after) {
    if (before.has(key)) continue;
    found.push({ path: [...path, place], kind: 'added', before: undefined, after: value });
  }
  return found;
}

function entriesOf(record: Readonly<Record<string, unknown>>): Items {
  return new Map(Object.entries(record).map(([key, value]) => [key, { place: key, value }]));
}

/** The items of a list by what tells them apart; undefined when nothing does. */
function itemsOf(list: readonly unknown[]): Items | undefined {
  const keys = list.map(keyOf);
  if (keys.includes(undefined) || new Set(keys).size !== list.length) return undefined;
  return new Map(list.map((value, place) => [keys[place] ?? '', { place, value }]));
}

function keyOf(item: unknown): string | undefined {
  if (isList(item)) return item.length > 1 ? JSON.stringify(item.slice(0, -1)) : undefined;
  if (!isRecord(item)) return undefined;
  const key = item['id'] ?? item['series'] ?? item['meter'];
  return typeof key === 'string' ? key : undefined;
}

function isSame(before: unknown, after: unknown): boolean {
  if (isList(before) && isList(after)) {
    return (
      before.length === after.length && before.every((item, index) => isSame(item, after[index]))
    );
  }
  if (!isRecord(before) || !isRecord(after)) return before === after;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => Object.hasOwn(after, key) && isSame(before[key], after[key]))
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
