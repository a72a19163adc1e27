import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../../server/src/http/route.ts';
import { routes } from '../../../server/src/http/routes.ts';
import {
  isWellFormedKey,
  KEY_CACHE_MS,
  SCOPES,
} from '../../../server/src/operations/authenticate-key.ts';
import { createKey } from '../../../server/src/operations/manage-keys.ts';
import { exampleOf } from './example-requests.ts';
import { type Answered, type Ask, openApp, setUp, type TestApp, work } from './open-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
  await setUp(app);
  await app.ask({
    method: 'PUT',
    path: '/v1/customers/foreign',
    json: { catalog: 'small', plan: 'basic' },
  });
  await app.ask({
    method: 'PUT',
    path: '/v1/customers/trial',
    json: { catalog: 'small', plan: 'basic', test: true },
  });
});
afterAll(() => app.close());

async function makeKey(
  body: Readonly<Record<string, unknown>> = {},
  by?: string,
): Promise<Answered> {
  const json = { name: 'test', scopes: SCOPES, ...body };
  return app.ask({ method: 'POST', path: '/v1/keys', json, ...(by && { key: by }) });
}

const keyed = routes.filter(({ access }) => access !== 'public' && access !== 'session');
const named = keyed.map((route) => [route.operationId, route] as const);
const ofCustomers = named.filter(([, { path }]) => path.includes('{customer}'));

/** A request of the route for another customer. */
function askFor(customer: string, { operationId }: Route): Ask {
  const example = exampleOf(operationId);
  return { ...example, path: example.path.replace('/acme', `/${customer}`) };
}

