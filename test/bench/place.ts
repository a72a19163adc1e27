import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Engine, sqlState } from '../../server/src/store/database.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import type { Place } from '../support/server-process.ts';

/** Gives out places on one engine, durable as in production. */
export interface Site {
  readonly engine: Engine;
  /** A place with nothing in it; with a name, the one of that name, which a server that is kept may already have. */
  open(name?: string): Promise<Place>;
  close(): Promise<void>;
}

/** Connections to the database, the same for everything that is compared. */
const POOL_SIZE = 10;

export async function openSite(engine: Engine): Promise<Site> {
  return engine === 'postgres' ? openCluster() : openFolder();
}

async function openCluster(): Promise<Site> {
  const named = process.env['FUELGAUGE_BENCH_SERVER_URL'];
  const cluster = named === undefined ? await startCluster({ isDurable: true }) : undefined;
  const server = named ?? cluster?.url ?? '';
  const made: string[] = [];
  const administer = async (sql: string): Promise<void> => {
    const database = await openPostgres({ url: server, poolSize: 1 });
    await database.script(sql);
    await database.close();
  };
  return {
    engine: 'postgres',
    async open(kept) {
      const name = kept ?? `bench_${randomUUID().replaceAll('-', '')}`;
      await administer(`create database ${name}`).catch((error: unknown) => {
        if (kept === undefined || sqlState(error) !== DUPLICATE_DATABASE) throw error;
      });
      if (kept === undefined) made.push(name);
      const url = new URL(server);
      url.pathname = `/${name}`;
      return { databaseUrl: url.href, dataDirectory: '', poolSize: POOL_SIZE };
    },
    async close() {
      for (const name of made) await administer(`drop database ${name} with (force)`);
      await cluster?.stop();
    },
  };
}

const DUPLICATE_DATABASE = '42P04';

function openFolder(): Site {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-bench-'));
  let places = 0;
  return {
    engine: 'pglite',
    async open(name) {
      places += 1;
      const dataDirectory = path.join(folder, name ?? String(places));
      return { databaseUrl: null, dataDirectory, poolSize: POOL_SIZE };
    },
    async close() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
