import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { countRefused } from './count-refused.ts';
import type { Fault } from './fault.ts';
import { openFaultPlace } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';

/**
 * All customers are locked by a stranger, and the server has two connections, so that those who wait for a lock keep all
 * others waiting for a connection. A hit is a cycle in which requests were refused for it.
 */
export const connectionsShort: Fault = {
  id: 'F6',
  name: 'connections to the database run out',
  engines: ['postgres'],
  run: (order) =>
    runFault(order, async () => {
      const place = { ...(await openFaultPlace('postgres')), poolSize: 2 };
      return openServerScene(place, (moment) => occupy(place.databaseUrl ?? '', moment));
    }),
};

async function occupy(url: string, { random, server }: ServerMoment) {
  await sleep(random.between(10, 200));
  const stranger = await openPostgres({ url, poolSize: 1 });
  await stranger.transaction({ owner: true }, async (tx) => {
    // In the order in which everybody else would, should anybody lock more than one.
    await tx.query('select 1 from ledger order by customer_id for update');
    const before = await countRefused(server, 'store');
    const deadline = Date.now() + PATIENCE_MS;
    while ((await countRefused(server, 'store')) === before && Date.now() < deadline) {
      // So that the transaction is not taken for one that has been forgotten.
      await tx.query('select 1');
      await sleep(50);
    }
  });
  await stranger.close();
  return ({ attempts }: LoadReport): boolean => attempts.some(({ outcome }) => outcome === '503');
}

const PATIENCE_MS = 60_000;
