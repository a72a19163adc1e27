import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { openFaultPlace, startFaultServer } from './fault-place.ts';
import { runFault, type Scene } from './run-fault.ts';

/** A hit is a cycle in which events had been stored whose answer the kill cut off. */
export const serverKilled: Fault = {
  id: 'F1',
  name: 'server killed mid-batch',
  engines: ['pglite', 'postgres'],
  run: (order) => runFault(order, ({ engine }) => openScene(engine)),
};

async function openScene(engine: Fault['engines'][number]): Promise<Scene> {
  const place = await openFaultPlace(engine);
  let server = await startFaultServer(place);
  return {
    place,
    servers: () => [server],
    async disturb({ random, load }) {
      await sleep(random.between(20, 300));
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
      server = await startFaultServer(place);
      load.aim([server.url]);
      return ({ storedUnanswered }) => storedUnanswered > 0;
    },
    settle: () => server.stop(),
    async remove() {
      try {
        process.kill(server.pid, 'SIGKILL');
      } catch {
        // It has ended, as it should.
      }
      await server.ended;
      await place.remove();
    },
  };
}
