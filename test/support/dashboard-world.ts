import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { formatInstant, instant } from '@fuelgauge/core';
import { type EventInput, Fuelgauge } from '@fuelgauge/sdk';
import { type Browser, chromium } from 'playwright-core';
import { buildPage } from '../../server/src/cli/build-page.ts';
import { BUILT_IN_CATALOGS, readConfig } from '../../server/src/config.ts';
import type { DemoCustomer } from '../../server/src/demo/demo-customer.ts';
import { demoCustomers } from '../../server/src/demo/demo-customers.ts';
import { readDemoFiles } from '../../server/src/demo/demo-files.ts';
import { openServer, type RunningServer } from '../../server/src/index.ts';

/** A server with a customer of each catalog, and a browser to look at it. */
export interface DashboardWorld {
  readonly server: RunningServer;
  /** Of an operator who may do everything. */
  readonly client: Fuelgauge;
  readonly key: string;
  readonly browser: Browser;
  readonly customers: readonly DemoCustomer[];
  close(): Promise<void>;
}

const KEY = 'a-key-of-the-browser-tests-0123456789';
const DATA = path.resolve(import.meta.dirname, '../../demo/data');
const EVENTS_EACH = 600;

/**
 * A world with a part of the demo's usage for each of its customers: by far not as much, but of
 * every kind and over their whole time.
 */
export async function openDashboardWorld(executablePath: string): Promise<DashboardWorld> {
  const world = await openEmptyWorld(executablePath);
  const customers = demoCustomers(instant(Date.now() * 1000), readDemoFiles(DATA));
  await Promise.all(customers.map((customer) => load(world.client, customer)));
  return { ...world, customers };
}

/** Builds the page and starts a server on an embedded database, and a browser; nobody is there. */
export async function openEmptyWorld(executablePath: string): Promise<DashboardWorld> {
  await buildPage();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-dashboard-'));
  const server = await openServer(
    readConfig({
      FUELGAUGE_PORT: '0',
      FUELGAUGE_DATA_DIR: path.join(directory, 'data'),
      FUELGAUGE_CATALOG: BUILT_IN_CATALOGS.join(','),
      FUELGAUGE_OPERATOR_KEY: KEY,
    }),
    { log: () => {} },
  );
  const client = new Fuelgauge({ baseUrl: server.url, key: KEY });
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  return {
    server,
    client,
    key: KEY,
    browser,
    customers: [],
    async close() {
      await browser.close();
      await server.close();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A browser of tests, which may run as root, asks for nothing on its own. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

async function load(client: Fuelgauge, customer: DemoCustomer): Promise<void> {
  const { key } = customer;
  await client.customers.put(key, {
    name: customer.name,
    catalog: customer.catalog,
    plan: customer.plan,
    time_zone: customer.timeZone,
    anchor_at: formatInstant(customer.anchorAt, 'UTC'),
    started_at: formatInstant(customer.startedAt, 'UTC'),
    ...(customer.billingMode && { billing_mode: customer.billingMode }),
  });
  for (const { kind, id, name, parent } of customer.directory) {
    await client.directory(key, kind).put(id, { name, ...(parent && { parent }) });
  }
  // The past is not changed: what was given in it, and still holds, is given as the cycle begins.
  const { cycle } = await client.balance.get(key);
  const begin = instant(Date.parse(cycle.start) * 1000);
  for (const { effectiveAt: at, expiresAt, pricePaid, ...grant } of customer.grants) {
    if (expiresAt !== undefined && expiresAt <= Date.now() * 1000) continue;
    const effectiveAt = at < begin ? begin : at;
    await client.grants.issue(key, {
      ...grant,
      effective_at: formatInstant(effectiveAt, 'UTC'),
      ...(expiresAt && { expires_at: formatInstant(expiresAt, 'UTC') }),
      ...(pricePaid && { price_paid: pricePaid }),
    });
  }
  const events = [...customer.events()];
  const step = Math.max(1, Math.floor(events.length / EVENTS_EACH));
  const chosen: readonly EventInput[] = events.filter((_, index) => index % step === 0);
  const { results } = await client.events.record(chosen, { backfill: true });
  const refused = results.filter(({ status }) => status !== 'charged' && status !== 'unpriced');
  if (refused.length > 0) throw new Error(`${key}: ${JSON.stringify(refused[0])}`);
}
