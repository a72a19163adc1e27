// The embedded PostgreSQL: PGlite in a thread of its own, with real syncs and a lock on its
// directory.

import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type DataLock, lockDataDirectory } from './data-lock.ts';
import { type Database, StoreFault } from './database.ts';
import { PgliteEngine } from './pglite-engine.ts';
import { pooledDatabase, prepareSession } from './pooled-database.ts';
import { columnTypes } from './wire-values.ts';

export interface PgliteOptions {
  /**
   * The data directory, made when missing and locked while open; undefined keeps everything in
   * memory.
   */
  readonly directory?: string;
  /**
   * A file with a {@link PgliteDatabase.dump} to begin with; ignored when the directory already
   * holds data.
   */
  readonly load?: string;
}

/** PGlite has one connection: transactions take turns, first come first served. */
export interface PgliteDatabase extends Database {
  readonly engine: 'pglite';
  /** The whole database as a tar archive, of one moment between transactions. */
  dump(): Promise<Uint8Array>;
}

/**
 * Opens or creates the embedded database. Throws a {@link StoreFault} with one sentence when it
 * cannot.
 */
export async function openPglite(options: PgliteOptions = {}): Promise<PgliteDatabase> {
  const { directory, load } = options;
  const engine = new PgliteEngine({
    ...(directory !== undefined && { directory: dataPath(directory) }),
    ...(load !== undefined && { load: path.resolve(load) }),
  });
  const lock = directory === undefined ? undefined : await lockFor(directory, engine);
  try {
    if (directory !== undefined) checkVersion(directory);
    await engine.open();
  } catch (error) {
    lock?.release();
    throw error;
  }
  const pool = openPool(engine);
  const database = pooledDatabase({
    engine: 'pglite',
    pool,
    place: 'The embedded database',
    isCitus: false,
    assertAlive: () => engine.assertAlive(),
    afterClose: async () => {
      await engine.close();
      lock?.release();
    },
  });
  return { ...database, engine: 'pglite', dump: () => dump(pool, engine) };
}

// Everyone shares one connection, so a free one may be a long time coming under load; lanes bound
// the queue, not this.
const ACQUIRE_TIMEOUT_MS = 30_000;

const EMBEDDED_VERSION = '18';

/** The engine's own refusal of another version's files says nothing useful. */
function checkVersion(directory: string): void {
  const file = path.join(dataPath(directory), 'PG_VERSION');
  const found = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : EMBEDDED_VERSION;
  if (found === EMBEDDED_VERSION) return;
  const message = `${directory} holds data of PostgreSQL ${found} and this Fuelgauge embeds ${EMBEDDED_VERSION}: move it with the Fuelgauge that wrote it.`;
  throw new StoreFault('setup', message);
}

function dataPath(directory: string): string {
  return path.join(path.resolve(directory), 'postgres');
}

function lockFor(directory: string, engine: PgliteEngine): Promise<DataLock> {
  const taken = 'Another process has taken over the data directory';
  return lockDataDirectory({ directory, onLost: () => engine.fail(taken) });
}

function openPool(engine: PgliteEngine): pg.Pool {
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    host: 'localhost',
    // Whatever PGSSLMODE says: there is no network to protect.
    ssl: false,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
    pipeline: true,
    types: columnTypes,
    stream: () => engine.connect(),
    onConnect: prepareSession,
  });
  // A thread that stops also rejects the statements under way; without listeners the event would
  // end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Holding the only connection is what keeps transactions out of the archive. */
async function dump(pool: pg.Pool, engine: PgliteEngine): Promise<Uint8Array> {
  engine.assertAlive();
  const client = await pool.connect();
  try {
    return await engine.dump();
  } finally {
    client.release();
  }
}
