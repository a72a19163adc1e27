import type { Instant } from '@fuelgauge/core';
import type { CatalogDocument } from '../catalog/catalog-document.ts';
import { diffCatalogs } from '../catalog/diff-catalogs.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { findCatalog, insertCatalog, listCatalogs } from '../store/catalogs.ts';
import { readClock } from '../store/ledgers.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { findCustomerFor } from './find-customer.ts';
import { rateUnpriced } from './rate-unpriced.ts';

/** A published version, and what of it is not yet in force. */
export interface PublishedJson {
  readonly key: string;
  readonly version: number;
  /** False when the newest version says the same: nothing was published. */
  readonly published: boolean;
  readonly pending: readonly {
    readonly pointer: string;
    readonly section: string;
    readonly note: string;
  }[];
  /** Events that no price had covered and this version's do. */
  readonly rated_events: number;
}

/**
 * Validates a catalog and publishes it as the next version of its key. Prices that have begun stay as they are. Events that
 * waited for a price are rated. The same document again publishes nothing.
 */
export async function publishCatalog(
  context: Context,
  caller: Caller,
  { document }: { document: unknown },
): Promise<Answer<PublishedJson>> {
  const loaded = loadCatalog(document);
  if (!loaded.ok) {
    const errors = loaded.faults.map(({ pointer, message }) => ({ pointer, detail: message }));
    const detail = `The catalog has ${errors.length === 1 ? 'a fault' : `${errors.length} faults`}; nothing was published.`;
    return refusedAs({ code: 'catalog_invalid', detail, errors });
  }
  const { database } = context;
  const { key } = loaded.catalog;
  const now: Instant = context.clock?.() ?? (await readClock(database));
  const newest = await findCatalog(database, key);
  const { pending } = loaded;
  if (newest && JSON.stringify(newest.document) === JSON.stringify(document)) {
    return answered({ key, version: newest.version, published: false, pending, rated_events: 0 });
  }
  const changes = newest
    ? diffCatalogs(newest.document as CatalogDocument, loaded.document, now)
    : [];
  const errors = changes.flatMap(({ pointer, refused: reason }) =>
    reason === undefined ? [] : [{ pointer, detail: reason }],
  );
  if (errors.length > 0)
    return refusedAs({
      code: 'catalog_invalid',
      detail: 'What has begun does not change; nothing was published.',
      errors,
    });
  const version = (newest?.version ?? 0) + 1;
  const isMine = await insertCatalog(database, {
    key,
    version,
    document,
    publishedAt: now,
    publishedBy: caller.actor,
  });
  if (!isMine)
    return refused(
      'catalog_conflict',
      'Another version was published at the same moment. Read it and publish again.',
    );
  const subject = `catalog/${key}`;
  await insertOperatorAudit(database, {
    at: now,
    actor: caller.actor,
    act: 'catalog.publish',
    subject,
    before: { version: version - 1 },
    after: { version },
    reason: null,
  });
  const rated_events = newest ? await rateUnpriced(context, key) : 0;
  return answered({ key, version, published: true, pending, rated_events }, 201);
}

/** A catalog document with its version; without a key the list of catalogs. */
export type CatalogJson =
  | { readonly key: string; readonly version: number; readonly catalog: CatalogDocument }
  | { readonly data: readonly { readonly key: string; readonly version: number }[] };

/** Reads what is published. A person sees the catalogs of their customers; another looks like one that is not there. */
export async function readCatalog(
  context: Context,
  caller: Caller,
  { key, version }: { key?: string; version?: string },
): Promise<Answer<CatalogJson>> {
  const shown = await shownCatalogs(context, caller);
  if (key === undefined) {
    const all = await listCatalogs(context.database);
    return answered({ data: all.filter((each) => shown === null || shown.has(each.key)) });
  }
  if (version !== undefined && !/^\d{1,9}$/.test(version))
    return refused('query_invalid', 'version must be a whole number.', '/version');
  const wanted = version === undefined ? undefined : Number(version);
  const isShown = shown === null || shown.has(key);
  const found = isShown
    ? await context.catalogs.document(context.database, key, wanted)
    : undefined;
  if (!found)
    return refused(
      'catalog_unknown',
      version === undefined
        ? `No catalog "${key}" is published.`
        : `Catalog "${key}" has no version ${version}.`,
      '/key',
    );
  return answered({ key, version: found.version, catalog: found.document });
}

/** The catalogs somebody may read; null: all. */
async function shownCatalogs(
  context: Context,
  caller: Caller,
): Promise<ReadonlySet<string> | null> {
  if (caller.sights === undefined) return null;
  const keys = [...caller.sights.keys()];
  const found = await Promise.all(keys.map((key) => findCustomerFor(context, caller, key)));
  return new Set(found.flatMap((customer) => (customer ? [customer.catalogKey] : [])));
}
