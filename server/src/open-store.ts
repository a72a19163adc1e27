import type { Config } from './config.ts';
import { openCatalogShelf } from './operations/catalog-shelf.ts';
import type { Context } from './operations/context.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openPglite } from './store/pglite.ts';
import { openPostgres } from './store/postgres.ts';

/** Opens the database the settings name; a data directory is locked until the database is closed. */
export async function openDatabase({
  databaseUrl,
  dataDirectory,
  poolSize,
}: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'poolSize'>): Promise<Database> {
  if (databaseUrl !== null) return openPostgres({ url: databaseUrl, poolSize });
  return openPglite({ directory: dataDirectory });
}

/**
 * Opens the database, brings it to this program's schema, and answers what operations run on. `prepare` does something else
 * instead: {@link assertCurrent} only checks.
 */
export async function openStore(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'poolSize' | 'catalogs'>,
  prepare: (database: Database) => Promise<unknown> = migrate,
): Promise<Context> {
  const database = await openDatabase(config);
  try {
    await prepare(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return openContext(database);
}

/** What operations run on, over a database whose schema is this program's. */
export function openContext(database: Database): Context {
  return {
    database,
    catalogs: openCatalogShelf(),
    customers: new Map(),
    tallies: { retries: 0, isolated: 0 },
    check: { drifting: 0, behind: 0, checked: 0, endedAtMs: 0, seconds: 0 },
  };
}
