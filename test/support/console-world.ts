import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Fuelgauge } from '@fuelgauge/sdk';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildPage } from '../../server/src/cli/build-page.ts';
import { readConfig } from '../../server/src/config.ts';
import { openServer, type RunningServer } from '../../server/src/index.ts';
import { BROWSER_ARGUMENTS } from './dashboard-world.ts';

/** A server with a customer of every role, a browser, and another site that may show its pages. */
export interface ConsoleWorld {
  readonly server: RunningServer;
  /** Of an operator who may do everything. */
  readonly client: Fuelgauge;
  readonly key: string;
  readonly browser: Browser;
  /** The origin of the other site. */
  readonly hostOrigin: string;
  /** What the other site answers from now on. */
  serveHost(html: string): void;
  close(): Promise<void>;
}

const KEY = 'a-key-of-the-browser-tests-0123456789';

/** `acme` hosts, with what it used; `lark` prospects on a plan without a page of the whole. */
export async function openConsoleWorld(executablePath: string): Promise<ConsoleWorld> {
  await buildPage();
  let html = '';
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-console-'));
  const server = await openServer(
    readConfig({
      FUELGAUGE_PORT: '0',
      FUELGAUGE_DATA_DIR: path.join(directory, 'data'),
      FUELGAUGE_CATALOG: 'hosting,prospecting',
      FUELGAUGE_OPERATOR_KEY: KEY,
      FUELGAUGE_EMBED_ORIGINS: hostOrigin,
    }),
    { log: () => {} },
  );
  const client = new Fuelgauge({ baseUrl: server.url, key: KEY });
  await client.customers.put('acme', { name: 'Acme Inc', catalog: 'hosting', plan: 'personal' });
  await client.customers.put('lark', { name: 'Lark', catalog: 'prospecting', plan: 'free' });
  await client.events.record({
    customer: 'acme',
    id: 'd1',
    type: 'deploy.succeeded',
    dimensions: { project: 'site' },
    data: { context: 'production' },
  });
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  return {
    server,
    client,
    key: KEY,
    browser,
    hostOrigin,
    serveHost: (page) => {
      html = page;
    },
    async close() {
      await browser.close();
      await closeHost(host);
      await server.close();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** As whom a page is opened, and where. */
export interface OpenedAs {
  readonly customer: string;
  readonly role: string;
  readonly at: string;
  /** May change what the role permits to change. */
  readonly write?: boolean;
}

/** A page of somebody whose portal token is kept in the tab: a member of the customer with one role. */
export async function openAs(
  { browser, client, server }: ConsoleWorld,
  { customer, role, at, write = false }: OpenedAs,
): Promise<Page> {
  const asked = { customer, member: role, roles: [role], write };
  const { token } = await client.portalSessions.create(asked);
  const page = await browser.newPage();
  await page.goto(`${server.url}${at}#token=${token}`);
  return page;
}

async function closeHost(host: Server): Promise<void> {
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
}
