import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../server/src/http/routes.ts';
import { exampleOf, withQuery } from './example-requests.ts';
import { openApp, SMALL, setUp, type TestApp, work } from './open-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
  await setUp(app);
  await app.ask({
    method: 'POST',
    path: '/v1/events',
    json: work('example', { dimensions: { team: 'red' } }),
  });
});
afterAll(() => app.close());

describe('every route', () => {
  test.each(routes.map(({ operationId }) => operationId))(
    '%s answers its example in the form it declares',
    async (operationId) => {
      const { status } = await app.ask(exampleOf(operationId));
      expect(status).toBeLessThan(500);
    },
  );

  const gets = routes
    .filter(({ method, access }) => method === 'GET' && access !== 'public')
    .map(({ operationId }) => operationId);
  const forged = [
    '%00',
    '%F0%9F%98%80',
    "';select 1--",
    '-1',
    '1e9',
    'NaN',
    '2026-13-45',
    '0001-01-01',
    '9999-12-31',
    '+290000-01-01T00:00:00Z',
  ];
  test.each(gets)(
    '%s answers whatever stands in its query without failing',
    async (operationId) => {
      for (const name of queryNames(operationId)) {
        for (const value of forged) {
          const { status } = await app.ask({
            path: withQuery(exampleOf(operationId).path, `${name}=${encodeURI(value)}`),
          });
          expect(`${name}=${value} ${status < 500}`).toBe(`${name}=${value} true`);
        }
      }
    },
  );

  const lists = gets.filter((operationId) => queryNames(operationId).includes('cursor'));
  test.each(lists)('%s answers forged cursors without failing', async (operationId) => {
    for (const position of POSITIONS) {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
      const { status } = await app.ask({
        path: withQuery(exampleOf(operationId).path, `cursor=${cursor}`),
      });
      expect([position, status < 500]).toEqual([position, true]);
    }
  });

  test.each(gets)(
    '%s refuses a parameter it does not know, and one given twice',
    async (operationId) => {
      const { path: at } = exampleOf(operationId);
      const unknown = await app.ask({ path: withQuery(at, 'colour=red') });
      expect(unknown).toMatchObject({
        status: 400,
        json: { code: 'query_invalid', errors: [{ parameter: 'colour' }] },
      });
      const twice = await app.ask({ path: withQuery(at, 'limit=1&limit=2') });
      expect(twice).toMatchObject({
        status: 400,
        json: { code: 'query_invalid', errors: [{ parameter: 'limit' }] },
      });
    },
  );

  const inPath = routes
    .filter(({ path: at }) => at.includes('{'))
    .map(({ operationId }) => operationId);
  const ID = /acme|key_none|none$|a@example\.com$/;

  test.each(inPath)('%s refuses ids that none can have', async (operationId) => {
    const { path: at, ...example } = exampleOf(operationId);
    for (const id of ['%00', '%07', 'x'.repeat(256)]) {
      const { status, json } = await app.ask({ ...example, path: at.replace(ID, id) });
      expect([id, status, json.code]).toEqual([id, 400, 'parameter_invalid']);
      expect(json.errors[0].parameter).toMatch(/^(?:customer|id|token|email)$/);
    }
  });

  test.each(inPath)('%s refuses an address that cannot be decoded', async (operationId) => {
    const { path: at, ...example } = exampleOf(operationId);
    for (const id of ['%', '%zz', '%ff', '%c0%af', '%ed%a0%80']) {
      const { status, json } = await app.ask({ ...example, path: at.replace(ID, id) });
      expect([id, status, json.code]).toEqual([id, 400, 'request_malformed']);
    }
    const { status, json } = await app.ask({ ...example, path: `${at}?reason=%ff` });
    expect([status, json.code]).toEqual([400, 'request_malformed']);
  });

  test.each(routes.map(({ operationId }) => operationId))(
    '%s says which methods its address takes',
    async (operationId) => {
      const { path: at } = exampleOf(operationId);
      for (const method of ['PATCH', 'OPTIONS']) {
        const { status, json, headers } = await app.ask({ method, path: at });
        expect([status, json.code]).toEqual([405, 'method_not_allowed']);
        expect(headers.get('allow')).toMatch(/GET|POST|PUT|DELETE/);
      }
    },
  );
});

