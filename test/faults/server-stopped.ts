import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { openFaultPlace } from './fault-place.ts';
import { isUnderWay } from './is-under-way.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';

/** After which a supervisor would kill it. */
const STOP_MS = 10_000;

/** A hit is a cycle in which requests were under way when the server was asked to stop. */
export const serverStopped: Fault = {
  id: 'F14',
  name: 'server asked to stop under load',
  engines: ['pglite', 'postgres'],
  run: (order) =>
    runFault(order, async ({ engine }) =>
      openServerScene(await openFaultPlace(engine), stopServer),
    ),
};

async function stopServer({ random, load, server, replace }: ServerMoment) {
  await load.untilAnswered(random.between(1, 40));
  await sleep(random.between(0, 30));
  const at = Date.now();
  await server.stop();
  const tookMs = Date.now() - at;
  if (tookMs > STOP_MS) throw new Error(`The server took ${tookMs} ms to stop.`);
  await replace();
  return ({ attempts }: LoadReport) => attempts.some((attempt) => isUnderWay(attempt, at));
}
