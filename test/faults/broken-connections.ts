import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { type FaultPlace, openFaultPlace } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import type { SeededRandom } from './seeded-random.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';
import { openTcpProxy, type TcpProxy, type Trouble } from './tcp-proxy.ts';

/**
 * A hit is a cycle in which the trouble met bytes under way, or a connection that was asked for. `sometimes` counts each
 * trouble's. A request that hangs fails the run: the load waits for an answer twice as long as a connection is believed.
 */
export const brokenConnections: Fault = {
  id: 'F4',
  name: 'connections to the database broken',
  engines: ['postgres'],
  async run(order) {
    const place = await openFaultPlace('postgres');
    const proxy = await openTcpProxy(place.databaseUrl ?? '');
    const tally = await runFault(order, () =>
      openServerScene(behind(proxy, place), (moment) => breakConnections(proxy, moment)),
    );
    return { ...tally, sometimes: { ...tally.sometimes, ...Object.fromEntries(proxy.hits) } };
  },
};

/** By turns. A half-open connection is believed for ten seconds, so one has to do. */
const TROUBLES = [
  'reset',
  'after-commit',
  'slices',
  'before-commit',
  'cut',
  'stall',
  'away',
  'after-commit',
  'refused',
  'reset',
  'cut',
  'half-open',
] as const;

function behind(proxy: TcpProxy, place: FaultPlace): FaultPlace {
  return {
    ...place,
    databaseUrl: proxy.url,
    async remove() {
      await proxy.close();
      await place.remove();
    },
  };
}

async function breakConnections(proxy: TcpProxy, { cycle, random }: ServerMoment) {
  const trouble = TROUBLES[cycle % TROUBLES.length] ?? 'reset';
  await sleep(random.between(10, 100));
  const met = await happen(proxy, trouble, random);
  return ({ attempts }: LoadReport): boolean => {
    const hung = attempts.filter(({ outcome }) => outcome === 'timeout').length;
    if (hung > 0) throw new Error(`${hung} requests hung after ${trouble}.`);
    return met > 0;
  };
}

const PATIENCE_MS = 10_000;

/** Lasts until it has met something and a while longer; answers how often it did. */
async function happen(proxy: TcpProxy, trouble: Trouble, random: SeededRandom): Promise<number> {
  const before = proxy.hits.get(trouble) ?? 0;
  const met = (): number => (proxy.hits.get(trouble) ?? 0) - before;
  const deadline = Date.now() + PATIENCE_MS;
  proxy.begin(trouble, random.between(0, 20_000));
  while (met() === 0 && Date.now() < deadline) await sleep(5);
  await sleep(random.between(0, 300));
  proxy.end();
  return met();
}
