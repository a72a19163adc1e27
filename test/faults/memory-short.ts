import { setTimeout as sleep } from 'node:timers/promises';
import { sqlState } from '../../server/src/store/database.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { countRefused } from './count-refused.ts';
import type { Fault } from './fault.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';

/**
 * A stranger takes all memory that the database has for locks, which every transaction that writes needs some of. The
 * cluster is one of its own, because everybody on it suffers. A hit is a cycle in which requests were refused for it.
 */
export const memoryShort: Fault = {
  id: 'F6',
  name: 'memory of the database runs out',
  engines: ['postgres'],
  run: (order) =>
    runFault(order, async () => {
      const cluster = await startCluster();
      const place = { databaseUrl: cluster.url, dataDirectory: '', poolSize: 10 };
      const remove = () => cluster.stop();
      return openServerScene({ ...place, remove }, (moment) => fill(cluster.url, moment));
    }),
};

async function fill(url: string, { random, server }: ServerMoment) {
  await sleep(random.between(10, 200));
  const stranger = await openPostgres({ url, poolSize: 1 });
  const before = await countRefused(server, 'store');
  const deadline = Date.now() + PATIENCE_MS;
  // Locks of the session outlive the statement that failed to take one more.
  const state = await stranger
    .query('select pg_advisory_lock(key) from generate_series(1, 1000000) as key')
    .then(() => undefined, sqlState);
  if (state !== OUT_OF_MEMORY) throw new Error(`The memory did not run out: ${state}`);
  while ((await countRefused(server, 'store')) === before && Date.now() < deadline) await sleep(50);
  await stranger.close();
  return ({ attempts }: LoadReport): boolean => attempts.some(({ outcome }) => outcome === '503');
}

const OUT_OF_MEMORY = '53200';
const PATIENCE_MS = 60_000;
