import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../server/src/http/route.ts';
import { routes } from '../../server/src/http/routes.ts';
import { DIRECTORY_KINDS } from '../../server/src/http/wire/scalars.ts';
import { exampleOf } from '../integration/http/example-requests.ts';
import { engines } from '../support/databases.ts';
import {
  CANARIES,
  type IsolationWorld,
  openIsolationWorld,
  type Viewpoint,
  type WorldAsk,
} from './isolation-world.ts';

/** Every route but those that answer everybody alike. */
const GUARDED = routes.filter(({ access }) => access !== 'public');

const REFUSED = [401, 403, 404];

/** Names of everything that is there, own and foreign: what stands in for any part of a path. */
const IDS = [
  'ann',
  'ben',
  'cat',
  'red',
  'blue',
  'north',
  'south',
  'bot-south',
  'key-south',
  'own-1',
  'canary-ben-1',
  'canary-cat-1',
  'canary-rivalown-1',
  'projects',
  'grt_1_1',
  'grt_2_1',
];

/** What each parameter of a query is tried with, on whichever route has it. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  group_by: ['user', 'team', 'folder', 'surface', 'meter', 'category'],
  rows: ['user', 'team', 'folder', 'surface'],
  columns: ['user', 'folder,surface'],
  include: ['all'],
  runs: ['true'],
  by: ['user', 'team', 'folder', 'surface', 'meter', 'category'],
  filter: ['user:in:ben', 'user:ex:ann', 'folder:in:south', 'team:in:blue,red', 'user:in:'],
  unit: ['money', 'quantity', 'usd'],
  q: ['canary', 'ben'],
  id: IDS,
  event: IDS,
  account: ['used', 'grt_1_1', 'grt_2_1'],
  kind: ['draw', 'grant'],
  granularity: ['hour'],
  cumulative: ['true'],
  own: ['false'],
  pending: ['true'],
  known: ['now'],
  key: ['isolation', 'other'],
};

const OF_OTHERS: Viewpoint['hidden'] = ['rival', 'ben', 'cat', 'blue', 'south'];

describe.each(engines)('who may see what, on %s', (engine) => {
  let world: IsolationWorld;

  beforeAll(async () => {
    world = await openIsolationWorld(engine);
  });
  afterAll(() => world?.close());

  const each = () => world.viewpoints;

  test.each(GUARDED.map((route) => [route.operationId, route] as const))(
    '%s shows nothing of another customer, and does not tell that it is there',
    async (_, route) => {
      const absent = requestsOf(route, { customer: 'nobody' });
      for (const viewpoint of each()) {
        for (const [index, request] of requestsOf(route, { customer: 'rival' }).entries()) {
          const { status, text } = await world.ask({ ...request, headers: viewpoint.headers });
          expectHidden(text, { viewpoint, request, hidden: ['rival'] });
          if (!route.path.includes('{customer}')) continue;
          const about = `${viewpoint.name}: ${request.method ?? 'GET'} ${request.path}`;
          expect([about, REFUSED.includes(status)]).toEqual([about, true]);
          const other = { ...(absent[index] as Request), headers: viewpoint.headers };
          const none = await world.ask(other);
          expect([about, bare(text)]).toEqual([about, bare(none.text)]);
        }
      }
    },
  );

  test.each(GUARDED.map((route) => [route.operationId, route] as const))(
    '%s shows of their own customer what they may see and nothing else',
    async (_, route) => {
      for (const viewpoint of each()) {
        for (const request of requestsOf(route, { customer: 'acme' })) {
          // What changes something is done by one test of its own.
          if (route.method !== 'GET' && route.person && !viewpoint.isReadOnly) continue;
          const { status, text } = await world.ask({ ...request, headers: viewpoint.headers });
          const about = `${viewpoint.name}: ${request.method ?? 'GET'} ${request.path}`;
          expectHidden(text, { viewpoint, request, hidden: viewpoint.hidden });
          expect([about, status < 500]).toEqual([about, true]);
          if (route.access === 'session') continue;
          const isClosed = !route.person || (route.method !== 'GET' && viewpoint.isReadOnly);
          if (isClosed) expect([about, REFUSED.includes(status)]).toEqual([about, true]);
        }
      }
    },
  );

  test.each(
    GUARDED.filter(({ access }) => access !== 'session').map(
      (route) => [route.operationId, route] as const,
    ),
  )('%s is closed to whom nothing lets in any more', async (_, route) => {
    for (const [why, headers] of Object.entries(world.shutOut)) {
      for (const request of requestsOf(route, { customer: 'acme' }).slice(0, 3)) {
        const { status, text } = await world.ask({ ...request, headers });
        expect([why, request.path, status]).toEqual([why, request.path, 401]);
        expect(text).not.toContain('canary');
      }
    }
  });

  test('own=true shows a role that sees all what they used themselves, and nothing of anybody else', async () => {
    const admins = each().filter(({ name }) => name.startsWith('admin'));
    const gated = GUARDED.filter(({ person }) => person?.isGated === true);
    expect(admins).toHaveLength(2);
    expect(gated.length).toBeGreaterThan(10);
    for (const { headers, ...admin } of admins) {
      const viewpoint = { ...admin, headers, name: `${admin.name}, of their own` };
      for (const route of gated) {
        for (const { path, ...asked } of requestsOf(route, { customer: 'acme' })) {
          const request = { ...asked, path: `${path}${path.includes('?') ? '&' : '?'}own=true` };
          const { status, text } = await world.ask({ ...request, headers });
          const about = `${viewpoint.name}: ${request.path}`;
          expectHidden(text, { viewpoint, request, hidden: OF_OTHERS });
          expect([about, status < 500]).toEqual([about, true]);
        }
      }
    }
  });

  test('each sees what is theirs, so that nothing above is shown to be hidden by showing nothing', async () => {
    for (const { name, headers, shown } of each()) {
      const { status, text } = await world.ask({ path: '/v1/customers/acme/events', headers });
      if (shown === null) expect([name, status]).toEqual([name, 403]);
      else expect([name, text.includes(shown)]).toEqual([name, true]);
    }
    const { operator } = world;
    const all = await world.ask({ path: '/v1/customers/rival/events', headers: operator });
    for (const canary of Object.values(CANARIES)) expect(all.text).toContain(canary);
  });
});

type Request = Omit<WorldAsk, 'headers'>;

/** Requests of a route for a customer: its example, each part of its path filled with all there is, each parameter tried. */
function requestsOf(route: Route, { customer }: { readonly customer: string }): Request[] {
  const { method, json, path: example } = exampleOf(route.operationId);
  const [, own = ''] = example.split('?');
  const renamed = JSON.parse(JSON.stringify(json ?? null).replaceAll('"acme"', `"${customer}"`));
  const sent = { method, ...(json !== undefined && { json: renamed }) };
  const paths = pathsOf(route.path, { customer });
  const [first = ''] = paths;
  const { shape = {} } = (route.query ?? {}) as { readonly shape?: object };
  const queries = Object.keys(shape).flatMap((name) =>
    (QUERIES[name] ?? []).map((value) => `${first}?${name}=${encodeURIComponent(value)}`),
  );
  return [...paths, ...queries].map((path) => {
    const separator = path.includes('?') ? '&' : '?';
    return { ...sent, path: own === '' ? path : `${path}${separator}${own}` };
  });
}

