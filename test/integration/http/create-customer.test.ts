import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertCustomerKey } from '../../../server/src/store/customers.ts';
import { engines } from '../../support/databases.ts';
import { openApp, setUp, type TestApp } from './open-app.ts';

describe.each(engines)('creating a customer on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
  });
  afterAll(() => app.close());

  const put = (customer: string, json: object) =>
    app.ask({ method: 'PUT', path: `/v1/customers/${customer}`, json });

  async function proof(): Promise<unknown> {
    const { text } = await app.ask({ method: 'POST', path: '/v1/verify', json: {} });
    return JSON.parse(text.trim().split('\n').at(-1) ?? '');
  }

  test('in vain leaves nothing behind: the key is free for any kind of customer', async () => {
    const refused = await put('late', { catalog: 'small', plan: 'nothing', test: true });
    expect([refused.status, refused.json.code]).toEqual([422, 'plan_unknown']);
    expect(await proof()).toMatchObject({ proved: true, unknown: [] });
    expect((await put('late', { catalog: 'small', plan: 'basic' })).status).toBe(201);
  });

  test('cut short after its number was taken is no customer, and can be done again', async () => {
    await app.context.database.transaction({ customer: 'none' }, (tx) =>
      insertCustomerKey(tx, 'short', false),
    );
    expect(await proof()).toMatchObject({ proved: true, unknown: [] });
    expect((await put('short', { catalog: 'small', plan: 'basic' })).status).toBe(201);
  });

  test('from many sides at once creates it once', async () => {
    const json = { catalog: 'small', plan: 'basic' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => put('many', json)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(await proof()).toMatchObject({ proved: true });
  });

  test('again as it is writes nothing, whatever of it is said', async () => {
    const price_per_credit = { amount: '0.01', currency: 'EUR' };
    const json = { catalog: 'small', name: 'Again', plan: 'basic', price_per_credit };
    expect((await put('again', json)).status).toBe(201);
    const said = { ...json, contract_ends_at: '2199-01-01', reason: 'no reason' };
    const changed = await put('again', said);
    const acts = async () => (await app.ask({ path: '/v1/customers/again/audit' })).json.data;
    const before = await acts();
    expect(before).toHaveLength(2);
    for (const body of [said, { plan: 'basic' }, {}, { ...said, effective_at: '2198-01-01' }]) {
      const same = await put('again', body);
      expect([same.status, same.json]).toEqual([200, { ...changed.json, as_of: same.json.as_of }]);
    }
    expect(await acts()).toEqual(before);
    expect((await put('again', { name: 'Other' })).json.name).toBe('Other');
    expect(await acts()).toHaveLength(3);
    expect(await proof()).toMatchObject({ proved: true });
  });
});
