import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../server/src/store/database.ts';
import { openTestDatabase } from '../support/databases.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { countRefused } from './count-refused.ts';
import type { Fault } from './fault.ts';
import type { FaultPlace } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';

/** A hit is a cycle in which requests were refused because the disk was full. */
export const diskFull: Fault = {
  id: 'F5',
  name: 'disk of the database full',
  engines: ['pglite', 'postgres'],
  async run(order) {
    const megabytes = MEGABYTES[order.engine] + MEGABYTES_OF_CYCLE * order.cycles;
    const disk = mountSmallDisk(megabytes);
    return runFault(order, async ({ engine }) =>
      openServerScene(await openPlace(engine, disk), (moment) => fillDisk(disk, moment)),
    );
  },
};

/** Little more than an empty database takes. */
const MEGABYTES: Readonly<Record<Engine, number>> = { pglite: 140, postgres: 60 };

/** What is recorded stays. */
const MEGABYTES_OF_CYCLE = 6;

const POOL_SIZE = 10;

async function openPlace(engine: Engine, disk: SmallDisk): Promise<FaultPlace> {
  if (engine === 'pglite') {
    const dataDirectory = path.join(disk.folder, 'data');
    return {
      databaseUrl: null,
      dataDirectory,
      poolSize: POOL_SIZE,
      remove: async () => disk.remove(),
    };
  }
  // Of a server of its own: checkpoints, which making a database asks for, fail for all databases of one with a full disk. Its
  // log lies elsewhere.
  const cluster = await startCluster();
  const { url = null, close } = await openTestDatabase('postgres', {
    empty: true,
    folder: disk.folder,
    server: cluster.url,
  });
  const remove = async (): Promise<void> => {
    disk.free();
    await close();
    await cluster.stop();
    disk.remove();
  };
  return { databaseUrl: url, dataDirectory: '', poolSize: POOL_SIZE, remove };
}

/** Until requests are refused and the server says that it is not ready; then there is space again, and it says that it is. */
async function fillDisk(disk: SmallDisk, { random, server }: ServerMoment) {
  await sleep(random.between(10, 200));
  const before = await countRefused(server, 'full');
  disk.fill(random.between(0, 2_000_000));
  await until('refusing', async () => (await countRefused(server, 'full')) > before);
  await until('unready', async () => (await statusOf(`${server.url}/readyz`)) === 503);
  disk.free();
  await until('ready', async () => (await statusOf(`${server.url}/readyz`)) === 200);
  return ({ attempts }: LoadReport): boolean => attempts.some(({ outcome }) => outcome === '507');
}

const PATIENCE_MS = 120_000;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`The server was not ${what} in time.`);
    await sleep(20);
  }
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
}
