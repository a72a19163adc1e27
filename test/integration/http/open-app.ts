import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, createApp } from '../../../server/src/http/app.ts';
import type { LogLine } from '../../../server/src/http/log.ts';
import { refusalsOf } from '../../../server/src/http/openapi.ts';
import { PROBLEMS } from '../../../server/src/http/problem.ts';
import type { HttpConfig, Route } from '../../../server/src/http/route.ts';
import { routes } from '../../../server/src/http/routes.ts';
import { problemSchema } from '../../../server/src/http/wire/problem-schema.ts';
import { openPeople, type PeopleParts } from '../../../server/src/identity/people.ts';
import { openContext } from '../../../server/src/open-store.ts';
import type { Context } from '../../../server/src/operations/context.ts';
import { openMemberInvitations } from '../../../server/src/operations/manage-invitations.ts';
import type { Persona } from '../../../server/src/operations/persona.ts';
import { openLanes } from '../../../server/src/recording/lanes.ts';
import type { Database, Engine } from '../../../server/src/store/database.ts';
import { openTestDatabase } from '../../support/databases.ts';

/** The secret of the environment: it may do everything. */
export const OPERATOR = 'an operator key of the environment';

/** Signs the sessions of these tests. */
const SECRET = 'a secret of thirty-two characters or more';

/** The catalog of these tests: `work` and `extra` cost a credit for each unit of `amount`; the plan gives 100 a month. */
export const SMALL = readFileSync(
  path.join(import.meta.dirname, '../../scenarios/catalogs/small.json'),
  'utf8',
);

/** An application over a database of its own. */
export interface TestApp {
  readonly app: App;
  readonly context: Context;
  /** Everything that was logged. */
  readonly log: readonly LogLine[];
  /** Asks, and checks that the answer is one that the route declares, in the form that it declares. */
  ask(request: Ask): Promise<Answered>;
  close(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** The operator's when absent; null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
  readonly json: any;
}

/** Settings of HTTP, and what people sign in with. */
export interface AppSettings extends Partial<HttpConfig> {
  readonly signIn?: Partial<PeopleParts>;
  /** Demo mode: whom one may be. */
  readonly personas?: readonly Persona[];
}

/** `watch` may stand between the application and its database, to see what passes. */
export async function openApp(
  engine: Engine = 'pglite',
  { signIn = {}, personas = [], ...config }: AppSettings = {},
  watch: (database: Database) => Database = (database) => database,
): Promise<TestApp> {
  const database = await openTestDatabase(engine);
  const context = openContext(watch(database));
  const lanes = openLanes(context);
  const log: LogLine[] = [];
  const settings: HttpConfig = {
    host: '127.0.0.1',
    port: 0,
    hosts: [],
    operatorKey: OPERATOR,
    isDemo: false,
    ...config,
  };
  const people = openPeople({
    context,
    secret: SECRET,
    mail: undefined,
    oidc: null,
    invitations: openMemberInvitations(context),
    onFault: (message) => log.push({ level: 'warn', message }),
    ...signIn,
  });
  const app = createApp({
    context,
    lanes,
    people,
    personas,
    config: settings,
    log: (line) => log.push(line),
  });
  return {
    app,
    context,
    log,
    ask: (request) => ask(app, request),
    async close() {
      await lanes.drain();
      await database.close();
    },
  };
}

/** Publishes the small catalog and creates a customer of it, with 100 credits. */
export async function setUp({ ask: send }: TestApp, customer = 'acme'): Promise<void> {
  await send({ method: 'PUT', path: '/v1/catalog', body: SMALL, headers: JSON_TYPE });
  await send({
    method: 'PUT',
    path: `/v1/customers/${customer}`,
    json: { catalog: 'small', plan: 'basic' },
  });
}

export const JSON_TYPE = { 'content-type': 'application/json' };

/** An event of the small catalog that happened now. */
export function work(
  id: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const occurred_at = new Date().toISOString();
  return { id, type: 'work', customer: 'acme', occurred_at, data: { amount: 1 }, ...more };
}

async function ask(
  app: App,
  { method = 'GET', path: at, json, body, key = OPERATOR, headers = {} }: Ask,
): Promise<Answered> {
  const sent = new Headers(headers);
  if (key !== null) sent.set('authorization', `Bearer ${key}`);
  if (json !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json');
  const content = body ?? (json === undefined ? null : JSON.stringify(json));
  const request = new Request(`http://localhost:4000${at}`, {
    method,
    headers: sent,
    body: content,
  });
  const response = await app.fetch(request);
  const text = await response.text();
  const isJson = /json(?:;|$)/.test(response.headers.get('content-type') ?? '');
  const answered = {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
  const route = routes.find(
    (each) => each.method === method && matches(each, new URL(request.url).pathname),
  );
  checkAnswer(route, answered);
  return answered;
}

function matches(route: Route, pathname: string): boolean {
  const kinds = '(?:members|groups|scopes|agents|api-keys)';
  const pattern = route.path.replace('{kind}', kinds).replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(pathname);
}

/** Throws when an answer is not what the route's own statement, and so the OpenAPI document, says. */
function checkAnswer(route: Route | undefined, { status, headers, text, json }: Answered): void {
  if (/\n\s+at .*\.ts:\d+/.test(text)) throw new Error(`a stack trace was answered: ${text}`);
  if (headers.get('x-content-type-options') !== 'nosniff')
    throw new Error('the security headers are missing');
  if (status >= 400) {
    problemSchema.parse(json);
    if (json.status !== status)
      throw new Error(`the problem says ${json.status} and the response ${status}`);
    const declared = route ? refusalsOf(route) : Object.keys(PROBLEMS);
    if (!declared.some((code) => code === json.code))
      throw new Error(`${route?.operationId} does not declare ${json.code} (${status})`);
    return;
  }
  if (!route || (status === 304 && route.isTagged === true)) return;
  if (!route.statuses.some((each) => each === status))
    throw new Error(`${route.operationId} does not declare ${status}`);
  if (route.responseType === 'application/jsonl') {
    for (const line of text.trim().split('\n')) route.response.parse(JSON.parse(line));
  } else if (route.responseType === 'text/event-stream') {
    for (const [, data] of text.matchAll(/^data: (.*)$/gm))
      route.response.parse(JSON.parse(data ?? ''));
  } else route.response.parse(json ?? text);
}
