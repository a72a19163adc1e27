import type { CatalogFault } from './catalog-fault.ts';
import { loadCatalog } from './load-catalog.ts';
import { smallCatalog } from './small-catalog.fixture.ts';

/** What is written into the small catalog, and the faults that must come of it: pointer and words of the message. */
export type FaultCase = readonly [
  name: string,
  writes: Readonly<Record<string, unknown>>,
  ...faults: readonly (readonly [pointer: string, words: string])[],
];

/** Pointers of the two prices of the small catalog's first card. */
export const CALLS = '/rateCards/0/rates/0';
export const TOKENS = '/rateCards/0/rates/1';

/** The cases as objects, for `test.each`. */
export function named(cases: readonly FaultCase[]) {
  return cases.map(([name, writes, ...faults]) => ({ name, writes, faults }));
}

/** The faults of the small catalog with JSON written at pointers. */
export function faultsAfter(writes: Readonly<Record<string, unknown>>): readonly CatalogFault[] {
  return faultsOf(writtenInto(smallCatalog(), writes));
}

/** The faults a document is refused with; none when it is accepted. */
export function faultsOf(document: unknown): readonly CatalogFault[] {
  const result = loadCatalog(document);
  return result.ok ? [] : result.faults;
}

/** The document with JSON written at pointers; undefined takes a key, or an item of a list, away. */
export function writtenInto(document: unknown, writes: Readonly<Record<string, unknown>>): unknown {
  for (const [pointer, value] of Object.entries(writes)) {
    const keys = pointer.slice(1).split('/');
    const last = keys.pop() ?? '';
    let place = document as Record<string, unknown>;
    for (const key of keys) place = place[key] as Record<string, unknown>;
    if (value !== undefined) place[last] = value;
    else if (Array.isArray(place)) place.splice(Number(last), 1);
    else delete place[last];
  }
  return JSON.parse(JSON.stringify(document));
}
