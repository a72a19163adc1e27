import type { ServerProcess } from '../support/server-process.ts';
import type { Fault } from './fault.ts';
import { type FaultPlace, openFaultPlace, startFaultServer } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault, type Scene } from './run-fault.ts';
import { kill } from './server-scene.ts';

/**
 * A second server is refused while the first works; in every other cycle the first is then killed, and of two that want its
 * place at once one gets it. A hit is a cycle in which the first answered while the second was refused.
 */
export const secondProcess: Fault = {
  id: 'F8',
  name: 'two processes on one data directory',
  engines: ['pglite'],
  run: (order) => runFault(order, openScene),
};

async function openScene(): Promise<Scene> {
  const place = await openFaultPlace('pglite');
  let server = await startFaultServer(place);
  return {
    place,
    servers: () => [server],
    async disturb({ cycle, load }) {
      const from = Date.now();
      expectRefused(await triedStart(place), server);
      const to = Date.now();
      if (cycle % 2 === 1) {
        await kill(server);
        server = await startOneOfTwo(place);
        load.aim([server.url]);
      }
      return ({ attempts }: LoadReport) =>
        attempts.some((each) => each.from > from && each.to < to && each.outcome === '200');
    },
    settle: () => server.stop(),
    async remove() {
      await kill(server);
      await place.remove();
    },
  };
}

/** The server, or what it said when it could not start. */
function triedStart(place: FaultPlace): Promise<ServerProcess | Error> {
  return startFaultServer(place).catch((error: unknown) => error as Error);
}

async function startOneOfTwo(place: FaultPlace): Promise<ServerProcess> {
  const [a, b] = await Promise.all([triedStart(place), triedStart(place)]);
  const [winner, loser] = a instanceof Error ? [b, a] : [a, b];
  if (winner instanceof Error)
    throw new Error(`Nobody got the place of a killed server: ${winner.message}`);
  expectRefused(loser, winner);
  return winner;
}

function expectRefused(second: ServerProcess | Error, first: ServerProcess): void {
  const isNamed =
    second instanceof Error &&
    / \(exit code [1-9]\d*\)/.test(second.message) &&
    second.message.includes(`in use by the process with pid ${first.pid}`);
  if (!isNamed) {
    const found = second instanceof Error ? second.message : `it started, as ${second.pid}`;
    throw new Error(`The second process should name ${first.pid}: ${found}`);
  }
}
