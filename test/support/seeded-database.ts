import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { SERVER_URL_VARIABLE } from './databases.ts';

/** Settings of a server for a database of its own, and how to remove that when the server is closed. */
export interface SeededDatabase {
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** What a database begins with: the run makes it once, and each file that asks has a copy. */
export interface Seed {
  /** Of letters and underscores. */
  readonly name: string;
  /** Fills a database by a server with these settings, which it closes. */
  readonly fill: (settings: Readonly<Record<string, string>>) => Promise<void>;
}

/**
 * A database that begins as the seed says: a copy on the PostgreSQL of the run, or where there is none an embedded one that is
 * filled anew.
 */
export async function openSeeded(seed: Seed): Promise<SeededDatabase> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-seeded-'));
  const base = { FUELGAUGE_DATA_DIR: directory, FUELGAUGE_SECRET: SECRET };
  const removeDirectory = () => fs.rmSync(directory, { recursive: true, force: true });
  const server = process.env[SERVER_URL_VARIABLE];
  if (server === undefined) {
    await seed.fill(base);
    return { settings: base, remove: async () => removeDirectory() };
  }
  const name = await copyOf(server, seed, base);
  return {
    settings: { ...base, ...placeOf(server, name) },
    async remove() {
      const administration = await openPostgres({ url: server, poolSize: 1 });
      await administration.script(`drop database if exists ${name} with (force)`);
      await administration.close();
      removeDirectory();
    },
  };
}

const SECRET = 'what-signs-sessions-in-the-browser-tests-0123456789';

/** Two of a run that ask for the same seed at once wait here for the one that makes it. */
const SEEDING_LOCK = 719256;

async function copyOf(
  server: string,
  { name, fill }: Seed,
  base: Readonly<Record<string, string>>,
): Promise<string> {
  // Made by this process's parent, which is the run: what another run made may be older than the code.
  const template = `seed_${name}_${process.ppid}`;
  const copy = `${template}_${process.pid}_${Date.now()}`;
  const administration = await openPostgres({ url: server, poolSize: 1 });
  try {
    await administration.query('select pg_advisory_lock($1)', [SEEDING_LOCK]);
    const made = await administration.query('select 1 from pg_database where datname = $1', [
      template,
    ]);
    if (made.length === 0) {
      const unfinished = `${template}_unfinished`;
      await administration.script(`drop database if exists ${unfinished}`);
      await administration.script(`create database ${unfinished}`);
      await fill({ ...base, ...placeOf(server, unfinished) });
      await administration.script(`alter database ${unfinished} rename to ${template}`);
    }
    await administration.script(`create database ${copy} template ${template}`);
  } finally {
    await administration.close();
  }
  return copy;
}

function placeOf(server: string, database: string): Readonly<Record<string, string>> {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return { DATABASE_URL: url.href, FUELGAUGE_POOL_SIZE: '4' };
}
