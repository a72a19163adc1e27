import { type Clause, withClause } from './filter.ts';

/** A thing that can be chosen in a filter, or what lies in it. */
export interface FilterNode {
  /** Unique in its tree. */
  readonly id: string;
  readonly label: string;
  /** What it used, formatted; empty without usage. */
  readonly amount: string;
  /** The value a leaf stands for; null for what only holds others. */
  readonly value: string | null;
  readonly children: readonly FilterNode[];
}

/** The values at and below a node. */
export function valuesIn(node: FilterNode): readonly string[] {
  if (node.value !== null) return [node.value];
  return node.children.flatMap(valuesIn);
}

/** Whether usage with the value passes the clause on it. */
export function isChosen(filter: readonly Clause[], name: string, value: string): boolean {
  const clause = filter.find((each) => each.name === name);
  return clause === undefined || clause.values.includes(value) === clause.isIn;
}

/** All of it, a part, or nothing is chosen. */
export function choiceOf(
  filter: readonly Clause[],
  name: string,
  node: FilterNode,
): 'all' | 'some' | 'none' {
  const values = valuesIn(node);
  const chosen = values.filter((value) => isChosen(filter, name, value));
  if (chosen.length === values.length) return 'all';
  return chosen.length === 0 ? 'none' : 'some';
}

export interface Choosing {
  readonly name: string;
  readonly values: readonly string[];
  readonly isOn: boolean;
  /** Every value there is to choose from. */
  readonly all: readonly string[];
}

/**
 * The filter after values were chosen or not. What was "all but these" stays so, and what was "only
 * these" too, so that values that come later are treated as the reader meant it. Everything chosen
 * is no filter; nothing chosen leaves all of them out.
 */
export function withChoice(
  filter: readonly Clause[],
  { name, values, isOn, all }: Choosing,
): readonly Clause[] {
  const before = filter.find((clause) => clause.name === name);
  const isIn = before?.isIn ?? false;
  const listed = new Set(before?.values);
  const changed = new Set(values);
  const next = isOn === isIn ? listed.union(changed) : listed.difference(changed);
  if (isIn && next.size === 0) return withClause(filter, { name, isIn: false, values: all });
  const isAll = isIn && all.every((value) => next.has(value));
  return withClause(filter, { name, isIn, values: isAll ? [] : [...next] });
}

/** The filter with one value of one name taken out of its clause. */
export function withoutValue(
  filter: readonly Clause[],
  name: string,
  value: string,
): readonly Clause[] {
  return filter.flatMap((clause) => {
    if (clause.name !== name) return [clause];
    const values = clause.values.filter((each) => each !== value);
    return values.length === 0 ? [] : [{ ...clause, values }];
  });
}

/** The tree with what matches, and all above it: matching branches stay whole. */
export function searchedNodes(nodes: readonly FilterNode[], text: string): readonly FilterNode[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return nodes;
  return nodes.flatMap((node): FilterNode[] => {
    if (node.label.toLocaleLowerCase().includes(wanted)) return [node];
    const children = searchedNodes(node.children, wanted);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}
