import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { openFaultPlace, startFaultServer } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault } from './run-fault.ts';
import { openServerScene, type ServerMoment } from './server-scene.ts';

/** A hit is a cycle in which the server had no file left for a connection. It must still be the same server afterwards. */
export const filesShort: Fault = {
  id: 'F6',
  name: 'open files run out',
  engines: ['pglite', 'postgres'],
  run: (order) =>
    runFault(order, async ({ engine }) => {
      const place = await openFaultPlace(engine);
      const through = ['sh', '-c', `ulimit -n ${FILES} && exec "$@"`, 'sh'];
      const start = () => startFaultServer(place, { through });
      return openServerScene({ ...place, start }, crowd);
    }),
};

const FILES = 256;

/** Takes all connections that the server can give, for a while. */
async function crowd({ random, server }: ServerMoment) {
  await sleep(random.between(10, 200));
  let turnedAway = 0;
  const { hostname, port } = new URL(server.url);
  const sockets = Array.from({ length: FILES + random.between(0, 50) }, () => {
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.on('close', () => (turnedAway += 1));
    return socket;
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (turnedAway === 0 && Date.now() < deadline) await sleep(20);
  await sleep(random.between(0, 500));
  const met = turnedAway;
  for (const socket of sockets) socket.destroy();
  return (_: LoadReport): boolean => met > 0;
}

const PATIENCE_MS = 10_000;
