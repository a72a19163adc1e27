import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Persona } from '../../../server/src/operations/persona.ts';
import { openApp, setUp, type TestApp, work } from './open-app.ts';

interface Found {
  readonly session: { readonly authenticated: boolean };
  readonly query: string;
  readonly overview: {
    readonly customer: { readonly name: string };
    readonly period: { readonly from: string; readonly to: string };
    readonly seq: number;
  } | null;
  readonly catalog: unknown;
  readonly activity: unknown;
}

/** What a browser finds: the text up to the first end of a script, parsed. */
function bootIn(html: string): Found | null {
  const [, json] = /<script type="application\/json" id="boot">(.*?)<\/script/.exec(html) ?? [];
  return json === undefined ? null : (JSON.parse(json) as Found);
}

describe('the page of a demo', () => {
  let app: TestApp;
  let isDown = false;

  beforeAll(async () => {
    app = await openApp('pglite', { isDemo: true }, (database) => ({
      ...database,
      transaction: (scope, run) => {
        if (isDown) throw new Error('the store is down');
        return database.transaction(scope, run);
      },
    }));
    await setUp(app);
    await app.ask({ method: 'POST', path: '/v1/events', json: work('one') });
  });
  afterAll(() => app.close());

  const boot = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    bootIn((await app.ask({ path, key: null, headers })).text);

  test('brings what it would ask for: session, overview and catalog, each as its route answers', async () => {
    const found = await boot('/c/acme?period=7d&by=meter&g=auto&view=table');
    const json = async (path: string) => (await app.ask({ path, key: null })).json;
    expect(found?.query).toBe('period=7d&group_by=meter');
    expect(found?.session).toEqual(await json('/v1/session'));
    expect(found?.catalog).toEqual(await json('/v1/customers/acme/catalog'));
    const overview = await json(`/v1/customers/acme/overview?${found?.query}`);
    expect({ ...found?.overview, as_of: '' }).toMatchObject({
      customer: overview.customer,
      period: overview.period,
      seq: overview.seq,
    });
  });

  test('brings the first entries of the period where the page lists them, and usage by meter where it divides by that', async () => {
    const found = await boot('/c/acme/activity?period=7d&tz=utc');
    const { from = '', to = '' } = found?.overview?.period ?? {};
    const asked = new URLSearchParams({ from, to, limit: '100' });
    const { json } = await app.ask({ path: `/v1/customers/acme/activity?${asked}`, key: null });
    expect(json.data.length).toBeGreaterThan(0);
    expect(found?.activity).toMatchObject({ data: json.data, from: json.from, to: json.to });
    for (const path of [
      '/c/acme',
      '/c/acme/activity?q=a',
      '/c/acme/activity?f=meter:in:a',
      '/c/acme/usage',
    ]) {
      expect((await boot(path))?.activity, path).toBeNull();
    }
    expect((await boot('/c/acme/usage?period=7d'))?.query).toBe('period=7d&group_by=meter');
    expect((await boot('/c/acme/usage?by=user'))?.query).toBe('group_by=user');
  });

  test('brings the session alone where no customer is named, or none that there is', async () => {
    for (const path of ['/', '/op', '/c/nobody', '/c/acme?period=never']) {
      expect(await boot(path)).toMatchObject({
        session: { authenticated: true },
        overview: null,
        catalog: null,
        activity: null,
      });
    }
  });

  test('holds names with markup as text', async () => {
    const name = '</script><script>alert(1)</script><!--\u2028\u2029&amp;';
    await app.ask({ method: 'PUT', path: '/v1/customers/acme', json: { name } });
    const { text } = await app.ask({ path: '/c/acme', key: null });
    expect(bootIn(text)?.overview?.customer.name).toBe(name);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toMatch(/[\u2028\u2029]/);
  });

  test('has no use of anything for a page of another site', async () => {
    const found = await boot('/c/acme', { 'sec-fetch-site': 'cross-site' });
    expect(found).toMatchObject({ session: { authenticated: false }, overview: null });
  });

  test('is there without anything while the store is down', async () => {
    isDown = true;
    const { status, text } = await app.ask({ path: '/c/acme', key: null });
    isDown = false;
    expect([status, bootIn(text)]).toEqual([200, null]);
  });
});

