import { instant } from '@fuelgauge/core';
import { createApp } from '../../server/src/http/app.ts';
import type { HttpConfig } from '../../server/src/http/route.ts';
import { openContext } from '../../server/src/open-store.ts';
import type { Context } from '../../server/src/operations/context.ts';
import { createPortalSession } from '../../server/src/operations/create-portal-session.ts';
import type { FindSession } from '../../server/src/operations/identity.ts';
import { openLanes } from '../../server/src/recording/lanes.ts';
import type { Database, Engine } from '../../server/src/store/database.ts';
import { openTestDatabase } from '../support/databases.ts';
import { CATALOG } from './isolation-catalog.ts';

/** What nobody may read of a customer that is not theirs, of another member, group or scope: part of all that is written there. */
export const CANARIES = {
  rival: 'canary-rival',
  ben: 'canary-ben',
  cat: 'canary-cat',
  blue: 'canary-blue',
  south: 'canary-south',
} as const;

export type Canary = keyof typeof CANARIES;

const OPERATOR_KEY = 'an operator key of the environment';

/** Somebody who asks. */
export interface Viewpoint {
  readonly name: string;
  /** Header fields that say who asks. */
  readonly headers: Readonly<Record<string, string>>;
  /** What must not be in any byte that is answered about their own customer. */
  readonly hidden: readonly Canary[];
  /** What must be there, or the test would not notice that nothing is shown. */
  readonly shown: string | null;
  readonly isReadOnly: boolean;
}

export interface IsolationWorld {
  readonly viewpoints: readonly Viewpoint[];
  /** Header fields of whom nothing lets in any more, by why. */
  readonly shutOut: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The operator's key. */
  readonly operator: Readonly<Record<string, string>>;
  ask(request: WorldAsk): Promise<{ readonly status: number; readonly text: string }>;
  close(): Promise<void>;
}

