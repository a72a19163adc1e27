// The embedded PostgreSQL: PGlite in a thread of its own, with real syncs and a lock on its
// directory.

import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { type DataLock, lockDataDirectory } from './data-lock.ts';
import { type Database, StoreFault } from './database.ts';
import { PgliteStream } from './pglite-stream.ts';
import type { PgliteReply, PgliteRequest, PgliteWorkerData } from './pglite-worker.ts';
import { pooledDatabase, SESSION_SETTINGS } from './pooled-database.ts';
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
  const thread = new PgliteThread();
  const lock = directory === undefined ? undefined : await lockFor(directory, thread);
  try {
    if (directory !== undefined) checkVersion(directory);
    await thread.start({
      ...(directory !== undefined && { directory: dataPath(directory) }),
      ...(load !== undefined && { load: path.resolve(load) }),
    });
  } catch (error) {
    lock?.release();
    throw error;
  }
  const pool = openPool(thread);
  const database = pooledDatabase({
    engine: 'pglite',
    pool,
    place: 'The embedded database',
    isCitus: false,
    assertAlive: () => thread.assertAlive(),
    afterClose: async () => {
      await thread.close();
      lock?.release();
    },
  });
  return { ...database, engine: 'pglite', dump: () => dump(pool, thread) };
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

function lockFor(directory: string, thread: PgliteThread): Promise<DataLock> {
  const taken = 'Another process has taken over the data directory';
  return lockDataDirectory({ directory, onLost: () => thread.fail(taken) });
}

function openPool(thread: PgliteThread): pg.Pool {
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
    stream: () => thread.connect(),
    onConnect: (client) => client.query(SESSION_SETTINGS),
  });
  // A thread that stops also rejects the statements under way; without listeners the event would
  // end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Holding the only connection is what keeps transactions out of the archive. */
async function dump(pool: pg.Pool, thread: PgliteThread): Promise<Uint8Array> {
  thread.assertAlive();
  const client = await pool.connect();
  try {
    return await thread.dump();
  } finally {
    client.release();
  }
}

/** The worker thread and the connection that it serves. Once failed it stays failed. */
class PgliteThread {
  #worker: Worker | undefined;
  #stream: PgliteStream | undefined;
  #session = 0;
  #failure: StoreFault | undefined;
  #isClosing = false;
  #awaited = new Map<PgliteReply['kind'], PromiseWithResolvers<PgliteReply>>();

  async start(workerData: PgliteWorkerData): Promise<void> {
    const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData });
    this.#worker = worker;
    worker.on('message', (message: PgliteReply) => this.#receive(message));
    worker.on('error', (error) => this.fail(`Its thread crashed (${String(error)})`));
    worker.on('exit', (code) => this.fail(`Its thread ended (code ${code})`));
    await this.#await('ready');
  }

  assertAlive(): void {
    if (this.#failure) throw this.#failure;
  }

  /**
   * Rejects all that is under way and all that comes: whether it was committed is known after a
   * restart.
   */
  fail(reason: string): void {
    if (this.#failure || this.#isClosing) return;
    const message = `The embedded database has stopped: ${reason}; restart Fuelgauge.`;
    this.#failure = new StoreFault('setup', message);
    this.#stream?.destroy(this.#failure);
    for (const { reject } of this.#awaited.values()) reject(this.#failure);
    void this.#worker?.terminate();
  }

  connect(): PgliteStream {
    this.#session += 1;
    const stream = new PgliteStream(this.#session, (request, transfer) =>
      this.#post(request, transfer),
    );
    this.#stream = stream;
    return stream;
  }

  async dump(): Promise<Uint8Array> {
    this.#post({ kind: 'dump' });
    const message = await this.#await('dump');
    return 'bytes' in message ? message.bytes : new Uint8Array();
  }

  async close(): Promise<void> {
    if (this.#failure) return;
    this.#post({ kind: 'close' });
    const closed = this.#await('closed');
    await closed.catch(() => {});
    this.#isClosing = true;
    await this.#worker?.terminate();
  }

  #post(request: PgliteRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(request, transfer);
  }

  #await(kind: PgliteReply['kind']): Promise<PgliteReply> {
    const awaited = Promise.withResolvers<PgliteReply>();
    this.#awaited.set(kind, awaited);
    return awaited.promise;
  }

  #receive(message: PgliteReply): void {
    if (message.kind === 'bytes') this.#stream?.receive(message.session, message.bytes);
    else if (message.kind === 'failed') this.fail(message.reason);
    else this.#awaited.get(message.kind)?.resolve(message);
  }
}
