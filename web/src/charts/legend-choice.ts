/** After a click: only this series, or all again when it was the only one. */
export function isolated(
  key: string,
  hidden: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const isAlone = !hidden.has(key) && keys.every((each) => each === key || hidden.has(each));
  return isAlone ? new Set() : new Set(keys.filter((each) => each !== key));
}

/** After a click with a modifier: this series hidden or shown; the last one stays. */
export function toggled(
  key: string,
  hidden: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return keys.every((each) => next.has(each)) ? hidden : next;
}
