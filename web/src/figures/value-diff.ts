/** A place in two values at which they differ; undefined on the side that has nothing there. */
export interface Difference {
  /** The way to it, `plan` or `rates/3/credits`; empty for the whole. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Where two values of JSON differ, in the order of the second, then of the first. Items of lists that have an `id` are told
 * apart by it, all others by their place. A null says as much as nothing.
 */
export function valueDiff(before: unknown, after: unknown): readonly Difference[] {
  const old = leavesOf(before);
  const current = leavesOf(after);
  const paths = new Set([...current.keys(), ...old.keys()]);
  return [...paths]
    .map((path) => ({ path, before: old.get(path), after: current.get(path) }))
    .filter((each) => each.before !== each.after);
}

function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (part: unknown, path: string): void => {
    if (part === null || part === undefined) return;
    if (typeof part !== 'object') {
      leaves.set(path, typeof part === 'string' ? part : JSON.stringify(part));
      return;
    }
    const pairs = Array.isArray(part)
      ? part.map((item, index): [string, unknown] => [nameOf(item, index), item])
      : Object.entries(part);
    for (const [name, each] of pairs) visit(each, path === '' ? name : `${path}/${name}`);
  };
  visit(value, '');
  return leaves;
}

function nameOf(item: unknown, index: number): string {
  const id = (item as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : `${index}`;
}
