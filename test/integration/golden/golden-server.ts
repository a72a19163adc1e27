import { readFileSync } from 'node:fs';
import { Fuelgauge } from '@fuelgauge/sdk';
import { catalogPath } from '../../../server/src/config.ts';
import { createApp } from '../../../server/src/http/app.ts';
import { listen } from '../../../server/src/http/listen.ts';
import { openContext } from '../../../server/src/open-store.ts';
import { openLanes } from '../../../server/src/recording/lanes.ts';
import type { Engine } from '../../../server/src/store/database.ts';
import { openTestDatabase } from '../../support/databases.ts';

/** A server that listens, with catalogs of the repository published, and a client of it. */
export interface GoldenServer {
  readonly client: Fuelgauge;
  /** For requests that the client does not make. */
  readonly post: (body: unknown, contentType?: string) => Promise<PostedEvents>;
  close(): Promise<void>;
}

/** The answer to `POST /v1/events` as it was sent. */
export interface PostedEvents {
  readonly status: number;
  readonly contentType: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
  readonly json: any;
}

const OPERATOR_KEY = 'an-operator-key-of-32-characters';

/** Starts over a database of its own and publishes the catalogs of these names. */
export async function startGoldenServer(
  engine: Engine,
  catalogs: readonly string[],
): Promise<GoldenServer> {
  const database = await openTestDatabase(engine);
  const context = openContext(database);
  const host = '127.0.0.1';
  const config = { host, port: 0, hosts: [], operatorKey: OPERATOR_KEY, isDemo: false };
  const lanes = openLanes(context);
  const app = createApp({ context, lanes, config, log: () => {} });
  const listening = await listen(app, config);
  const baseUrl = `http://${host}:${listening.port}`;
  const client = new Fuelgauge({ baseUrl, key: OPERATOR_KEY, retries: 0 });
  for (const name of catalogs) await client.catalog.publish(readCatalog(name));
  return {
    client,
    post: (body, contentType) => postEvents(baseUrl, { body, contentType }),
    async close() {
      await listening.close();
      await lanes.drain();
      await database.close();
    },
  };
}

/** A catalog of the repository, parsed anew each time. */
export function readCatalog(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(catalogPath(name), 'utf8'));
}

async function postEvents(
  baseUrl: string,
  { body, contentType = 'application/json' }: { body: unknown; contentType?: string | undefined },
): Promise<PostedEvents> {
  const response = await fetch(`${baseUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': contentType },
    body: JSON.stringify(body),
  });
  const { status, headers } = response;
  return { status, contentType: headers.get('content-type'), json: await response.json() };
}
