// Brings a database to the schema of this program: numbered SQL files, each in one transaction,
// once.

import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  APP_ROLE,
  type Database,
  isRetryable,
  OPERATOR_ROLE,
  StoreFault,
  sqlState,
} from './database.ts';
import { assertUnmarked } from './place-mark.ts';
import { splitStatements } from './split-statements.ts';

export interface MigrateOptions {
  /** Where the numbered files are; the product's own when absent. */
  readonly directory?: string;
  /** The schema to stop at; the last when absent. */
  readonly to?: number;
  /** The database is being filled by us: its mark does not keep us out. */
  readonly isFilling?: boolean;
}

/**
 * Creates the roles and runs the migrations that are missing; servers that start together wait for
 * one another, and servers at work are not made to wait for a table. Answers the schema's number
 * before and after. Throws a {@link StoreFault} when the database belongs to a later program, is
 * marked as half filled or left, when the user lacks a right, or when a file fails, of which then
 * nothing is kept.
 */
export async function migrate(
  database: Database,
  { directory = MIGRATIONS_DIRECTORY, to, isFilling = false }: MigrateOptions = {},
): Promise<{ from: number; to: number }> {
  const migrations = readMigrations(directory).slice(0, to);
  if (!isFilling) await assertUnmarked(database);
  await ensureRoles(database);
  await ensureMigrationTable(database);
  const from = await schemaNumber(database);
  if (from > migrations.length) throw laterSchema(from, migrations.length);
  for (const migration of migrations.slice(from)) await run(database, migration);
  return { from, to: migrations.length };
}

/**
 * The number of the schema, which must be this program's: for reading data as they are. Throws a
 * {@link StoreFault} when it is another, or the database is marked as half filled or left.
 */
export async function assertCurrent(database: Database): Promise<void> {
  await assertUnmarked(database);
  const known = latestSchema();
  const found = await findSchemaNumber(database);
  if (found > known) throw laterSchema(found, known);
  if (found === known) return;
  const message =
    found === 0
      ? 'The database holds no data of Fuelgauge: check that DATABASE_URL names the right one.'
      : `The database has schema ${found} and this Fuelgauge knows ${known}: use the Fuelgauge that serves it, or run "fuelgauge migrate" first.`;
  throw new StoreFault('setup', message);
}

/** The schema that this program works with. */
export function latestSchema(directory: string = MIGRATIONS_DIRECTORY): number {
  return readMigrations(directory).length;
}

/** The number of the schema of a database, 0 when it never had one. */
export async function findSchemaNumber(database: Database): Promise<number> {
  const [table] = await database.query<{ name: string | null }>(
    "select to_regclass('migration')::text as name",
  );
  return table?.name ? schemaNumber(database) : 0;
}

function laterSchema(found: number, known: number): StoreFault {
  const message = `The database has schema ${found} and this Fuelgauge knows ${known}: start the later program or restore a backup.`;
  return new StoreFault('setup', message);
}

/** Where the product's own migrations are. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('./migrations', import.meta.url));

interface Migration {
  readonly number: number;
  readonly fileName: string;
  readonly statements: readonly string[];
}

function readMigrations(directory: string): Migration[] {
  const fileNames = fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return fileNames.map((fileName, index) => {
    const number = index + 1;
    if (!fileName.startsWith(`${String(number).padStart(4, '0')}-`)) {
      throw new StoreFault('setup', `Migration ${fileName} should have number ${number}.`);
    }
    const text = fs.readFileSync(path.join(directory, fileName), 'utf8');
    return { number, fileName, statements: splitStatements(text) };
  });
}

/**
 * Runs one file, again and again while a table it changes is in use: waiting for it in line would
 * make everybody behind us wait too.
 */
async function run(database: Database, migration: Migration): Promise<void> {
  const giveUpAt = Date.now() + BUSY_TABLE_MS;
  for (;;) {
    try {
      return await runOnce(database, migration);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (Date.now() > giveUpAt) throw busyTable(migration, error);
      await sleep(BUSY_PAUSE_MS);
    }
  }
}

/** How long a migration waits for one lock, with everybody who needs the same table behind it. */
const LOCK_TIMEOUT_MS = 500;
const BUSY_PAUSE_MS = 250;
const BUSY_TABLE_MS = 120_000;

