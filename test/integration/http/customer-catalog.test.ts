import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JSON_TYPE, openApp, SMALL, setUp, type TestApp } from './open-app.ts';

const CATALOGS = path.join(import.meta.dirname, '../../../catalogs');

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(() => app.close());

async function customerOf(catalog: string, plan: string): Promise<string> {
  const body = readFileSync(path.join(CATALOGS, `${catalog}.json`), 'utf8');
  await app.ask({ method: 'PUT', path: '/v1/catalog', body, headers: JSON_TYPE });
  const customer = `${catalog}-${plan}`;
  const made = await app.ask({
    method: 'PUT',
    path: `/v1/customers/${customer}`,
    json: { catalog, plan, started_at: '2026-04-20T00:00:00Z' },
  });
  expect(made.status, made.text).toBeLessThan(300);
  return customer;
}

// The form of every answer is checked against the route's schema, each panel against its own type.
test.each([
  ['agents', 'business'],
  ['ai-workspace', 'team'],
  ['hosting', 'personal'],
  ['prospecting', 'pro'],
  ['vision', 'core_monthly'],
])('the catalog %s is described in full for a customer of %s', async (catalog, plan) => {
  const document = JSON.parse(readFileSync(path.join(CATALOGS, `${catalog}.json`), 'utf8'));
  const customer = await customerOf(catalog, plan);
  const { json } = await app.ask({ path: `/v1/customers/${customer}/catalog` });
  expect(json.plan).toBe(plan);
  const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id);
  expect(ids(json.meters)).toEqual(ids(document.meters));
  expect(ids(json.views)).toEqual(ids(document.views));
  expect(ids(json.quotas)).toEqual(ids(document.quotas));
  expect(json.views.flatMap((view: { panels: [] }) => view.panels)).toHaveLength(
    document.views.flatMap((view: { panels: [] }) => view.panels).length,
  );
  const priced = json.cards.flatMap((card: { in_force: string[] }) => card.in_force);
  expect(new Set(priced).size).toBe(priced.length);
});

test('what a plan has is told from what others have', async () => {
  const [personal, pro] = [
    await customerOf('hosting', 'personal'),
    await customerOf('hosting', 'pro'),
  ];
  const of = async (customer: string) =>
    (await app.ask({ path: `/v1/customers/${customer}/catalog` })).json;
  const [small, large] = [await of(personal), await of(pro)];
  expect(small.add_ons.map(({ id }: { id: string }) => id)).toEqual(['concurrent_build', 'seat']);
  expect(large.add_ons.map(({ id }: { id: string }) => id)).toEqual(['concurrent_build']);
  expect(small.quotas).toContainEqual({ id: 'members', label: 'Team members', limit: 1 });
  expect(large.quotas).toContainEqual({ id: 'members', label: 'Team members', limit: null });
});

test('an unchanged catalog is answered once and then told to be the same, until the terms change', async () => {
  await setUp(app);
  const at = '/v1/customers/acme/catalog';
  const first = await app.ask({ path: at });
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^".{43}"$/);
  const again = await app.ask({ path: at, headers: { 'if-none-match': etag } });
  expect([again.status, again.text]).toEqual([304, '']);
  expect(again.headers.get('cache-control')).toBe('private, no-cache');
  const changed = { ...JSON.parse(SMALL), name: 'Another name' };
  await app.ask({ method: 'PUT', path: '/v1/catalog', json: changed });
  await app.ask({ method: 'PUT', path: '/v1/customers/acme', json: { name: 'Acme' } });
  const later = await app.ask({ path: at, headers: { 'if-none-match': etag } });
  expect([later.status, later.json?.name]).toEqual([200, 'Another name']);
});