describe('every answer', () => {
  test('carries an id of the request, the caller’s own when a log can hold it', async () => {
    const own = await app.ask({ path: '/v1/customers', headers: { 'x-request-id': 'their-id.1' } });
    expect(own.headers.get('x-request-id')).toBe('their-id.1');
    const forged = await app.ask({ path: '/nowhere', headers: { 'x-request-id': 'a b"\u00ff' } });
    expect(forged.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/);
    expect(forged.json.request_id).toBe(forged.headers.get('x-request-id'));
  });

  test('keeps browsers from framing, sniffing and asking from elsewhere', async () => {
    for (const at of ['/', '/docs', '/nowhere', '/v1/customers']) {
      const { headers } = await app.ask({ path: at, headers: { origin: 'https://example.com' } });
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect((await app.ask({ path: '/v1/customers' })).headers.get('cache-control')).toBe(
      'no-store',
    );
  });

  test('is a problem where there is no route', async () => {
    for (const at of [
      '/v1',
      '/v1/nothing',
      '/v1/customers/',
      '/V1/customers',
      '/v1/customers/acme/things/1',
      '/.env',
      '/assets/../package.json',
      '/%2e%2e/package.json',
    ]) {
      expect(await app.ask({ path: at })).toMatchObject({
        status: 404,
        json: { code: 'route_unknown' },
      });
    }
  });

  test('is counted, by route and not by id', async () => {
    const { text, headers } = await app.ask({ path: '/metrics' });
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(text).toContain('fuelgauge_events_total{status="charged"} 1');
    expect(text).toMatch(
      /fuelgauge_requests_total\{method="GET",route="\/v1\/customers\/\{customer\}",status="200"\} \d+/,
    );
    expect(text).toMatch(
      /fuelgauge_request_seconds_bucket\{method="GET",route="\/v1\/customers",le="\+Inf"\} \d+/,
    );
    expect(text).toMatch(/fuelgauge_resident_bytes \d{6,}/);
    expect(text).not.toContain('acme');
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="[^"\n]*",?)+\})? -?[\d.e+-]+)$/,
      );
    }
  });
});

describe('lists', () => {
  test('go on where the page before ended, until nothing is left', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      await app.ask({ method: 'PUT', path: `/v1/customers/acme/groups/${id}`, json: {} });
    const ids: string[] = [];
    let next = '';
    do {
      const { json } = await app.ask({
        path: `/v1/customers/acme/groups?limit=2${next && `&cursor=${next}`}`,
      });
      ids.push(...json.data.map(({ id }: { id: string }) => id));
      next = json.next_cursor;
    } while (next);
    expect(ids).toEqual(['a', 'b', 'c', 'd', 'e', 'red']);
  });

  test.each(['0', '1001', '-1', '1.5', 'ten', ''])('refuse limit=%s', async (limit) => {
    const { status, json } = await app.ask({ path: `/v1/customers?limit=${limit}` });
    expect([status, json.errors]).toMatchObject([400, [{ parameter: 'limit' }]]);
  });
});

describe('Idempotency-Key', () => {
  const grant = (key: string, amount = '5', by?: string) =>
    app.ask({
      method: 'POST',
      path: '/v1/customers/acme/grants',
      json: { kind: 'bought', amount },
      headers: { 'idempotency-key': key },
      ...(by && { key: by }),
    });

  test('gives a repetition the first answer, quoted or bare, and another content a refusal', async () => {
    const first = await grant('"key-1"');
    const second = await grant('key-1');
    expect(first.status).toBe(201);
    expect([second.status, second.json]).toEqual([201, first.json]);
    expect(await grant('key-1', '6')).toMatchObject({
      status: 422,
      json: { code: 'idempotency_mismatch' },
    });
    expect((await grant('key-2')).json.id).not.toBe(first.json.id);
  });

  test('belongs to the key that sent it', async () => {
    const { json } = await app.ask({
      method: 'POST',
      path: '/v1/keys',
      json: { name: 'another', scopes: ['grants:write'] },
    });
    const own = await grant('shared');
    const others = await grant('shared', '5', json.key);
    expect(others.status).toBe(201);
    expect(others.json.id).not.toBe(own.json.id);
  });

  test.each(['""', '', 'a b', '"open', 'x"y', 'x'.repeat(256), '"\u00e9"'])(
    'refuses %o',
    async (key) => {
      const answer = await grant(key);
      expect(answer).toMatchObject({
        status: 400,
        json: { code: 'idempotency_key_invalid', errors: [{ parameter: 'Idempotency-Key' }] },
      });
    },
  );
});