async function runOnce(database: Database, migration: Migration): Promise<void> {
  const { number, fileName, statements } = migration;
  await database.transaction({ owner: true }, async (tx) => {
    // First, and kept to the end: another server that gets here waits for this transaction, however
    // long it takes, then finds it done.
    const taken = await tx.query(
      'insert into migration (number, file_name) values ($1, $2) on conflict do nothing returning number',
      [number, fileName],
    );
    if (taken.length === 0) return;
    await tx.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const [index, statement] of statements.entries()) {
      // One by one: Citus takes a single statement in a query.
      await tx.query(statement).catch((error: unknown) => {
        if (isRetryable(error)) throw error;
        throw failedStatement(error, `Migration ${fileName} failed at its statement ${index + 1}`);
      });
    }
  });
}

function busyTable({ fileName }: Migration, cause: unknown): StoreFault {
  const seconds = BUSY_TABLE_MS / 1000;
  const message = `Migration ${fileName} found a table in use for ${seconds} s: end the long transactions on this database and start again.`;
  return new StoreFault('setup', message, { cause });
}

function failedStatement(error: unknown, where: string): unknown {
  if (sqlState(error) === undefined) return error;
  return new StoreFault('setup', `${where}: ${(error as Error).message}.`, { cause: error });
}

async function schemaNumber(database: Database): Promise<number> {
  const [row] = await database.query<{ number: number }>(
    'select coalesce(max(number), 0) as number from migration',
  );
  return row?.number ?? 0;
}

async function ensureMigrationTable(database: Database): Promise<void> {
  const create = (): Promise<void> =>
    database.script(`
      create table if not exists migration (
        number int primary key,
        file_name text not null,
        applied_at timestamptz not null default now()
      )`);
  try {
    await retryingCollisions(create);
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    throw new StoreFault(
      'setup',
      'The user of DATABASE_URL may not create tables: make it the owner of the database.',
    );
  }
}

/**
 * The two roles that transactions act as. They cannot log in, own nothing, and row-level security
 * applies to them.
 */
async function ensureRoles(database: Database): Promise<void> {
  for (const role of [APP_ROLE, OPERATOR_ROLE]) {
    try {
      await retryingCollisions(() => ensureRole(database, role));
    } catch (error) {
      if (sqlState(error) !== '42501') throw error;
      throw new StoreFault('setup', missingRight(role));
    }
  }
}

async function ensureRole(database: Database, role: string): Promise<void> {
  const [found] = await database.query<{ is_exempt: boolean }>(
    'select rolsuper or rolbypassrls as is_exempt from pg_roles where rolname = $1',
    [role],
  );
  if (found?.is_exempt) {
    const message = `The role ${role} bypasses row-level security: alter it to nosuperuser nobypassrls.`;
    throw new StoreFault('setup', message);
  }
  if (!found) await database.script(`create role ${role} nologin`);
  if (!(await canActAs(database, role))) await database.script(`grant ${role} to current_user`);
  const [schema] = await database.query<{ name: string; has_usage: boolean }>(
    `select quote_ident(current_schema()) as name,
            has_schema_privilege($1, current_schema(), 'usage') as has_usage`,
    [role],
  );
  if (schema && !schema.has_usage) {
    await database.script(`grant usage on schema ${schema.name} to ${role}`);
  }
}

/** Tried, not looked up: what membership allows differs between versions. */
async function canActAs(database: Database, role: string): Promise<boolean> {
  try {
    await database.transaction({ owner: true }, (tx) => tx.query(`set local role ${role}`));
    return true;
  } catch (error) {
    if (sqlState(error) === '42501') return false;
    throw error;
  }
}

function missingRight(role: string): string {
  return `The user of DATABASE_URL may not create the role ${role} or act as it: run "create role ${role} nologin; grant ${role} to <that user>" as a superuser.`;
}

/**
 * Roles belong to the whole server, and "if not exists" is not safe against a neighbour doing the
 * same.
 */
async function retryingCollisions<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === COLLISION_ATTEMPTS || !COLLISIONS.has(sqlState(error) ?? '')) throw error;
    }
  }
}

const COLLISION_ATTEMPTS = 5;

// Duplicate object, unique violation in a catalog, duplicate table, catalog row concurrently
// updated.
const COLLISIONS: ReadonlySet<string> = new Set(['42710', '23505', '42P07', 'XX000']);
