import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { openFaultPlace } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { kill, openServerScene, type ServerMoment } from './server-scene.ts';

/** A hit is a cycle in which events had been stored whose answer the kill cut off. */
export const serverKilled: Fault = {
  id: 'F1',
  name: 'server killed mid-batch',
  engines: ['pglite', 'postgres'],
  run: (order) =>
    runFault(order, async ({ engine }) =>
      openServerScene(await openFaultPlace(engine), killServer),
    ),
};

async function killServer({ random, load, server, replace }: ServerMoment) {
  await load.untilAnswered(random.between(1, 40));
  await sleep(random.between(0, 30));
  await kill(server);
  await replace();
  return ({ storedUnanswered }: LoadReport) => storedUnanswered > 0;
}