describe('somebody of the demo', () => {
  const OPERATOR: Persona = {
    ...{ id: 'desk', part: 'operator', name: 'Dee', email: 'dee@example.com' },
    ...{ customer: null, binding: null },
  };
  const MEMBER: Persona = {
    ...{ id: 'ann', part: 'member', name: 'Ann', email: 'ann@example.com', customer: 'acme' },
    binding: { member: 'ann', roles: [], scope: null, groups: null },
  };
  const own = { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-origin' };
  let demo: TestApp;
  let server: TestApp;

  beforeAll(async () => {
    const personas = [OPERATOR, MEMBER];
    [demo, server] = await Promise.all([
      openApp('pglite', { isDemo: true, personas }),
      openApp('pglite', { personas }),
    ]);
    await setUp(demo);
  });
  afterAll(() => Promise.all([demo.close(), server.close()]));

  const choose = (app: TestApp, persona: string | null, headers: Headed = own) =>
    app.ask({ method: 'POST', path: '/v1/demo-session', json: { persona }, key: null, headers });
  const whoIs = async (app: TestApp, cookie: string) =>
    (await app.ask({ path: '/v1/session', key: null, headers: { ...own, cookie } })).json;

  test('is chosen with a click, is who they are, and is nobody again', async () => {
    const chosen = await choose(demo, 'ann');
    const cookie = `${chosen.headers.get('set-cookie')}`.split(';')[0] ?? '';
    expect(await whoIs(demo, cookie)).toMatchObject({
      kind: 'member',
      persona: 'ann',
      customers: [{ customer: 'acme', member: 'ann' }],
    });
    const at = '/v1/customers/acme/usage';
    expect((await demo.ask({ path: at, key: null, headers: { ...own, cookie } })).status).toBe(403);
    const left = await choose(demo, null);
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await choose(demo, 'nobody')).json.code).toBe('persona_unknown');
  });

  test('changes nothing as its operator', async () => {
    const cookie = 'fuelgauge_persona=desk';
    expect(await whoIs(demo, cookie)).toMatchObject({ kind: 'operator', read_only: true });
    const headers = { ...own, cookie };
    const put = { method: 'PUT', path: '/v1/customers/acme', json: { name: 'X' }, key: null };
    expect(await demo.ask({ ...put, headers })).toMatchObject({ status: 403 });
  });

  test.each([
    ['a page of another site', { ...own, 'sec-fetch-site': 'cross-site' }, 'cross_site'],
    ['a name that points here', { ...own, host: 'evil.example' }, 'host_not_allowed'],
    ['a proxy', { ...own, 'x-forwarded-for': '203.0.113.9' }, 'demo_is_local'],
    ['a program that does not say whence it asks', {}, 'cross_site'],
  ])('is not to be had by %s', async (_, headers, code) => {
    expect((await choose(demo, 'ann', headers)).json.code).toBe(code);
  });

  test('is nobody on a server that is no demo, whatever the browser says', async () => {
    expect((await choose(server, 'ann')).json.code).toBe('persona_unknown');
    const session = await whoIs(server, 'fuelgauge_persona=desk');
    expect(session).toMatchObject({ authenticated: false, persona: null, personas: [] });
  });
});

type Headed = Readonly<Record<string, string>>;

describe('the page of a server', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp();
    await setUp(app);
  });
  afterAll(() => app.close());

  test('brings nothing of a customer to who has no access', async () => {
    const limited = await app.ask({
      method: 'POST',
      path: '/v1/keys',
      json: { name: 'other', scopes: ['usage:read'], customers: ['other'] },
    });
    for (const key of [null, limited.json.key as string]) {
      const { text } = await app.ask({ path: '/c/acme', key });
      expect(bootIn(text)).toMatchObject({ overview: null, catalog: null });
      expect(text).not.toContain('"balance"');
    }
  });

  test('is refused nothing for a key that is not valid: it says so itself', async () => {
    const { status, text } = await app.ask({ path: '/c/acme', key: 'fg_live_wrong' });
    expect([status, bootIn(text)]).toEqual([200, null]);
  });
});
