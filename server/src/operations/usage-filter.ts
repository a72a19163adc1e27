import type { Catalog } from '@fuelgauge/core';
import { refused } from './answer.ts';

/** What a filter leaves: usage that satisfies every clause. */
export interface UsageFilter {
  readonly clauses: readonly FilterClause[];
  /** The dimensions it looks at, each once. */
  readonly dimensions: readonly string[];
}

/** One clause: usage of (or, `ex`, not of) these meters, categories with all below them, or values of a dimension. */
export interface FilterClause {
  readonly name: string;
  readonly isIn: boolean;
  /** The empty text stands for usage without a value. */
  readonly values: ReadonlySet<string>;
}

export const NO_FILTER: UsageFilter = { clauses: [], dimensions: [] };

/**
 * Reads `name:in:a,b;name:ex:c`, where a name is `meter`, `category` or a dimension. Values are percent-encoded where they
 * contain `,`, `;`, `:` or `%`; an empty one means usage without a value. Clauses narrow each other. A value of a tree
 * stands for its own usage, not for what hangs below it. Refuses what the catalog does not know.
 */
export function readUsageFilter(
  catalog: Catalog,
  text: string | undefined,
): UsageFilter | ReturnType<typeof refused> {
  if (text === undefined || text === '') return NO_FILTER;
  const clauses: FilterClause[] = [];
  for (const part of text.split(';')) {
    const clause = readClause(part);
    if (!clause) return malformed(part);
    const fault = unknownName(catalog, clause);
    if (fault) return fault;
    clauses.push(clause);
  }
  const names = clauses.map(({ name }) => name).filter((name) => catalog.dimensions.has(name));
  return { clauses, dimensions: [...new Set(names)] };
}

function readClause(part: string): FilterClause | undefined {
  const match = /^([^:,;]+):(in|ex):([^:;]*)$/.exec(part);
  if (!match) return undefined;
  const [, name = '', operator, list = ''] = match;
  try {
    return {
      name,
      isIn: operator === 'in',
      values: new Set(list.split(',').map(decodeURIComponent)),
    };
  } catch {
    return undefined;
  }
}

function malformed(part: string): ReturnType<typeof refused> {
  const detail = `The filter "${part}" cannot be read. Write name:in:a,b or name:ex:a,b, several of them with ";" between, values percent-encoded.`;
  return refused('query_invalid', detail, '/filter');
}

function unknownName(catalog: Catalog, { name, values }: FilterClause) {
  if (catalog.dimensions.has(name)) return null;
  if (name === 'meter') {
    return unknownValue(values, { what: 'meter', known: [...catalog.meters.keys()] });
  }
  if (name === 'category') {
    return unknownValue(values, {
      what: 'category',
      known: catalog.categories.map(({ id }) => id),
    });
  }
  const known = ['meter', 'category', ...catalog.dimensions.keys()].join(', ');
  return refused(
    'dimension_unknown',
    `The catalog ${catalog.key} has no dimension "${name}" to filter by. It has: ${known}.`,
    '/filter',
  );
}

function unknownValue(
  values: ReadonlySet<string>,
  { what, known }: { what: string; known: readonly string[] },
) {
  const unknown = [...values].find((value) => !known.includes(value));
  if (unknown === undefined) return null;
  return refused(
    'query_invalid',
    `The catalog has no ${what} "${unknown}" to filter by. It has: ${known.join(', ')}.`,
    '/filter',
  );
}

/** Usage as a filter sees it: its meter, and the value of each dimension the filter looks at, null for none. */
export interface FilteredUsage {
  readonly meter: string;
  readonly valueIn: (dimension: string) => string | null;
}

export function passes(catalog: Catalog, filter: UsageFilter, usage: FilteredUsage): boolean {
  return filter.clauses.every(({ name, isIn, values }) => {
    const own = valuesOf(catalog, name, usage);
    return own.some((value) => values.has(value)) === isIn;
  });
}

function valuesOf(catalog: Catalog, name: string, { meter, valueIn }: FilteredUsage): string[] {
  if (catalog.dimensions.has(name)) return [valueIn(name) ?? ''];
  return name === 'meter' ? [meter] : categoriesOf(catalog, meter);
}

/** The category of a meter and all that it lies in, innermost first. */
function categoriesOf(catalog: Catalog, meter: string): string[] {
  const found: string[] = [];
  let next: string | null | undefined = catalog.meters.get(meter)?.category;
  while (next && !found.includes(next)) {
    found.push(next);
    const id: string = next;
    next = catalog.categories.find((category) => category.id === id)?.parent;
  }
  return found;
}
