import { brokenConnections } from './broken-connections.ts';
import type { Fault } from './fault.ts';
import { powerLoss } from './power-loss.ts';
import { serverKilled } from './server-killed.ts';

/** Every way in which the world fails that is done to a real server, in the order of the matrix. */
export const faults: readonly Fault[] = [serverKilled, brokenConnections, powerLoss];
