import { assert, type Catalog } from '@fuelgauge/core';
import type { CatalogDocument } from '../catalog/catalog-document.ts';
import { type CatalogDescription, describeCatalog } from '../catalog/describe/describe-catalog.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { withoutComments } from '../catalog/without-comments.ts';
import { findCatalog } from '../store/catalogs.ts';
import type { Queries } from '../store/database.ts';

/** Catalogs as the rules read them, kept after the first reading: a published version never changes. */
export interface CatalogShelf {
  /** The newest version this process has met; reads it when it has met none. Undefined when nothing is published. */
  latest(queries: Queries, key: string): Promise<Catalog | undefined>;
  /** One version. Asserts that it was published. */
  version(queries: Queries, key: string, version: number): Promise<Catalog>;
  /** One version as people read it. Asserts that it was published. */
  description(queries: Queries, key: string, version: number): Promise<CatalogDescription>;
  /** The file a version was published from. */
  document(
    queries: Queries,
    key: string,
    version?: number,
  ): Promise<{ version: number; document: CatalogDocument } | undefined>;
}

export function openCatalogShelf(): CatalogShelf {
  const catalogs = new Map<string, Catalog>();
  const descriptions = new Map<string, CatalogDescription>();
  const newest = new Map<string, number>();

  async function read(
    queries: Queries,
    key: string,
    version?: number,
  ): Promise<Catalog | undefined> {
    const stored = await findCatalog(queries, key, version);
    if (!stored) return undefined;
    const loaded = loadCatalog(stored.document, { version: stored.version });
    assert(loaded.ok, 'a published catalog was valid');
    catalogs.set(`${key} ${stored.version}`, loaded.catalog);
    newest.set(key, Math.max(stored.version, newest.get(key) ?? 0));
    return loaded.catalog;
  }

  return {
    async latest(queries, key) {
      const version = newest.get(key);
      return version === undefined ? read(queries, key) : catalogs.get(`${key} ${version}`);
    },
    async version(queries, key, version) {
      const catalog = catalogs.get(`${key} ${version}`) ?? (await read(queries, key, version));
      assert(catalog, 'a customer refers to published versions');
      return catalog;
    },
    async description(queries, key, version) {
      const name = `${key} ${version}`;
      const known = descriptions.get(name);
      if (known) return known;
      const stored = await findCatalog(queries, key, version);
      assert(stored, 'a customer refers to published versions');
      const bare = withoutComments(stored.document) as CatalogDocument;
      const description = describeCatalog(bare, version);
      descriptions.set(name, description);
      return description;
    },
    async document(queries, key, version) {
      const stored = await findCatalog(queries, key, version);
      return stored && { version: stored.version, document: stored.document as CatalogDocument };
    },
  };
}
