import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database, Engine } from '../../server/src/store/database.ts';
import { MIGRATIONS_DIRECTORY, migrate } from '../../server/src/store/migrate.ts';
import { openPglite } from '../../server/src/store/pglite.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { findPostgres, serverAccount, startCluster } from './postgres-cluster.ts';

/**
 * Names a server for tests, with a user that may create databases; each test file makes its own
 * database there.
 */
export const SERVER_URL_VARIABLE = 'FUELGAUGE_TEST_SERVER_URL';

/**
 * For `describe.each`: both, or PGlite alone where PostgreSQL is missing and CI does not demand it.
 */
export const engines: readonly Engine[] = availableEngines();

export interface TestDatabase extends Database {
  /** PostgreSQL only: for opening the same database again. */
  readonly url: string | undefined;
}

export interface TestDatabaseOptions {
  /** Leave it without tables. */
  readonly empty?: boolean;
  /** PostgreSQL only: on another server than the run's. */
  readonly server?: string;
  /** PostgreSQL only: keep its files there, in a folder that becomes the server's. */
  readonly folder?: string;
}

/** A fresh database of this engine, migrated unless `empty`. Closing it removes it. */
export async function openTestDatabase(
  engine: Engine,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  if (engine === 'postgres') return openOnServer(options);
  const { empty = false } = options;
  compiledPglite ??= WebAssembly.compile(fs.readFileSync(PGLITE_WASM));
  await compiledPglite;
  const database = await openPglite(empty ? {} : { load: await migratedDump() });
  return { ...database, url: undefined };
}

const PGLITE = path.join(import.meta.dirname, '../../node_modules/@electric-sql/pglite');
const PGLITE_WASM = path.join(PGLITE, 'dist/pglite.wasm');

/** While somebody has it, the code that one PGlite compiled as it ran serves every other of the process. */
let compiledPglite: Promise<WebAssembly.Module> | undefined;

function availableEngines(): readonly Engine[] {
  const isDemanded = process.env['CI'] === 'true' || process.env[SERVER_URL_VARIABLE] !== undefined;
  if (isDemanded || findPostgres() !== undefined) return ['pglite', 'postgres'];
  console.log(
    'PostgreSQL is not installed: its tests are left out (node tools/ensure-postgres.ts).',
  );
  return ['pglite'];
}

/**
 * A file with a dump of a migrated PGlite, without the databases that nobody opens. Loading it takes a fraction of creating and
 * migrating; it is kept until a migration or PGlite changes.
 */
export async function migratedDump(): Promise<string> {
  const cache = path.join(import.meta.dirname, '../../node_modules/.cache/fuelgauge');
  const file = path.join(cache, `pglite-${schemaKey()}.tar`);
  if (fs.existsSync(file)) return file;
  const database = await openPglite();
  try {
    await migrate(database);
    await database.script('update pg_database set datistemplate = false');
    for (const unused of ['template0', 'template1']) {
      await database.script(`drop database ${unused}`);
    }
    fs.mkdirSync(cache, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    fs.writeFileSync(unfinished, await database.dump());
    keepFirst(unfinished, file);
    for (const other of fs.readdirSync(cache)) {
      const isOld = /^pglite-.*\.tar$/.test(other) && other !== path.basename(file);
      if (isOld) fs.rmSync(path.join(cache, other), { force: true });
    }
  } finally {
    await database.close();
  }
  return file;
}

/** A file that another worker has made meanwhile, and may be reading, is never replaced. */
function keepFirst(unfinished: string, file: string): void {
  try {
    fs.linkSync(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(unfinished);
  }
}

/** Changes with everything a migrated database is made of. */
function schemaKey(): string {
  const hash = createHash('sha256');
  const sources = [
    path.join(PGLITE, 'package.json'),
    import.meta.filename,
    path.join(MIGRATIONS_DIRECTORY, '../migrate.ts'),
    ...fs
      .readdirSync(MIGRATIONS_DIRECTORY)
      .sort()
      .map((name) => path.join(MIGRATIONS_DIRECTORY, name)),
  ];
  for (const source of sources) hash.update(fs.readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}

let ownServer: Promise<string> | undefined;

/** The server that the run or the caller named, else one for this process, which ends with it. */
function serverUrl(): Promise<string> {
  const named = process.env[SERVER_URL_VARIABLE];
  if (named !== undefined) return Promise.resolve(named);
  ownServer ??= startCluster().then(({ url }) => url);
  return ownServer;
}

async function openOnServer(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { empty, folder, server = await serverUrl() } = options;
  const administration = await openPostgres({ url: server, poolSize: 1 });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  try {
    // Under the lock, because a template cannot be copied while somebody is connected to it.
    const template = empty ? undefined : await migratedTemplate(administration, server);
    if (folder) {
      const { uid, gid } = serverAccount() ?? os.userInfo();
      fs.chownSync(folder, uid, gid);
      await administration.script(`create tablespace ${name} location '${folder}'`);
    }
    const from = template ? ` template ${template}` : '';
    const at = folder ? ` tablespace ${name}` : '';
    await administration.script(`create database ${name}${from}${at}`);
  } finally {
    await administration.close();
  }
  const url = urlOf(server, name);
  const database = await openPostgres({ url });
  const close = async (): Promise<void> => {
    await database.close();
    const remover = await openPostgres({ url: server, poolSize: 1 });
    await remover.script(`drop database if exists ${name} with (force)`);
    if (folder) await remover.script(`drop tablespace ${name}`);
    await remover.close();
  };
  return { ...database, url, close };
}

/** Takes a lock that the administration's session keeps until it closes. */
async function migratedTemplate(administration: Database, server: string): Promise<string> {
  const template = `template_${schemaKey()}`;
  await administration.query('select pg_advisory_lock(719255)');
  const made = await administration.query('select 1 from pg_database where datname = $1', [
    template,
  ]);
  if (made.length > 0) return template;
  const unfinished = `${template}_unfinished`;
  await administration.script(`drop database if exists ${unfinished}`);
  await administration.script(`create database ${unfinished}`);
  const database = await openPostgres({ url: urlOf(server, unfinished) });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  await administration.script(`alter database ${unfinished} rename to ${template}`);
  return template;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