describe('who may call', () => {
  test.each(named)(
    'A10: %s refuses every key that is not valid now, in the same words',
    async (operationId) => {
      const good: string = (await makeKey()).json.key;
      const revoked = (await makeKey()).json;
      await app.ask({ method: 'DELETE', path: `/v1/keys/${revoked.id}` });
      const last = good.at(-1) === 'a' ? 'b' : 'a';
      const keys = [
        null,
        'x',
        revoked.key,
        await expiredKey(),
        `${good.slice(0, -1)}${last}`,
        good.slice(0, -1),
        good.toLowerCase(),
        good.replace('live', 'test'),
      ];
      const bodies = new Set<string>();
      for (const key of keys) {
        const { status, json, headers } = await app.ask({ ...exampleOf(operationId), key });
        const { request_id: _, ...rest } = json;
        bodies.add(JSON.stringify(rest));
        expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      }
      expect(bodies.size).toBe(1);
    },
  );

  test.each(named)(
    '%s refuses a key with every scope but its own, and names that one',
    async (operationId, { access }) => {
      const { json } = await makeKey({ scopes: SCOPES.filter((scope) => scope !== access) });
      const answer = await app.ask({ ...exampleOf(operationId), key: json.key });
      expect(answer).toMatchObject({ status: 403, json: { code: 'scope_missing', scope: access } });
      expect(answer.json.detail).toContain(access);
    },
  );

  test.each(ofCustomers)(
    'A8: %s answers a foreign customer as one that does not exist',
    async (_, route) => {
      const limited = (await makeKey({ customers: ['acme'] })).json.key;
      const answers = await Promise.all(
        ['foreign', 'absent!'].map((customer) =>
          app.ask({ ...askFor(customer, route), key: limited }),
        ),
      );
      const [foreign, absent] = answers.map(({ status, text }) => ({
        status,
        text: text.replace(/"request_id":"[^"]+"/, '').replaceAll('absent!', 'foreign'),
      }));
      expect(foreign).toEqual(absent);
      expect([403, 404]).toContain(foreign?.status);
    },
  );

  test.each(ofCustomers)(
    '%s shows test keys no live customers and live keys no test ones',
    async (_, route) => {
      const test_ = (await makeKey({ test: true })).json.key;
      const live = (await makeKey()).json.key;
      const [first, second] = [
        await app.ask({ ...askFor('acme', route), key: test_ }),
        await app.ask({ ...askFor('trial', route), key: live }),
      ];
      for (const { status } of [first, second]) expect([403, 404]).toContain(status);
      const own = await app.ask({ ...askFor('trial', route), key: test_ });
      expect(own.json?.code).not.toBe('customer_unknown');
    },
  );

  test('events for a customer that is not the key’s are answered as for one that does not exist', async () => {
    const limited = (await makeKey({ customers: ['acme'] })).json.key;
    const sent = [
      work('mine'),
      work('theirs', { customer: 'foreign' }),
      work('nobody’s', { customer: 'absent' }),
    ];
    const { json } = await app.ask({
      method: 'POST',
      path: '/v1/events',
      json: sent,
      key: limited,
    });
    expect(json.results).toMatchObject([
      { status: 'charged' },
      { status: 'invalid', problem: { code: 'customer_unknown' } },
      { status: 'invalid', problem: { code: 'customer_unknown' } },
    ]);
  });

  test.each(named.filter(([, { concernsAll }]) => concernsAll))(
    '%s refuses keys limited to customers, and test keys',
    async (operationId) => {
      for (const body of [{ customers: ['acme'] }, { test: true }]) {
        const { json } = await makeKey(body);
        expect(await app.ask({ ...exampleOf(operationId), key: json.key })).toMatchObject({
          status: 403,
          json: { code: 'forbidden' },
        });
      }
    },
  );

  test('lists show a key only its own customers', async () => {
    const limited = (await makeKey({ customers: ['acme'] })).json.key;
    const { json } = await app.ask({ path: '/v1/customers', key: limited });
    expect(json.data.map(({ customer }: { customer: string }) => customer)).toEqual(['acme']);
    const { text } = await app.ask({ method: 'POST', path: '/v1/verify', key: limited });
    expect(text).not.toContain('foreign');
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({
      kind: 'ledger',
      proved: true,
      customers: 1,
    });
    const other = await app.ask({
      method: 'POST',
      path: '/v1/verify',
      json: { customers: ['foreign'] },
      key: limited,
    });
    expect(other).toMatchObject({ status: 404, json: { code: 'customer_unknown' } });
  });

  test('the key of the environment does everything, is compared whole and stands in no table', async () => {
    expect((await app.ask({ path: '/v1/session' })).json).toMatchObject({
      demo: false,
      authenticated: true,
      actor: 'operator',
      kind: 'key',
      customers: [],
    });
    expect(
      (await app.ask({ path: '/v1/keys', key: 'an operator key of the environmen' })).status,
    ).toBe(401);
    const rows = await app.context.database.query<{ hash: string }>(
      'select hash from operator_key',
    );
    const own = createHash('sha256').update('an operator key of the environment').digest('hex');
    expect(rows.map(({ hash }) => hash)).not.toContain(own);
  });

  test('GET /v1/session tells whose a key is, and lets in who has none', async () => {
    const { json } = await makeKey();
    expect((await app.ask({ path: '/v1/session', key: json.key })).json).toMatchObject({
      demo: false,
      authenticated: true,
      actor: json.id,
    });
    expect((await app.ask({ path: '/v1/session', key: null })).json).toMatchObject({
      demo: false,
      authenticated: false,
    });
    expect((await app.ask({ path: '/v1/session', key: 'x' })).status).toBe(401);
  });
});

