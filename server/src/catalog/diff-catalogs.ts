import type { Instant } from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import { pointerOf } from './catalog-fault.ts';
import { differences } from './differences.ts';
import { refusalOf } from './refused-change.ts';
import { withoutComments } from './without-comments.ts';

/** One difference between two versions of a catalog. */
export interface CatalogChange {
  /** JSON Pointer into the version after; for what was removed, its last part is of the version before. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** The JSON before; undefined for what was added. */
  readonly before: unknown;
  /** The JSON after; undefined for what was removed. */
  readonly after: unknown;
  /** Why it may not be published, and what to do instead. */
  readonly refused?: string;
}

/**
 * What differs between two versions that `loadCatalog` accepts, comments apart, and which differences
 * may not be published at `at`: a price card that has begun keeps every price it has, and what is
 * measured keeps its meaning. Items of lists are told apart by id, rows of prices by their texts.
 */
export function diffCatalogs(
  before: CatalogDocument,
  after: CatalogDocument,
  at: Instant,
): CatalogChange[] {
  const versions = {
    before: withoutComments(before) as CatalogDocument,
    after: withoutComments(after) as CatalogDocument,
  };
  const found = differences({ path: [], before: versions.before, after: versions.after });
  return found.map((difference) => {
    const { path, kind, before, after } = difference;
    const change = { pointer: pointerOf(path), kind, before, after };
    const refused = refusalOf(difference, { ...versions, at });
    return refused === undefined ? change : { ...change, refused };
  });
}
