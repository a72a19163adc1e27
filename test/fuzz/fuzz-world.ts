import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, createApp } from '../../server/src/http/app.ts';
import type { LogLine } from '../../server/src/http/log.ts';
import { openPeople } from '../../server/src/identity/people.ts';
import { openContext } from '../../server/src/open-store.ts';
import { SCOPES } from '../../server/src/operations/authenticate-key.ts';
import { openLanes } from '../../server/src/recording/lanes.ts';
import type { Engine } from '../../server/src/store/database.ts';
import { openTestDatabase } from '../support/databases.ts';
import type { Received } from './check-response.ts';
import type { Sent } from './draft.ts';
import { HIDDEN } from './plausible.ts';
import { openRawServer, type RawServer } from './raw-server.ts';

/** An application with customers and keys, over a database of its own. */
export interface FuzzWorld {
  readonly app: App;
  /** What it logged as errors. */
  readonly errors: readonly LogLine[];
  readonly catalogs: readonly Readonly<Record<string, unknown>>[];
  readonly callers: ReadonlyMap<string, FuzzCaller>;
  readonly send: (sent: Sent) => Promise<Received>;
  /** The same application behind a port. */
  readonly raw: RawServer;
  close(): Promise<void>;
}

/** Somebody who sends requests. */
export interface FuzzCaller {
  /** Null sends no key. */
  readonly secret: string | null;
  /** Whether it may see the customer whose every text is the canary. */
  readonly seesAll: boolean;
}

/** Who may do everything: its requests get furthest. */
export const OPERATOR = 'operator';

const OPERATOR_SECRET = 'an operator key of the environment';

/** In every text that belongs to the hidden customer, and in no request. */
export const CANARY = 'canary-7f3a9c';

/** Opens one; `server` names a PostgreSQL other than that of the run. */
export async function openFuzzWorld(engine: Engine, server?: string): Promise<FuzzWorld> {
  const database = await openTestDatabase(engine, { ...(server !== undefined && { server }) });
  const lines: LogLine[] = [];
  const context = openContext(database);
  const lanes = openLanes(context);
  const config = {
    host: '127.0.0.1',
    port: 0,
    hosts: [],
    operatorKey: OPERATOR_SECRET,
    isDemo: false,
    // Nothing of the page: what is not documented is not found.
    webDirectory: path.join(import.meta.dirname, 'no-page'),
  };
  const people = openPeople({
    context,
    secret: 'a secret of thirty-two characters or more',
    mail: undefined,
    oidc: null,
    onFault: (message) => lines.push({ level: 'error', message }),
  });
  const app = createApp({
    context,
    lanes,
    people,
    config,
    log: (line) => line.level === 'error' && lines.push(line),
  });
  const send = (sent: Sent) => sendTo(app, sent);
  const raw = await openRawServer(app);
  const catalogs = readCatalogs();
  await populate(send, catalogs);
  return {
    app,
    errors: lines,
    catalogs,
    callers: await makeCallers(send),
    send,
    raw,
    async close() {
      await raw.close();
      await lanes.drain();
      await database.close();
    },
  };
}

async function sendTo(app: App, { method, address, headers, body }: Sent): Promise<Received> {
  const request = new Request(`http://localhost:4000${address}`, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body,
  });
  const response = await app.fetch(request);
  return { status: response.status, headers: response.headers, text: await textOf(response) };
}

/** Events come without an end: the first ones are enough. */
async function textOf(response: Response): Promise<string> {
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!isEndless || !response.body) return response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const ROOT = path.join(import.meta.dirname, '../..');

function readCatalogs(): Readonly<Record<string, unknown>>[] {
  const folder = path.join(ROOT, 'catalogs');
  const names = readdirSync(folder).filter((name) => /^[\w-]+\.json$/.test(name));
  const files = [
    path.join(ROOT, 'test/scenarios/catalogs/small.json'),
    ...names.map((name) => path.join(folder, name)),
  ];
  const [small, ...others] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const roles = { admin: ['usage.read'] };
  return [{ ...small, roles, quotas: [quotaOf(small)] }, ...others];
}

/** The small catalog counts nothing elsewhere. */
function quotaOf({ plans }: { readonly plans: readonly { readonly id: string }[] }) {
  const limit = Object.fromEntries(plans.map(({ id }, index) => [id, index === 0 ? null : 3]));
  return { id: 'projects', label: 'Projects', limit };
}

type Send = FuzzWorld['send'];