function pathsOf(template: string, { customer }: { readonly customer: string }): string[] {
  const [, name] = /\{(\w+)\}/.exec(template) ?? [];
  if (name === undefined) return [template];
  const values = name === 'customer' ? [customer] : name === 'kind' ? DIRECTORY_KINDS : IDS;
  return values.flatMap((value) =>
    pathsOf(template.replace(`{${name}}`, encodeURIComponent(value)), { customer }),
  );
}

interface Hiding {
  readonly viewpoint: Viewpoint;
  readonly request: Request;
  readonly hidden: Viewpoint['hidden'];
}

/** What was asked is no secret to who asked it: an answer may repeat its own request. */
function expectHidden(text: string, { viewpoint, request, hidden }: Hiding): void {
  const asked = `${decodeURIComponent(request.path)} ${JSON.stringify(request.json ?? '')}`;
  const named = IDS.filter((id) => asked.includes(id)).sort((a, b) => b.length - a.length);
  const rest = named.reduce((left, id) => left.replaceAll(id, ''), text);
  const seen = hidden.filter((canary) => rest.includes(CANARIES[canary]));
  const about = `${viewpoint.name}: ${request.method ?? 'GET'} ${request.path}`;
  expect([about, seen]).toEqual([about, []]);
}

/** An answer without the name of the customer that was asked for and the request's own id. */
function bare(text: string): string {
  return text.replaceAll(/rival|nobody/g, '').replace(/"request_id":"[^"]*"/, '');
}
