import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from '../support/postgres-cluster.ts';
import type { Fault } from './fault.ts';
import { isUnderWay } from './is-under-way.ts';
import type { LoadReport } from './load-protocol.ts';
import { provePages } from './prove-pages.ts';
import { runFault, type Scene } from './run-fault.ts';
import { openServerScene } from './server-scene.ts';

/** A hit is a cycle in which requests were under way when PostgreSQL was killed and failed, so that nobody could say what became of them. */
export const postgresKilled: Fault = {
  id: 'F2',
  name: 'PostgreSQL killed mid-batch, the server stays',
  engines: ['postgres'],
  run: (order) => runFault(order, openScene),
};

async function openScene(): Promise<Scene> {
  const cluster = await startCluster({ isDurable: true, hasChecksums: true });
  const place = {
    databaseUrl: cluster.url,
    dataDirectory: '',
    poolSize: 10,
    remove: () => cluster.stop(),
  };
  const scene = await openServerScene(place, async ({ random, load }) => {
    await load.untilAnswered(random.between(1, 40));
    await sleep(random.between(0, 30));
    const at = Date.now();
    await cluster.kill();
    await sleep(random.between(0, 200));
    await cluster.restart();
    return ({ attempts }: LoadReport) =>
      attempts.some((attempt) => isUnderWay(attempt, at) && attempt.outcome === '503');
  });
  return {
    ...scene,
    // What is read then comes from the disk and from the log, and not from a memory that was never lost.
    async proveStorage() {
      await cluster.kill();
      await cluster.restart();
      return provePages(cluster.url);
    },
  };
}