/** Makes sure of an answer: what a world is made of has to be there. */
async function must(send: Send, request: { method: string; address: string; json: unknown }) {
  const { method, address, json } = request;
  const headers = [
    ['authorization', `Bearer ${OPERATOR_SECRET}`],
    ['content-type', 'application/json'],
  ] as const;
  const body = new Uint8Array(Buffer.from(JSON.stringify(json)));
  const { status, text } = await send({ method, address, headers, body });
  if (status >= 300) throw new Error(`${method} ${address} was answered ${status}: ${text}`);
  return JSON.parse(text);
}

/** How long ago customers began: usage may be a little older than the run. */
const BEFORE_MS = 40 * 86_400_000;

async function populate(send: Send, catalogs: FuzzWorld['catalogs']): Promise<void> {
  for (const json of catalogs) await must(send, { method: 'PUT', address: '/v1/catalog', json });
  const started_at = new Date(Date.now() - BEFORE_MS).toISOString();
  const terms = { catalog: 'small', plan: 'basic', started_at };
  const clock = { test: true, clock_at: new Date().toISOString() };
  const customers = {
    acme: terms,
    beta: terms,
    'neu%2F%C3%A4': terms,
    trial: { ...terms, ...clock },
  };
  for (const [customer, json] of Object.entries(customers))
    await must(send, { method: 'PUT', address: `/v1/customers/${customer}`, json });
  const json = { kind: 'seat', unit_price: { amount: '9', currency: 'EUR' } };
  for (const customer of ['acme', 'beta'])
    await must(send, { method: 'PUT', address: `/v1/customers/${customer}/items/seats`, json });
  const entitled = { roles: ['admin'] };
  for (const customer of ['acme', 'beta'])
    await must(send, {
      method: 'PUT',
      address: `/v1/customers/${customer}/memberships/mia`,
      json: entitled,
    });
  for (const email of ['ada@example.com', 'bob@example.com']) await join(send, email);
  await populateHidden(send);
}

/** Makes somebody an operator. */
async function join(send: Send, email: string): Promise<void> {
  const link = await must(send, { method: 'POST', address: '/v1/operators', json: { email } });
  const address = `/v1/invitations/${new URL(link.url).hash.slice(1)}`;
  await must(send, { method: 'POST', address, json: { password: 'correct horse battery' } });
}

/** Gives the hidden customer one of everything, with the canary wherever a text may stand. */
async function populateHidden(send: Send): Promise<void> {
  const at = `/v1/customers/${HIDDEN}`;
  const reason = CANARY;
  const json = { catalog: 'small', plan: 'basic', name: CANARY, reason };
  await must(send, { method: 'PUT', address: at, json });
  const events = ['event', 'voided'].map((id) => ({
    id: `hidden-${id}`,
    type: 'work',
    customer: HIDDEN,
    source: CANARY,
    run: CANARY,
    occurred_at: new Date().toISOString(),
    dimensions: { team: CANARY, user: CANARY },
    data: { amount: 1, note: CANARY },
  }));
  await must(send, { method: 'POST', address: '/v1/events', json: events });
  await must(send, {
    method: 'POST',
    address: `${at}/events/void`,
    json: { id: 'hidden-voided', source: CANARY, reason },
  });
  const grant = { kind: 'bought', amount: '5', reference: CANARY, reason };
  await must(send, { method: 'POST', address: `${at}/grants`, json: grant });
  const member = { name: CANARY, email: `${CANARY}@example.org`, reason };
  await must(send, { method: 'PUT', address: `${at}/members/mia`, json: member });
}

/** One for each scope, for each way of being limited, and for each way of not being a key. */
async function makeCallers(send: Send): Promise<Map<string, FuzzCaller>> {
  const make = async (name: string, more: object): Promise<string> => {
    const json = { name, scopes: [...SCOPES], ...more };
    return (await must(send, { method: 'POST', address: '/v1/keys', json })).key;
  };
  const callers = new Map<string, FuzzCaller>();
  const all = { seesAll: true };
  callers.set(OPERATOR, { secret: OPERATOR_SECRET, ...all });
  callers.set('live', { secret: await make('live', {}), ...all });
  for (const scope of SCOPES)
    callers.set(`only ${scope}`, { secret: await make(scope, { scopes: [scope] }), ...all });
  const some = { seesAll: false };
  const customers = ['acme', 'beta'];
  callers.set('limited', { secret: await make('limited', { customers }), ...some });
  callers.set('test', { secret: await make('test', { test: true }), ...some });
  const secret = await make('broken', {});
  // One more key for the canary: of the hidden customer, in the list that others may see.
  await make(CANARY, { customers: [HIDDEN] });
  callers.set('none', { secret: null, ...some });
  callers.set('mistyped', {
    secret: `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`,
    ...some,
  });
  callers.set('no key of ours', { secret: "' or true --", ...some });
  return callers;
}
