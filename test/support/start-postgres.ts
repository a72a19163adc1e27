// For vitest's globalSetup: one PostgreSQL for all test files of a run.

import { SERVER_URL_VARIABLE } from './databases.ts';
import { findPostgres, startCluster } from './postgres-cluster.ts';

/**
 * Starts it where it is installed, unless the variable already names a server. Returns how to stop
 * it.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[SERVER_URL_VARIABLE] !== undefined || findPostgres() === undefined)
    return undefined;
  const cluster = await startCluster();
  process.env[SERVER_URL_VARIABLE] = cluster.url;
  return async () => {
    delete process.env[SERVER_URL_VARIABLE];
    await cluster.stop();
  };
}
