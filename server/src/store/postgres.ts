// PostgreSQL 15 or later, alone or with Citus, through a pool of pipelining connections.

import pg from 'pg';
import { type Database, StoreFault, sqlState } from './database.ts';
import { pooledDatabase, prepareSession } from './pooled-database.ts';
import { columnTypes } from './wire-values.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`. */
  readonly url: string;
  /** The most connections this process opens (10). */
  readonly poolSize?: number;
  /** How long to wait for a connection, new or free (5 s). */
  readonly acquireTimeoutMs?: number;
  /** Told each sentence an operator should read although the database works. */
  readonly onNote?: (sentence: string) => void;
}

/**
 * Opens the pool and checks the server. Throws a {@link StoreFault} with one sentence when it
 * cannot be used.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const target = readTarget(options.url);
  const pool = openPool(options);
  try {
    const isCitus = await checkServer(pool, target, options.onNote);
    return pooledDatabase({
      engine: 'postgres',
      pool,
      place: target.place,
      isCitus,
      assertAlive: () => {},
      afterClose: async () => {},
    });
  } catch (error) {
    await pool.end();
    throw error instanceof StoreFault ? error : openingFault(error, target);
  }
}

const SERVER_VERSION_MIN = 150_000;
const POOL_SIZE = 10;
const ACQUIRE_TIMEOUT_MS = 5_000;

function openPool(options: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? POOL_SIZE,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    application_name: 'fuelgauge',
    types: columnTypes,
    onConnect: prepareSession,
  });
  // A lost connection also rejects the statements on it; without listeners the event would end the
  // process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Whether it is Citus. Refuses servers older than our SQL. */
async function checkServer(
  pool: pg.Pool,
  target: Target,
  onNote: PostgresOptions['onNote'],
): Promise<boolean> {
  const { rows } = await pool.query<ServerFacts>(SERVER_FACTS);
  const [facts] = rows;
  if (!facts || facts.version_number < SERVER_VERSION_MIN) {
    const version = facts?.version ?? 'an unknown version';
    const message = `${target.place} is version ${version}; Fuelgauge needs PostgreSQL 15 or later.`;
    throw new StoreFault('setup', message);
  }
  if (facts.fast_path === 'on') {
    onNote?.(
      'Citus has citus.enable_local_fast_path_query_optimization on, which can crash a node: set it off on every node.',
    );
  }
  return facts.is_citus;
}

interface ServerFacts {
  readonly version_number: number;
  readonly version: string;
  readonly is_citus: boolean;
  readonly fast_path: string | null;
}

const SERVER_FACTS = `
  select current_setting('server_version_num')::int as version_number,
         current_setting('server_version') as version,
         exists (select from pg_extension where extname = 'citus') as is_citus,
         current_setting('citus.enable_local_fast_path_query_optimization', true) as fast_path`;

/** What a message may say about the address: everything but the password. */
interface Target {
  readonly place: string;
  readonly database: string;
  readonly user: string;
}

function readTarget(url: string): Target {
  const malformed =
    'DATABASE_URL is not an address such as postgres://user:password@host:5432/database.';
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreFault('setup', malformed);
  try {
    const { host, port, database, user } = new pg.Client({ connectionString: url });
    const at = host.startsWith('/') ? host : `${host}:${port}`;
    return { place: `PostgreSQL at ${at}`, database: database ?? '', user: user ?? '' };
  } catch {
    // Its reason may quote the address, password included.
    throw new StoreFault('setup', malformed);
  }
}

function openingFault(error: unknown, target: Target): StoreFault {
  const code = sqlState(error) ?? systemCode(error) ?? '';
  const sentence = OPENING_SENTENCES[code]?.(target) ?? otherSentence(error, target);
  const kind = PASSING.has(code) ? 'connection' : 'setup';
  return new StoreFault(kind, sentence);
}

// What may be cured by waiting, as when the database starts after us.
const PASSING: ReadonlySet<string> = new Set(['', 'ECONNREFUSED', 'ENOENT', '57P03', '53300']);

const wrongPassword = ({ place, user }: Target): string =>
  `${place} refused the user "${user}": check the name and password in DATABASE_URL.`;
const nobodyListens = ({ place }: Target): string =>
  `Nothing answers as ${place}: check that it is running and that DATABASE_URL names the right host and port.`;
const unknownHost = ({ place }: Target): string =>
  `The host of DATABASE_URL cannot be found (${place}): check its name.`;

const OPENING_SENTENCES: Readonly<Record<string, (target: Target) => string>> = {
  '28P01': wrongPassword,
  '28000': wrongPassword,
  '3D000': ({ place, database }) =>
    `${place} has no database "${database}": create it with "createdb ${database}" or change DATABASE_URL.`,
  '42501': ({ place, database, user }) =>
    `${place} does not let the user "${user}" connect to the database "${database}".`,
  '53300': ({ place }) => `${place} has no connection left: raise its max_connections.`,
  '57P03': ({ place }) => `${place} is still starting or is shutting down.`,
  ECONNREFUSED: nobodyListens,
  ENOENT: nobodyListens,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
};

function otherSentence(error: unknown, { place }: Target): string {
  const reason = sqlState(error) ?? systemCode(error);
  if (reason !== undefined) return `${place} could not be opened (${reason}).`;
  return `${place} did not complete a connection: check the address, the password and the TLS settings in DATABASE_URL.`;
}

function systemCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