export interface WorldAsk {
  readonly method?: string | undefined;
  readonly path: string;
  readonly json?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Bound {
  readonly roles: readonly string[];
  readonly member: string;
  readonly scope?: string;
  readonly groups?: readonly string[];
}

/** Everybody who is somebody to `acme`, with what they must not see and what they must. */
const PEOPLE: Readonly<Record<string, Bound & Pick<Viewpoint, 'hidden' | 'shown'>>> = {
  admin: { roles: ['admin'], member: 'root', hidden: ['rival'], shown: 'canary-ben-1' },
  'a manager of a group': {
    roles: ['manager'],
    member: 'mo',
    groups: ['red'],
    hidden: ['rival', 'ben', 'blue'],
    shown: 'canary-cat-1',
  },
  'an admin of a scope': {
    roles: ['admin'],
    member: 'kim',
    scope: 'north',
    hidden: ['rival', 'south', 'cat'],
    shown: 'canary-ben-2',
  },
  'a member': {
    roles: ['member'],
    member: 'ann',
    hidden: ['rival', 'ben', 'cat', 'blue', 'south'],
    shown: 'own-1',
  },
  'somebody with a role that permits nothing': {
    roles: ['guest'],
    member: 'gus',
    hidden: ['rival', 'ben', 'cat', 'blue', 'south'],
    shown: null,
  },
};

/** Two customers of one catalog, with canaries in every name, mail address, dimension, id and property that is somebody's. */
export async function openIsolationWorld(engine: Engine): Promise<IsolationWorld> {
  const database = await openTestDatabase(engine);
  const context = openContext(database);
  const lanes = openLanes(context);
  const { fetch } = createApp({ context, lanes, config: CONFIG, log: () => {}, findSession });
  const operator = { authorization: `Bearer ${OPERATOR_KEY}` };
  const ask: IsolationWorld['ask'] = async ({ method = 'GET', path, json, headers }) => {
    const body = json === undefined ? null : JSON.stringify(json);
    const sent = { ...headers, ...(body !== null && { 'content-type': 'application/json' }) };
    const request = new Request(`http://localhost:4000${path}`, { method, headers: sent, body });
    const response = await fetch(request);
    return { status: response.status, text: await response.text() };
  };
  const send: Send = async (method, path, json) => {
    const { status, text } = await ask({ method, path, json, headers: operator });
    if (status > 201) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as { token?: string };
  };
  await fill(send);
  const viewpoints = await letIn(send, database);
  const shutOut = await shutOutTokens(send, context);
  return {
    ask,
    viewpoints,
    operator,
    shutOut,
    async close() {
      await lanes.drain();
      await database.close();
    },
  };
}

const CONFIG: HttpConfig = {
  host: '127.0.0.1',
  port: 0,
  hosts: [],
  operatorKey: OPERATOR_KEY,
  isDemo: false,
};

/** Whoever says so is signed in: who they are is not what is tried here. */
const findSession: FindSession = async (request) => {
  const userId = /account=(\S+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  const email = `${userId}@example.com`;
  return userId === undefined ? undefined : { userId, email, name: userId, isOperator: false };
};

/** Each of the people, once by a token and once signed in. */
async function letIn(send: Send, database: Database): Promise<Viewpoint[]> {
  const viewpoints: Viewpoint[] = [];
  for (const [name, { hidden, shown, member, ...bound }] of Object.entries(PEOPLE)) {
    const asked = { customer: 'acme', member, ...bound };
    const { token } = await send('POST', '/v1/portal-sessions', asked);
    const about = { hidden, shown };
    const headers = { authorization: `Bearer ${token}` };
    viewpoints.push({ ...about, name: `${name}, by a token`, headers, isReadOnly: true });
    await send('PUT', `/v1/customers/acme/memberships/${member}`, bound);
    await database.query('update membership set user_id = $1 where member_id = $1', [member]);
    await database.query(
      `insert into user_customer (user_id, customer) values ($1, 'acme') on conflict do nothing`,
      [member],
    );
    const cookie = { cookie: `account=${member}`, 'sec-fetch-site': 'same-origin' };
    viewpoints.push({ ...about, name: `${name}, signed in`, headers: cookie, isReadOnly: false });
  }
  return viewpoints;
}

async function shutOutTokens(send: Send, context: Context): Promise<IsolationWorld['shutOut']> {
  const body = { customer: 'acme', roles: ['admin'] };
  const hourAgo = instant((Date.now() - 3_600_000) * 1000);
  const expired = await createPortalSession({ ...context, clock: () => hourAgo }, CALLER, {
    body: { ...body, member: 'root' },
    origin: 'http://localhost',
  });
  if (!expired.ok) throw new Error(expired.refusal.detail);
  const { token: ended } = expired.body;
  const { token: revoked } = await send('POST', '/v1/portal-sessions', { ...body, member: 'gone' });
  await send('PUT', '/v1/customers/acme/memberships/gone', { roles: ['admin'] });
  await send('DELETE', '/v1/customers/acme/memberships/gone', undefined);
  const bearer = (secret: string | undefined) => ({ authorization: `Bearer ${secret}` });
  return {
    'nobody at all': {},
    'a token that has ended': bearer(ended),
    'a token of a member who was removed': bearer(revoked),
    'a token with another customer in it': bearer(ended.replace(/^fp_[^_]+/, 'fp_2')),
  };
}

const CALLER = { actor: 'test', isTest: null, customers: null };

type Send = (method: string, path: string, json: unknown) => Promise<{ token?: string }>;

async function fill(send: Send): Promise<void> {
  await send('PUT', '/v1/catalog', CATALOG);
  for (const customer of ['acme', 'rival']) {
    const mark = customer === 'acme' ? '' : `${CANARIES.rival} `;
    const plan = { catalog: 'isolation', plan: 'pro', name: `${mark}Company` };
    await send('PUT', `/v1/customers/${customer}`, plan);
    for (const [kind, id, entry] of DIRECTORY) {
      const { name = id, email, parent } = entry;
      const body = { name: `${mark}${name}`, parent, email: email && `${mark.trim()}${email}` };
      await send('PUT', `/v1/customers/${customer}/${kind}/${id}`, body);
    }
    const grant = {
      kind: 'bought',
      amount: '50',
      reference: `${mark}order`,
      reason: `${mark}gift`,
    };
    await send('POST', `/v1/customers/${customer}/grants`, grant);
    for (const event of EVENTS) {
      const occurred_at = new Date(Date.now() - 60_000).toISOString();
      const id = `${mark.trim()}${event.id}`;
      const note = `${mark}${event.note}`;
      const { dimensions } = event;
      const data = { amount: 1, note };
      await send('POST', '/v1/events', {
        id,
        type: 'work',
        customer,
        occurred_at,
        dimensions,
        data,
      });
    }
  }
  await send('PUT', '/v1/customers/rival/memberships/ben', { roles: ['admin'] });
  await send('PUT', '/v1/customers/rival/quotas/projects', { used: 3 });
}

interface Entry {
  readonly name?: string;
  readonly email?: string;
  readonly parent?: string;
}

const DIRECTORY: readonly (readonly [kind: string, id: string, entry: Entry])[] = [
  ['groups', 'red', {}],
  ['groups', 'blue', { name: `${CANARIES.blue} group` }],
  ['scopes', 'north', {}],
  ['scopes', 'north-a', { parent: 'north' }],
  ['scopes', 'south', { name: `${CANARIES.south} folder` }],
  ['members', 'ann', { email: 'ann@example.com', parent: 'red' }],
  ['members', 'mo', { parent: 'red' }],
  [
    'members',
    'ben',
    { name: `${CANARIES.ben} name`, email: 'canary-ben@example.com', parent: 'blue' },
  ],
  [
    'members',
    'cat',
    { name: `${CANARIES.cat} name`, email: 'canary-cat@example.com', parent: 'red' },
  ],
  ['agents', 'bot-north', { parent: 'north' }],
  ['agents', 'bot-south', { name: `${CANARIES.south} bot`, parent: 'south' }],
  ['api-keys', 'key-south', { name: `${CANARIES.south} key`, parent: 'south' }],
];

/** What each used, and where: the canaries of whoever and wherever it was stand in id, data and dimensions. */
const EVENTS = [
  {
    id: 'own-1',
    note: 'own note',
    dimensions: { user: 'ann', folder: 'north-a', surface: 'own surface' },
  },
  {
    id: 'canary-ben-1',
    note: 'canary-ben canary-blue canary-south',
    dimensions: { user: 'ben', folder: 'south', surface: 'canary-ben canary-south surface' },
  },
  {
    id: 'canary-ben-2',
    note: 'canary-ben canary-blue',
    dimensions: { user: 'ben', folder: 'north-a', surface: 'canary-ben surface' },
  },
  {
    id: 'canary-cat-1',
    note: 'canary-cat',
    dimensions: { user: 'cat', folder: 'south', surface: 'canary-cat surface' },
  },
] as const;
