import { parseCredits } from '@fuelgauge/core';
import { findDirectoryByName } from '../store/directory.ts';
import { refused } from './answer.ts';
import { readSearch } from './read-search.ts';
import type { FilterClause } from './usage-filter.ts';
import type { Work } from './with-book.ts';

/** A search in terms of what is recorded. */
export interface ResolvedSearch {
  /** What is looked for within ids, runs and values; null when there are no words. */
  readonly text: string | null;
  /** By the name of an event's own field. */
  readonly own: Readonly<Partial<Record<OwnField, string>>>;
  /** On meters, categories and dimensions, each narrowing the others. */
  readonly clauses: readonly FilterClause[];
  readonly least: bigint | null;
  readonly most: bigint | null;
}

const OWN_FIELDS = ['id', 'run', 'source', 'type', 'status'] as const;
type OwnField = (typeof OWN_FIELDS)[number];

/**
 * Resolves a search as people write it: fields by the names of the catalog, values by id or by what people call them.
 * Refuses fields that the catalog does not have.
 */
export async function resolveSearch(
  work: Work,
  q: string | undefined,
): Promise<ResolvedSearch | ReturnType<typeof refused>> {
  const search = readSearch(q ?? '');
  const own: Partial<Record<OwnField, string>> = {};
  const clauses: FilterClause[] = [];
  for (const { name, value } of search.fields) {
    const field = OWN_FIELDS.find((each) => each === name);
    if (field) own[field] = value;
    else {
      const values = await valuesOf(work, { name, value });
      if (values === undefined) return fieldUnknown(work, name);
      clauses.push({ names: [name], isIn: true, values });
    }
  }
  const { text, least, most } = search;
  return {
    text: text === '' ? null : text,
    own,
    clauses,
    least: least === null ? null : (parseCredits(least) ?? null),
    most: most === null ? null : (parseCredits(most) ?? null),
  };
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/** The ids a value may mean: itself, and everything that is called so. Undefined for a field nobody has. */
async function valuesOf(
  { open, tx }: Work,
  { name, value }: Field,
): Promise<ReadonlySet<string> | undefined> {
  const { catalog } = open.book;
  const isCalled = ({ label }: { label: string }) => label.toLowerCase() === value.toLowerCase();
  if (name === 'meter' || name === 'category') {
    const all = name === 'meter' ? [...catalog.meters.values()] : catalog.categories;
    return new Set([value, ...all.filter(isCalled).map(({ id }) => id)]);
  }
  const dimension = catalog.dimensions.get(name);
  if (!dimension) return undefined;
  const { directory: kind } = dimension;
  if (kind === null) return new Set([value]);
  const { customerId } = open.customer;
  return new Set([value, ...(await findDirectoryByName(tx, customerId, { kind, name: value }))]);
}

function fieldUnknown({ open }: Work, name: string): ReturnType<typeof refused> {
  const { dimensions } = open.book.catalog;
  const known = [...OWN_FIELDS, 'amount', 'meter', 'category', ...dimensions.keys()].join(', ');
  const detail = `There is no field "${name}" to search by: put text with a colon in quotes. There are: ${known}.`;
  return refused('query_invalid', detail, '/q');
}