describe('hosts', () => {
  let own: TestApp;

  beforeAll(async () => {
    own = await openApp('pglite', { hosts: ['billing.example', 'other.example:8443'] });
  });
  afterAll(() => own.close());

  test.each([
    'localhost',
    'localhost:1',
    '127.0.0.1:4000',
    '[::1]:4000',
    'LOCALHOST:4000',
    'billing.example',
    'billing.example:8443',
    'other.example:8443',
  ])('%s is served', async (host) => {
    expect((await own.ask({ path: '/v1/session', headers: { host } })).status).toBe(200);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'other.example',
    '[::2]',
    '0.0.0.0',
    '169.254.169.254',
  ])('%s is not', async (host) => {
    expect(await own.ask({ path: '/v1/session', headers: { host } })).toMatchObject({
      status: 421,
      json: { code: 'host_not_allowed' },
    });
    expect((await own.ask({ path: '/healthz', headers: { host } })).status).toBe(200);
  });
});

describe('demo mode', () => {
  let demo: TestApp;

  beforeAll(async () => {
    demo = await openApp('pglite', { isDemo: true });
    await setUp(demo);
  });
  afterAll(() => demo.close());

  test('lets the page read without a key, and nothing else', async () => {
    expect((await demo.ask({ path: '/v1/session', key: null })).json).toMatchObject({
      demo: true,
      authenticated: true,
      actor: 'demo',
    });
    for (const { operationId, access, method } of routes) {
      if (access === 'public' || access === 'session') continue;
      const { status } = await demo.ask({ ...exampleOf(operationId), key: null });
      const isOpen = method === 'GET' && access === 'usage:read';
      expect([operationId, status === 401 || status === 403]).toEqual([operationId, !isOpen]);
    }
  });

  test('does not let pages of other sites ask', async () => {
    const { status } = await demo.ask({
      path: '/v1/customers',
      key: null,
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(status).toBe(401);
  });

  test('refuses a key that is not valid, as always', async () => {
    expect((await demo.ask({ path: '/v1/customers', key: 'x' })).status).toBe(401);
  });

  test.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
  ])('refuses what comes with %s', async (name) => {
    const headers = { [name]: '203.0.113.7' };
    expect(await demo.ask({ path: '/v1/customers', key: null, headers })).toMatchObject({
      status: 403,
      json: { code: 'demo_is_local' },
    });
    expect((await demo.ask({ path: '/', key: null, headers })).status).toBe(403);
    expect((await app.ask({ path: '/v1/customers', headers })).status).toBe(200);
  });
});

describe('catalogs', () => {
  test('are published, read by version and listed', async () => {
    const again = await app.ask({
      method: 'PUT',
      path: '/v1/catalog',
      body: SMALL,
      headers: { 'content-type': 'application/json' },
    });
    expect([again.status, again.json]).toMatchObject([
      200,
      { key: 'small', version: 1, published: false },
    ]);
    expect((await app.ask({ path: '/v1/catalog?key=small&version=1' })).json).toEqual({
      key: 'small',
      version: 1,
      catalog: JSON.parse(SMALL),
    });
    expect((await app.ask({ path: '/v1/catalog' })).json).toEqual({
      data: [{ key: 'small', version: 1 }],
    });
    expect(await app.ask({ path: '/v1/catalog?key=absent' })).toMatchObject({
      status: 404,
      json: { code: 'not_found', errors: [{ parameter: 'key' }] },
    });
    expect(await app.ask({ path: '/v1/catalog?key=small&version=9' })).toMatchObject({
      status: 404,
    });
    expect(await app.ask({ path: '/v1/catalog?key=small&version=x' })).toMatchObject({
      status: 400,
      json: { errors: [{ parameter: 'version' }] },
    });
  });
});

/** Of no page that there was. */
const POSITIONS: readonly (readonly (string | number)[])[] = [
  ['x'],
  [-1],
  [Number.MAX_SAFE_INTEGER],
  ['\0'],
  ['x', 'y'],
  [1e15, 'plan'],
  [-1, -1],
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ['', ''],
  ['\ud800', 1],
];

function queryNames(operationId: string): string[] {
  const query = routes.find((each) => each.operationId === operationId)?.query;
  return Object.keys((query as { shape?: object } | undefined)?.shape ?? {});
}
