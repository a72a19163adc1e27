import fs from 'node:fs';
import { Fuelgauge, type FuelgaugeOptions } from '@fuelgauge/sdk';
import { catalogPath } from '../../../server/src/config.ts';
import { createApp } from '../../../server/src/http/app.ts';
import { listen } from '../../../server/src/http/listen.ts';
import { openContext } from '../../../server/src/open-store.ts';
import { openLanes } from '../../../server/src/recording/lanes.ts';
import { openTestDatabase } from '../../support/databases.ts';
import { type FlakyProxy, openFlakyProxy } from './flaky-proxy.ts';

/** A server in this process, a proxy before it, and clients of both. */
export interface SdkServer {
  readonly proxy: FlakyProxy;
  /** Straight to the server. */
  readonly client: Fuelgauge;
  /** Through the proxy. */
  flakyClient(options?: Partial<FuelgaugeOptions>): Fuelgauge;
  close(): Promise<void>;
}

const OPERATOR_KEY = 'an-operator-key-of-32-characters';

/** Starts over an embedded database in memory, with the hosting catalog published. */
export async function startSdkServer(): Promise<SdkServer> {
  const database = await openTestDatabase('pglite');
  const context = openContext(database);
  const config = {
    host: '127.0.0.1',
    port: 0,
    hosts: [],
    operatorKey: OPERATOR_KEY,
    isDemo: false,
  };
  const lanes = openLanes(context);
  const app = createApp({ context, lanes, config, log: () => {} });
  const listening = await listen(app, config);
  const baseUrl = `http://127.0.0.1:${listening.port}`;
  const proxy = await openFlakyProxy(baseUrl);
  const client = new Fuelgauge({ baseUrl, key: OPERATOR_KEY });
  await client.catalog.publish(JSON.parse(fs.readFileSync(catalogPath('hosting'), 'utf8')));
  return {
    proxy,
    client,
    flakyClient: (options) => new Fuelgauge({ baseUrl: proxy.url, key: OPERATOR_KEY, ...options }),
    async close() {
      await proxy.close();
      await listening.close();
      await lanes.drain();
      await database.close();
    },
  };
}
