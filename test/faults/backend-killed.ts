import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../server/src/store/database.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import type { Fault } from './fault.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault, type Scene } from './run-fault.ts';
import { openServerScene } from './server-scene.ts';

/**
 * Of each cycle four ends hit a transaction before its COMMIT, which is undone, and the last ones hit it behind: committed, and
 * nobody told. A hit is a cycle in which events had been stored so.
 */
export const backendKilled: Fault = {
  id: 'F3',
  name: 'one connection ended at COMMIT',
  engines: ['postgres'],
  run: (order) => runFault(order, openScene),
};

const EARLY_ENDS = 4;

async function openScene(): Promise<Scene> {
  const cluster = await startCluster({ isDurable: true });
  const killer = await openPostgres({ url: cluster.url, poolSize: 1 });
  const place = {
    databaseUrl: cluster.url,
    dataDirectory: '',
    poolSize: 10,
    async remove() {
      await killer.close();
      await cluster.stop();
    },
  };
  return openServerScene(place, async ({ random }) => {
    for (let ends = 0; ends < EARLY_ENDS; ends += 1) {
      await sleep(random.between(5, 60));
      await untilEnded(killer, 'xact_start is not null');
    }
    // A commit that waits for a replica nobody has is on disk already; ended there, it cannot be answered.
    await setReplica(killer, 'nobody');
    await untilEnded(killer, "wait_event = 'SyncRep'");
    await setReplica(killer, '');
    return ({ storedUnanswered }: LoadReport) => storedUnanswered > 0;
  });
}

async function setReplica(killer: Database, name: string): Promise<void> {
  await killer.script(`alter system set synchronous_standby_names = '${name}'`);
  await killer.script('select pg_reload_conf()');
}

const PATIENCE_MS = 30_000;

/** Ends the connections of the server that are found like this, once there are any. */
async function untilEnded(killer: Database, like: string): Promise<void> {
  const end = `
    select pg_terminate_backend(pid) from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid() and ${like}`;
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS; ) {
    const ended = await killer.query(end);
    if (ended.length > 0) return;
    await sleep(1);
  }
  throw new Error(`No connection was found with ${like} within ${PATIENCE_MS / 1000} s.`);
}
