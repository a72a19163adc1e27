// catalog: every version that was ever published.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

export interface StoredCatalog {
  readonly key: string;
  readonly version: number;
  readonly document: unknown;
  readonly publishedAt: Instant;
}

interface CatalogRow {
  readonly key: string;
  readonly version: number;
  readonly document: unknown;
  readonly published_at: number;
}

/** Adds a version. False when another publisher took that number. */
export async function insertCatalog(
  queries: Queries,
  catalog: StoredCatalog & { readonly publishedBy: string },
): Promise<boolean> {
  const rows = await queries.query(
    `insert into catalog (key, version, document, published_at, published_by) values ($1, $2, $3::json, $4, $5)
     on conflict do nothing returning version`,
    [
      catalog.key,
      catalog.version,
      JSON.stringify(catalog.document),
      timestamp(catalog.publishedAt),
      catalog.publishedBy,
    ],
  );
  return rows.length > 0;
}

/** A version, or the newest. */
export async function findCatalog(
  queries: Queries,
  key: string,
  version?: number,
): Promise<StoredCatalog | undefined> {
  const [row] = await queries.query<CatalogRow>(
    `select key, version, document, published_at from catalog where key = $1 and ($2::integer is null or version = $2)
      order by version desc limit 1`,
    [key, version ?? null],
  );
  return (
    row && {
      key: row.key,
      version: row.version,
      document: row.document,
      publishedAt: instantOf(row.published_at),
    }
  );
}

/** The number of the newest version; 0 when there is none. */
export async function latestCatalogVersion(queries: Queries, key: string): Promise<number> {
  const [row] = await queries.query<{ version: number | null }>(
    'select max(version) as version from catalog where key = $1',
    [key],
  );
  return row?.version ?? 0;
}

/** The newest version of each catalog. */
export async function listCatalogs(queries: Queries): Promise<{ key: string; version: number }[]> {
  return queries.query<{ key: string; version: number }>(
    'select key, max(version) as version from catalog group by key order by key',
  );
}
