import { backendKilled } from './backend-killed.ts';
import { brokenConnections } from './broken-connections.ts';
import { clockStepped } from './clock-stepped.ts';
import { connectionsShort } from './connections-short.ts';
import { diskFull } from './disk-full.ts';
import type { Fault } from './fault.ts';
import { filesShort } from './files-short.ts';
import { memoryShort } from './memory-short.ts';
import { postgresKilled } from './postgres-killed.ts';
import { powerLoss } from './power-loss.ts';
import { restoreKilled } from './restore-killed.ts';
import { secondProcess } from './second-process.ts';
import { serverKilled } from './server-killed.ts';
import { serverStopped } from './server-stopped.ts';
import { serverUpgraded } from './server-upgraded.ts';
import { startKilled } from './start-killed.ts';
import { twoServers } from './two-servers.ts';

/** Every way in which the world fails that is done to a real server, in the order of the matrix. */
export const faults: readonly Fault[] = [
  serverKilled,
  postgresKilled,
  backendKilled,
  brokenConnections,
  diskFull,
  filesShort,
  connectionsShort,
  memoryShort,
  powerLoss,
  secondProcess,
  startKilled,
  restoreKilled,
  clockStepped,
  serverUpgraded,
  serverStopped,
  twoServers,
];
