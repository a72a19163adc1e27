import type { Catalog, Dimension } from '../catalog.ts';
import type { Directory, UsageEvent } from './event.ts';
import { valuesSent } from './property.ts';

/**
 * The dimension values an event's usage is attributed to, as the directory stood when it happened.
 * A dimension takes the first source present: its own name, those its `from` lists (in their order
 * when its own is among them), or the parent of a child dimension's value. Without one it is
 * absent: that usage is unattributed. A tree keeps the value only; who reads adds up ancestors.
 */
export function attribute(
  catalog: Catalog,
  event: UsageEvent,
  directory: Directory,
): Readonly<Record<string, string>> {
  const before = directory.attributionOf?.(event);
  if (before) return before;
  const known = { catalog, event, directory };
  const entries: [string, string][] = [];
  for (const dimension of catalog.dimensions.values()) {
    const value = commonAncestor(known, dimension, candidates(known, dimension, []) ?? []);
    if (value !== null) entries.push([dimension.id, value]);
  }
  return Object.fromEntries(entries);
}

/** The first dimension name the client sent that the catalog has not. */
export function unknownDimension(catalog: Catalog, event: UsageEvent): string | undefined {
  return Object.keys(event.dimensions).find((name) => !catalog.dimensions.has(name));
}

interface Known {
  readonly catalog: Catalog;
  readonly event: UsageEvent;
  readonly directory: Directory;
}

/** Values of a dimension before they are reduced to one; null is the unattributed root. */
type Candidates = readonly (string | null)[];

/**
 * Undefined when no source is present. `below` are the dimensions that already ask: a circle of
 * sources ends there.
 */
function candidates(
  known: Known,
  dimension: Dimension,
  below: readonly string[],
): Candidates | undefined {
  if (below.includes(dimension.id)) return undefined;
  const path = [...below, dimension.id];
  const { id, from } = dimension;
  for (const source of from.includes(id) ? from : [id, ...from]) {
    const other = source === id ? undefined : known.catalog.dimensions.get(source);
    const found = other
      ? inherited(known, { from: other, to: dimension }, path)
      : valuesSent(known.event, source);
    if (found && found.length > 0) return found;
  }
  for (const child of known.catalog.dimensions.values()) {
    if (child.parent !== id) continue;
    const found = inherited(known, { from: child, to: dimension }, path);
    if (found) return found;
  }
  return undefined;
}

/**
 * The values one dimension gets from another's: the parents in the directory when the other's
 * values hang in this dimension (as API keys do in a tree of folders), else the same values.
 */
function inherited(
  known: Known,
  { from, to }: { from: Dimension; to: Dimension },
  path: readonly string[],
): Candidates | undefined {
  const values = candidates(known, from, path);
  const hangs = from.parent === to.id || isTreeOfItself(to);
  if (!values || !hangs) return values;
  const { directory, event } = known;
  return values.map((value) =>
    value === null ? null : (directory.parentOf(from.id, value, event.occurredAt) ?? null),
  );
}

/** The deepest value that contains all of them; null when only the root does. */
function commonAncestor(known: Known, dimension: Dimension, values: Candidates): string | null {
  if (values.length <= 1) return values[0] ?? null;
  const [first = null, ...others] = new Set(values);
  if (first === null || others.length === 0) return first;
  if (!isTreeOfItself(dimension)) return null;
  let shared = lineage(known, dimension, first);
  for (const other of others) {
    const theirs = new Set(other === null ? [] : lineage(known, dimension, other));
    shared = shared.filter((value) => theirs.has(value));
  }
  return shared[0] ?? null;
}

/** A value and its ancestors, deepest first. */
function lineage(known: Known, dimension: Dimension, value: string): readonly string[] {
  const found = new Set<string>();
  let next: string | null | undefined = value;
  while (next !== null && next !== undefined && !found.has(next)) {
    found.add(next);
    next = known.directory.parentOf(dimension.id, next, known.event.occurredAt);
  }
  return [...found];
}

function isTreeOfItself({ kind, parent }: Dimension): boolean {
  return kind === 'tree' && parent === null;
}