describe('keys', () => {
  test('are shown once, stored as hashes and told apart by their last characters', async () => {
    const { status, json } = await makeKey({
      scopes: ['usage:read'],
      customers: ['acme'],
      test: false,
    });
    expect(status).toBe(201);
    expect(json.key).toMatch(/^fg_live_[0-9A-Za-z]{36}$/);
    expect(json.key.endsWith(json.last_characters)).toBe(true);
    const listed = await app.ask({ path: '/v1/keys' });
    const { key, ...shown } = json;
    expect(listed.json.data).toContainEqual(shown);
    expect(listed.text).not.toContain(key);
    const audit = await app.ask({ path: '/v1/audit' });
    expect(audit.text).not.toContain(key);
    expect(audit.json.data[0]).toMatchObject({
      act: 'key.create',
      actor: 'operator',
      subject: `key/${json.id}`,
    });
  });

  test('carry check characters that catch every single typing error', async () => {
    const { json } = await makeKey({ test: true });
    const key: string = json.key;
    expect(isWellFormedKey(key)).toBe(true);
    for (let index = 'fg_test_'.length; index < key.length; index += 1) {
      for (const character of ['0', 'z']) {
        const typo = `${key.slice(0, index)}${character}${key.slice(index + 1)}`;
        if (typo !== key) expect(isWellFormedKey(typo)).toBe(false);
      }
    }
  });

  test('A10: a revoked key ends within a second, and is recognised as revoked', async () => {
    const { json } = await makeKey();
    expect((await app.ask({ path: '/v1/customers', key: json.key })).status).toBe(200);
    const revoked = await app.ask({ method: 'DELETE', path: `/v1/keys/${json.id}?reason=lost` });
    expect(revoked.json.revoked_at).not.toBeNull();
    expect((await app.ask({ path: '/v1/customers', key: json.key })).status).toBe(401);
    expect((await app.ask({ method: 'DELETE', path: `/v1/keys/${json.id}` })).json).toEqual(
      revoked.json,
    );
  });

  test('a key revoked by another server ends within a second', async () => {
    const { json } = await makeKey();
    expect((await app.ask({ path: '/v1/customers', key: json.key })).status).toBe(200);
    await app.context.database.query(
      'update operator_key set revoked_at = now() where key_id = $1',
      [json.id],
    );
    await sleep(KEY_CACHE_MS + 50);
    expect((await app.ask({ path: '/v1/customers', key: json.key })).status).toBe(401);
    expect(KEY_CACHE_MS).toBeLessThan(1000);
  });

  test('give no more than their maker has', async () => {
    const narrow = (await makeKey({ scopes: ['keys:write', 'usage:read'], customers: ['acme'] }))
      .json.key;
    expect(await makeKey({ scopes: ['grants:write'] }, narrow)).toMatchObject({
      status: 403,
      json: { code: 'forbidden', errors: [{ pointer: '/scopes' }] },
    });
    expect(await makeKey({ scopes: ['usage:read'], customers: ['foreign'] }, narrow)).toMatchObject(
      { status: 403, json: { errors: [{ pointer: '/customers' }] } },
    );
    const made = await makeKey({ scopes: ['usage:read'] }, narrow);
    expect(made.json.customers).toEqual(['acme']);
    const trial = (await makeKey({ test: true })).json.key;
    expect(await makeKey({ test: false }, trial)).toMatchObject({
      status: 403,
      json: { errors: [{ pointer: '/test' }] },
    });
    expect((await makeKey({}, trial)).json.test).toBe(true);
  });

  test('are neither listed nor revoked by keys that could not have made them', async () => {
    const narrow = (await makeKey({ scopes: ['keys:write'], customers: ['acme'] })).json;
    const other = (await makeKey()).json;
    const { json } = await app.ask({ path: '/v1/keys', key: narrow.key });
    expect(json.data.map(({ id }: { id: string }) => id)).toContain(narrow.id);
    expect(json.data.map(({ id }: { id: string }) => id)).not.toContain(other.id);
    expect(
      await app.ask({ method: 'DELETE', path: `/v1/keys/${other.id}`, key: narrow.key }),
    ).toMatchObject({ status: 404, json: { code: 'key_unknown' } });
  });

  test('are made once for one Idempotency-Key', async () => {
    const ask = {
      method: 'POST',
      path: '/v1/keys',
      json: { name: 'once', scopes: ['verify'] },
      headers: { 'idempotency-key': '"once"' },
    };
    const first = await app.ask(ask);
    expect(first.status).toBe(201);
    const second = await app.ask(ask);
    expect(second).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } });
    expect(second.json.detail).toContain(first.json.id);
  });

  test.each([
    [{ name: '' }, '/name'],
    [{ name: 5 }, '/name'],
    [{ scopes: [] }, '/scopes'],
    [{ scopes: ['everything'] }, '/scopes/0'],
    [{ customers: [] }, '/customers'],
    [{ customers: ['a\u0001'] }, '/customers/0'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    [{ expires_at: 'soon' }, '/expires_at'],
    [{ key: 'fg_live_mine' }, '/key'],
    [{ hash: 'x' }, '/hash'],
  ])('with %o are refused at the place', async (body, pointer) => {
    expect(await makeKey(body)).toMatchObject({ status: 422, json: { errors: [{ pointer }] } });
  });
});

/** The secret of a key whose time is over. */
async function expiredKey(): Promise<string> {
  const past = instant(Date.UTC(2026, 0, 1) * 1000);
  const identity = {
    kind: 'key' as const,
    caller: { actor: 'operator', isTest: null, customers: null },
    scopes: new Set(SCOPES),
  };
  const body = { name: 'expired', scopes: SCOPES, expires_at: '2026-01-02T00:00:00Z' };
  const made = await createKey({ ...app.context, clock: () => past }, identity, { body });
  if (!made.ok) throw new Error('the key was refused');
  return made.body.key;
}
