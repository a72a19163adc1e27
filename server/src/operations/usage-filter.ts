import type { Catalog } from '@fuelgauge/core';
import type { LineCondition } from '../store/usage-lines.ts';
import { refused } from './answer.ts';

/** What a filter leaves: usage that satisfies every clause. */
export interface UsageFilter {
  readonly clauses: readonly FilterClause[];
  /** The dimensions it looks at, each once. */
  readonly dimensions: readonly string[];
}

/**
 * One clause: usage of (or, `ex`, not of) these meters, categories with all below them, or values of a dimension. Of several
 * names any may have one of the values; no usage passes a clause without a name that asks for one.
 */
export interface FilterClause {
  readonly names: readonly string[];
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
  const names = clauses
    .flatMap((each) => each.names)
    .filter((name) => catalog.dimensions.has(name));
  return { clauses, dimensions: [...new Set(names)] };
}

/** What passes both filters; without a second one, the first. */
export function bothFilters(one: UsageFilter, other: UsageFilter | undefined): UsageFilter {
  if (!other) return one;
  return {
    clauses: [...one.clauses, ...other.clauses],
    dimensions: [...new Set([...one.dimensions, ...other.dimensions])],
  };
}

function readClause(part: string): FilterClause | undefined {
  const match = /^([^:,;]+):(in|ex):([^:;]*)$/.exec(part);
  if (!match) return undefined;
  const [, name = '', operator, list = ''] = match;
  try {
    return {
      names: [name],
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

function unknownName(catalog: Catalog, { names: [name = ''], values }: FilterClause) {
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

/** Clauses on dimensions as the store takes them, for questions that look at whole events. */
export function conditionsOf({ clauses }: UsageFilter): {
  readonly dimensions: readonly string[];
  readonly isIn: boolean;
  readonly values: readonly string[];
}[] {
  return clauses.map(({ names, isIn, values }) => ({
    dimensions: names,
    isIn,
    values: [...values],
  }));
}

/**
 * What an event must be attributed to for any of its usage to pass: clauses the store can look at before it reads lines. A
 * clause that usage without a value passes is none of them, nor is one on a dimension that lines have values of their own of.
 */
export function narrowingOf(catalog: Catalog, { clauses }: UsageFilter): LineCondition[] {
  const isOfLines = (name: string) =>
    [...catalog.meters.values()].some(({ values }) => values?.dimension === name);
  const isOfEvents = (name: string) => catalog.dimensions.has(name) && !isOfLines(name);
  return clauses
    .filter(({ isIn, values, names }) => isIn && !values.has('') && names.every(isOfEvents))
    .map(({ names, values }) => ({ dimensions: names, values: [...values] }));
}

/** Whether a whole event passes clauses on dimensions, by what it is attributed to. */
export function passesWhole(
  { clauses }: UsageFilter,
  attribution: Readonly<Record<string, string>>,
): boolean {
  return clauses.every(
    ({ names, isIn, values }) => names.some((name) => values.has(attribution[name] ?? '')) === isIn,
  );
}

/** Usage as a filter sees it: its meter, and the value of each dimension the filter looks at, null for none. */
export interface FilteredUsage {
  readonly meter: string;
  readonly valueIn: (dimension: string) => string | null;
}

export function passes(catalog: Catalog, filter: UsageFilter, usage: FilteredUsage): boolean {
  return filter.clauses.every(({ names, isIn, values }) => {
    const own = names.flatMap((name) => valuesOf(catalog, name, usage));
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
