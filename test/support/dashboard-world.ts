import path from 'node:path';
import { formatInstant, instant } from '@fuelgauge/core';
import { type EventInput, Fuelgauge } from '@fuelgauge/sdk';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { buildPage } from '../../server/src/cli/build-page.ts';
import { BUILT_IN_CATALOGS, readConfig } from '../../server/src/config.ts';
import type { DemoCustomer } from '../../server/src/demo/demo-customer.ts';
import { demoCustomers } from '../../server/src/demo/demo-customers.ts';
import { readDemoFiles } from '../../server/src/demo/demo-files.ts';
import { openServer, type RunningServer } from '../../server/src/index.ts';
import { openContext, openDatabase } from '../../server/src/open-store.ts';
import { stopCustomer } from '../../server/src/operations/stop-customer.ts';
import { findCustomerKey } from '../../server/src/store/customers.ts';
import { openSeeded, type Seed } from './seeded-database.ts';

/** A server with a customer of each catalog, and a browser to look at it. */
export interface DashboardWorld {
  readonly server: RunningServer;
  /** Of an operator who may do everything. */
  readonly client: Fuelgauge;
  readonly key: string;
  readonly browser: Browser;
  /** Where that operator is signed in: its pages keep what they have loaded for the next one. */
  readonly context: BrowserContext;
  readonly customers: readonly DemoCustomer[];
  /** Does something while the server's role may not read a table, which fails whatever asks for it; PostgreSQL only. */
  withoutReading(table: string, act: () => Promise<void>): Promise<void>;
  /** Makes a customer read-only as the check of its ledger would; PostgreSQL only. */
  makeReadOnly(customer: string, mark: { at: string; reason: string }): Promise<void>;
  /** Stops the server and starts it again, on the same data and port. */
  restart(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Settings of the server beside those of its database. */
export type Settings = Readonly<Record<string, string>>;

const KEY = 'a-key-of-the-browser-tests-0123456789';
const DATA = path.resolve(import.meta.dirname, '../../demo/data');
const EVENTS_EACH = 600;

/** A customer of the agents' catalog with so many members, who have used nothing. */
export const CROWD = { key: 'crowd', members: 5000 } as const;

/**
 * A world with a part of the demo's usage for each of its customers: by far not as much, but of
 * every kind and over their whole time; and one with a crowd of members.
 */
export async function openDashboardWorld(
  executablePath: string,
  settings: Settings = {},
): Promise<DashboardWorld> {
  const world = await openWorld(executablePath, { seed: DASHBOARD, settings });
  return { ...world, customers: demoCustomers(instant(Date.now() * 1000), readDemoFiles(DATA)) };
}

/** A server that knows the built-in catalogs, and a browser; nobody is there. */
export function openEmptyWorld(
  executablePath: string,
  settings: Settings = {},
): Promise<DashboardWorld> {
  return openWorld(executablePath, { seed: EMPTY, settings });
}

async function openWorld(
  executablePath: string,
  { seed, settings }: { readonly seed: Seed; readonly settings: Settings },
): Promise<DashboardWorld> {
  await buildPage();
  const database = await openSeeded(seed);
  let server = await serve({ ...database.settings, ...settings });
  const { port } = new URL(server.url);
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript((key) => {
    sessionStorage.setItem('fuelgauge-operator-key', key);
  }, KEY);
  return {
    server,
    client: new Fuelgauge({ baseUrl: server.url, key: KEY }),
    key: KEY,
    browser,
    context,
    customers: [],
    async withoutReading(table, act) {
      const administration = await openDatabase(readConfig(database.settings));
      await administration.script(`revoke select on ${table} from fuelgauge_app`);
      try {
        await act();
      } finally {
        await administration.script(`grant select on ${table} to fuelgauge_app`);
        await administration.close();
      }
    },
    async makeReadOnly(key, { at, reason }) {
      const own = openContext(await openDatabase(readConfig(database.settings)));
      const context = { ...own, clock: () => instant(Date.parse(at) * 1000) };
      const found = await findCustomerKey(context.database, key);
      if (!found) throw new Error(`There is no customer ${key}.`);
      await stopCustomer(context, { ...found, key, actor: 'check', reason });
      await context.database.close();
    },
    async restart(between = async () => {}) {
      await server.close();
      await between();
      server = await serve({ ...database.settings, ...settings, FUELGAUGE_PORT: port });
    },
    async close() {
      await browser.close();
      await server.close();
      await database.remove();
    },
  };
}

function serve(settings: Settings): Promise<RunningServer> {
  const config = readConfig({
    FUELGAUGE_PORT: '0',
    FUELGAUGE_CATALOG: BUILT_IN_CATALOGS.join(','),
    FUELGAUGE_OPERATOR_KEY: KEY,
    ...settings,
  });
  return openServer(config, { log: () => {} });
}

const EMPTY: Seed = {
  name: 'empty',
  fill: async (settings) => (await serve(settings)).close(),
};

const DASHBOARD: Seed = {
  name: 'dashboard',
  async fill(settings) {
    const server = await serve(settings);
    const client = new Fuelgauge({ baseUrl: server.url, key: KEY });
    const customers = demoCustomers(instant(Date.now() * 1000), readDemoFiles(DATA));
    await Promise.all(customers.map((customer) => load(client, customer)));
    await client.customers.put(CROWD.key, { name: 'Crowd', catalog: 'agents', plan: 'business' });
    await server.close();
    const database = await openDatabase(readConfig(settings));
    await database.script(CROWD_ROWS);
    await database.close();
  },
};

/** What five thousand requests would leave of them, in a moment instead of a minute. */
const CROWD_ROWS = `
  insert into directory (customer_id, kind, id, name, parents, created_at, updated_at)
    select customer_id, 'members', 'member-' || n, 'Person ' || n, '[]', now(), now()
      from customer, generate_series(0, ${CROWD.members - 1}) as n where key = '${CROWD.key}'`;

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
