import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../support/server-process.ts';
import type { Fault } from './fault.ts';
import { type FaultPlace, openFaultPlace, startFaultServer } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault, type Scene } from './run-fault.ts';
import { kill } from './server-scene.ts';

/**
 * Every request goes to both servers at the same time; in every other cycle one of them is killed. A hit is a cycle in which
 * each of them recorded events that the other only recognised.
 */
export const twoServers: Fault = {
  id: 'E1',
  name: 'two servers on one database, everything sent to both',
  engines: ['postgres'],
  run: (order) => runFault(order, openScene, { isShared: true, callers: 4 }),
};

async function openScene(): Promise<Scene> {
  const place = await openFaultPlace('postgres');
  const servers = await startTwo(place);
  return {
    place,
    servers: () => servers,
    async disturb({ cycle, random, load }) {
      await load.untilAnswered(random.between(10, 30));
      await sleep(random.between(0, 30));
      const unlucky = random.between(0, 1);
      const server = servers[unlucky];
      if (cycle % 2 === 1 && server) {
        await kill(server);
        servers[unlucky] = await startFaultServer(place);
        load.aim(servers.map(({ url }) => url));
      }
      return ({ recordedBy }: LoadReport) => recordedBy.every((events) => events > 0);
    },
    async settle() {
      await Promise.all(servers.map((server) => server.stop()));
    },
    async remove() {
      await Promise.all(servers.map(kill));
      await place.remove();
    },
  };
}

/** Both, or neither: the one that did start ends with the other's failure. */
async function startTwo(place: FaultPlace): Promise<ServerProcess[]> {
  const starts = await Promise.allSettled([startFaultServer(place), startFaultServer(place)]);
  const servers = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = starts.find((each) => each.status === 'rejected');
  if (failed === undefined) return servers;
  await Promise.all(servers.map(kill));
  await place.remove();
  throw failed.reason;
}
