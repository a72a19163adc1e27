import type { Catalog } from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import type { CatalogFault } from './catalog-fault.ts';
import { type PendingSection, pendingSections } from './pending-sections.ts';
import { semanticFaults } from './semantic-faults.ts';
import { structuralFaults } from './structural-faults.ts';
import { toCatalog } from './to-catalog.ts';
import { withoutComments } from './without-comments.ts';

export type { CatalogDocument };

export type LoadedCatalog =
  | {
      readonly ok: true;
      readonly catalog: Catalog;
      /** As it came, comments included. */
      readonly document: CatalogDocument;
      readonly pending: readonly PendingSection[];
    }
  | { readonly ok: false; readonly faults: readonly CatalogFault[] };

/**
 * Reads a catalog in the file format `credit-catalog/1`, given as parsed JSON. Refuses with every fault
 * at once. The version is 0 unless one is given.
 */
export function loadCatalog(document: unknown, options: { version?: number } = {}): LoadedCatalog {
  const bare = withoutComments(document);
  const structural = structuralFaults(bare);
  const faults = [...structural, ...semanticFaults(bare, structural)];
  if (faults.length > 0) return { ok: false, faults };
  const checked = bare as CatalogDocument;
  return {
    ok: true,
    catalog: toCatalog(checked, options.version ?? 0),
    document: document as CatalogDocument,
    pending: pendingSections(checked),
  };
}
