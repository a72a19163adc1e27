import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Engine } from '../../server/src/store/database.ts';
import { openTestDatabase } from '../support/databases.ts';
import {
  type Place,
  type ServerOptions,
  type ServerProcess,
  startServer,
} from '../support/server-process.ts';

/** A database for one run of a fault. */
export interface FaultPlace extends Place {
  remove(): Promise<void>;
}

const POOL_SIZE = 10;

/** An empty one: a data directory that is not there yet, or a database on the server of the tests. */
export async function openFaultPlace(engine: Engine): Promise<FaultPlace> {
  if (engine === 'postgres') {
    const { url = null, close } = await openTestDatabase('postgres', { empty: true });
    return { databaseUrl: url, dataDirectory: '', poolSize: POOL_SIZE, remove: close };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-fault-'));
  return {
    databaseUrl: null,
    dataDirectory: path.join(folder, 'data'),
    poolSize: POOL_SIZE,
    async remove() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const CATALOG = path.join(import.meta.dirname, 'catalog.json');

/** A server of the product with the catalog that the load uses. */
export function startFaultServer(
  place: Place,
  options: ServerOptions = {},
): Promise<ServerProcess> {
  return startServer(place, { ...options, env: { FUELGAUGE_CATALOG: CATALOG, ...options.env } });
}
