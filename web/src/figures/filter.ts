/** Usage of these values of a dimension (or `meter`, `category`), or of all others. */
export interface Clause {
  readonly name: string;
  readonly isIn: boolean;
  /** The empty text is usage without a value. At least one. */
  readonly values: readonly string[];
}

/**
 * Reads `meter:in:a,b;folder:ex:fld_9`, each value percent-encoded where it must be. Clauses that cannot be read are left out.
 */
export function readFilter(text: string): readonly Clause[] {
  return text
    .split(';')
    .slice(0, CLAUSES_MAX)
    .flatMap((part): Clause[] => {
      const [, name, operator, list] = /^(\w[\w-]{0,62}):(in|ex):([^:;]*)$/.exec(part) ?? [];
      if (name === undefined || list === undefined) return [];
      try {
        const values = [...new Set(list.split(',').map(decodeURIComponent))];
        return [{ name, isIn: operator === 'in', values }];
      } catch {
        return [];
      }
    });
}

/** The text that {@link readFilter} reads, in the form the API takes; empty without clauses. */
export function writeFilter(filter: readonly Clause[]): string {
  return filter
    .map(({ name, isIn, values }) => {
      const list = values.map((value) => encodeURIComponent(value)).join(',');
      return `${name}:${isIn ? 'in' : 'ex'}:${list}`;
    })
    .join(';');
}

/** The filter with the clause in place of any other on the same name; without values, with none. */
export function withClause(filter: readonly Clause[], clause: Clause): readonly Clause[] {
  const others = filter.filter(({ name }) => name !== clause.name);
  return clause.values.length === 0 ? others : [...others, clause];
}

const CLAUSES_MAX = 20;
