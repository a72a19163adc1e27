import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { type Answered, JSON_TYPE, openApp, type TestApp } from './open-app.ts';

const HOSTING = readFileSync(
  path.join(import.meta.dirname, '../../../catalogs/hosting.json'),
  'utf8',
);
const MONEY = { amount: '12.5', currency: 'EUR' };

describe.each(engines)('what a customer pays for in money on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await app.ask({ method: 'PUT', path: '/v1/catalog', body: HOSTING, headers: JSON_TYPE });
  });

  afterAll(() => app.close());

  /** A test customer whose clock stands at noon of 10 November; its cycle is November. */
  async function customer(key: string, plan = 'personal'): Promise<string> {
    const json = {
      catalog: 'hosting',
      plan,
      test: true,
      time_zone: 'Europe/Berlin',
      started_at: '2026-10-01T00:00:00+02:00',
      clock_at: '2026-11-10T12:00:00+01:00',
    };
    const made = await app.ask({ method: 'PUT', path: `/v1/customers/${key}`, json });
    expect(made.status, made.text).toBe(201);
    return `/v1/customers/${key}`;
  }

  async function put(at: string, json: object): Promise<Answered> {
    return app.ask({ method: 'PUT', path: at, json });
  }

  test('an add-on is as the catalog says, is prorated by days and raises its quota', async () => {
    const at = await customer('addons');
    const made = await put(`${at}/items/builds`, { kind: 'concurrent_build', quantity: 2 });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      label: 'Concurrent builds',
      quantity: 2,
      unit_price: { amount: '40', currency: 'USD' },
      amount: '80',
      next_charge: '80',
      next_charge_at: '2026-12-01T00:00:00+01:00',
      prorations: [{ change: 2, days: 21, days_in_period: 30, amount: '56' }],
    });
    const builds = await app.ask({ path: `${at}/quotas/concurrent_builds` });
    expect(builds.json).toMatchObject({ plan_limit: 1, added: 2, limit: 3, used: null });
    await app.ask({
      method: 'POST',
      path: `${at}/clock`,
      json: { advance_to: '2026-11-30T12:00:00+01:00' },
    });
    const gone = await app.ask({ method: 'DELETE', path: `${at}/items/builds?reason=unused` });
    expect(gone.json).toMatchObject({
      quantity: 0,
      next_charge: null,
      prorations: [{ amount: '56' }, { change: -2, days: 1, amount: '-2.666666667' }],
    });
    const listed = await app.ask({ path: `${at}/items` });
    expect([listed.json.data.length, listed.json.totals]).toEqual([1, []]);
    await app.ask({
      method: 'POST',
      path: `${at}/clock`,
      json: { advance_to: '2026-12-02T12:00:00+01:00' },
    });
    expect((await app.ask({ path: `${at}/items` })).json.data).toEqual([]);
    expect((await app.ask({ path: `${at}/items/builds` })).json.quantity).toBe(0);
  });

  test('a domain that does not renew says when it expires, and nothing is scheduled', async () => {
    const at = await customer('domains');
    const body = {
      kind: 'domain',
      label: 'example.org',
      unit_price: { amount: '14.99', currency: 'USD' },
      next_charge_at: '2027-03-05',
      expires_at: '2027-03-05',
    };
    const renewing = await put(`${at}/items/example.org`, body);
    expect(renewing.json).toMatchObject({
      period: 'year',
      auto_renew: true,
      next_charge: '14.99',
      prorations: [],
    });
    const ending = await put(`${at}/items/example.org`, { auto_renew: false });
    expect(ending.json).toMatchObject({
      auto_renew: false,
      next_charge: null,
      next_charge_at: null,
      expires_at: '2027-03-05T00:00:00+01:00',
    });
  });

  test('sums are by currency and period, over all pages, and credits are not touched', async () => {
    const at = await customer('sums');
    const before = (await app.ask({ path: `${at}/balance` })).json;
    await put(`${at}/items/a`, { kind: 'seat', quantity: 3 });
    await put(`${at}/items/b`, { kind: 'seat', quantity: 2, unit_price: MONEY });
    await put(`${at}/items/c`, { kind: 'domain', unit_price: MONEY });
    await put(`${at}/items/d`, { kind: 'domain', unit_price: MONEY, quantity: 2 });
    const first = await app.ask({ path: `${at}/items?limit=1` });
    expect(first.json.totals).toEqual([
      { currency: 'EUR', period: 'month', quantity: 2, amount: '25' },
      { currency: 'EUR', period: 'year', quantity: 3, amount: '37.5' },
      { currency: 'USD', period: 'month', quantity: 3, amount: '57' },
    ]);
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const { json } = await app.ask({ path: `${at}/items?limit=1${query}` });
      ids.push(...json.data.map(({ id }: { id: string }) => id));
      cursor = json.next_cursor;
    }
    expect(ids).toEqual(['a', 'b', 'c', 'd']);
    const domains = await app.ask({ path: `${at}/items?kind=domain` });
    expect(domains.json.totals).toEqual([
      { currency: 'EUR', period: 'year', quantity: 3, amount: '37.5' },
    ]);
    const { grants: _g, as_of: _a, ...after } = (await app.ask({ path: `${at}/balance` })).json;
    expect(before).toMatchObject(after);
  });

  test('what is put is audited once, and saying it again writes nothing', async () => {
    const at = await customer('audited');
    await put(`${at}/items/a`, { kind: 'seat', reason: 'ordered' });
    await put(`${at}/items/a`, { kind: 'seat' });
    await put(`${at}/quotas/projects`, { used: 7 });
    await put(`${at}/quotas/projects`, { used: 7 });
    const { data } = (await app.ask({ path: `${at}/audit` })).json;
    const acts = data.map((row: { act: string; reason: string | null }) => [row.act, row.reason]);
    expect(acts.slice(0, 2)).toEqual([
      ['quota.put', null],
      ['item.put', 'ordered'],
    ]);
    expect(acts).toHaveLength(3);
    const found = async (query: string) =>
      (await app.ask({ path: `${at}/audit?${query}` })).json.data.length;
    expect(await found('act=item.put')).toBe(1);
    expect(await found('act=item')).toBe(0);
    expect(await found('act=quota.')).toBe(1);
    expect(await found('actor=operator&from=2026-11-10&to=2026-11-11')).toBe(3);
    expect(await found('to=2026-11-10')).toBe(0);
    expect(await found('actor=nobody')).toBe(0);
  });

  test('what the catalog does not have is refused with what it has', async () => {
    const at = await customer('unknown');
    const kind = await put(`${at}/items/a`, { kind: 'yacht' });
    expect([kind.status, kind.json.detail]).toEqual([422, expect.stringContaining('seat')]);
    const price = await put(`${at}/items/a`, { kind: 'domain' });
    expect([price.status, price.json.errors[0].pointer]).toEqual([422, '/unit_price']);
    const quota = await put(`${at}/quotas/yachts`, { used: 1 });
    expect([quota.status, quota.json.detail]).toEqual([404, expect.stringContaining('projects')]);
    expect((await app.ask({ path: `${at}/items/a` })).status).toBe(404);
  });

  test('a quota is what the plan allows until the customer has its own', async () => {
    const at = await customer('quotas', 'pro');
    const of = async (key: string) => (await app.ask({ path: `${at}/quotas/${key}` })).json;
    expect(await of('members')).toMatchObject({ limit: null, used: null });
    await put(`${at}/members/mia`, { name: 'Mia' });
    await put(`${at}/members/tom`, { name: 'Tom' });
    expect(await of('members')).toMatchObject({ used: 2 });
    await put(`${at}/quotas/projects`, { used: 12, limit: 900 });
    expect(await of('projects')).toMatchObject({
      used: 12,
      limit: 900,
      plan_limit: 500,
      is_own: true,
    });
    await put(`${at}/quotas/projects`, { limit: null });
    expect(await of('projects')).toMatchObject({ used: 12, limit: null, is_own: true });
    await put(`${at}/quotas/projects`, { limit: 'plan' });
    expect(await of('projects')).toMatchObject({ limit: 500, is_own: false });
    const { data } = (await app.ask({ path: `${at}/quotas` })).json;
    expect(data.map(({ key }: { key: string }) => key)).toEqual([
      'projects',
      'concurrent_builds',
      'members',
    ]);
  });
});
