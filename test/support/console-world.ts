import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { type DashboardWorld, openEmptyWorld } from './dashboard-world.ts';

/** A server with a customer of every role, a browser, and another site that may show its pages. */
export interface ConsoleWorld extends DashboardWorld {
  /** The origin of the other site. */
  readonly hostOrigin: string;
  /** What the other site answers from now on. */
  serveHost(html: string): void;
}

/** `acme` hosts, with what it used; `lark` prospects on a plan without a page of the whole. */
export async function openConsoleWorld(executablePath: string): Promise<ConsoleWorld> {
  let html = '';
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const world = await openEmptyWorld(executablePath, { FUELGAUGE_EMBED_ORIGINS: hostOrigin });
  const { client } = world;
  await client.customers.put('acme', { name: 'Acme Inc', catalog: 'hosting', plan: 'personal' });
  await client.customers.put('lark', { name: 'Lark', catalog: 'prospecting', plan: 'free' });
  await client.events.record({
    customer: 'acme',
    id: 'd1',
    type: 'deploy.succeeded',
    dimensions: { project: 'site' },
    data: { context: 'production' },
  });
  return {
    ...world,
    hostOrigin,
    serveHost: (page) => {
      html = page;
    },
    async close() {
      await world.close();
      await closeHost(host);
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
  /** In a window of their own when absent. */
  readonly context?: BrowserContext;
}

/** A page of somebody whose portal token is kept in the tab: a member of the customer with one role. */
export async function openAs(
  { browser, client, server }: ConsoleWorld,
  { customer, role, at, write = false, context }: OpenedAs,
): Promise<Page> {
  const asked = { customer, member: role, roles: [role], write };
  const { token } = await client.portalSessions.create(asked);
  const page = await (context ?? browser).newPage();
  await page.goto(`${server.url}${at}#token=${token}`);
  return page;
}

async function closeHost(host: Server): Promise<void> {
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
}
