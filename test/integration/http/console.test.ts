import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { openApp, setUp, type TestApp, work } from './open-app.ts';

describe.each(engines)('what operators look at on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app, 'acme');
    await setUp(app, 'bolt');
    const json = { name: 'Zebra Crossing' };
    await app.ask({ method: 'PUT', path: '/v1/customers/bolt', json });
  });

  afterAll(() => app.close());

  const states = async (query = '') =>
    (await app.ask({ path: `/v1/customer-states${query}` })).json;

  test('a customer stands as its balance says, and is found by key or name', async () => {
    const json = [work('a', { data: { amount: 250 } }), work('b', { data: { amount: 0.5 } })];
    await app.ask({ method: 'POST', path: '/v1/events', json });
    const balance = (await app.ask({ path: '/v1/customers/acme/balance' })).json;
    const [acme, bolt] = (await states()).data;
    expect(acme).toMatchObject({
      customer: 'acme',
      available: balance.available,
      used: balance.used,
      total: balance.total,
      used_percent: 25,
      last_event_at: expect.any(String),
      flags: [],
    });
    expect(bolt).toMatchObject({ used: '0', used_percent: 0, last_event_at: null });
    const keys = ({ data }: { data: { customer: string }[] }) => data.map((row) => row.customer);
    expect(keys(await states('?q=zebra'))).toEqual(['bolt']);
    expect(keys(await states('?q=CM'))).toEqual(['acme']);
    expect(keys(await states('?q=nobody'))).toEqual([]);
    const first = await states('?limit=1');
    expect(keys(first)).toEqual(['acme']);
    expect(keys(await states(`?limit=1&cursor=${first.next_cursor}`))).toEqual(['bolt']);
  });

  test('a customer that used more than it had is empty and overdrawn', async () => {
    const json = work('much', { customer: 'bolt', data: { amount: 1300 } });
    await app.ask({ method: 'POST', path: '/v1/events', json });
    const [bolt] = (await states('?q=bolt')).data;
    const { total } = (await app.ask({ path: '/v1/customers/bolt/balance' })).json;
    expect(bolt).toMatchObject({ available: '0', used: '1300', total, used_percent: 130 });
    expect(bolt.flags).toEqual(['empty', 'overdrawn']);
  });

  test('recording is told by what became of it, with ids and codes alone', async () => {
    const secret = 'never shown';
    const events = [
      work('ok', { data: { amount: 1, note: secret } }),
      work('a'),
      work('old', { occurred_at: '2020-01-01T00:00:00Z', data: { amount: 1, note: secret } }),
    ];
    await app.ask({ method: 'POST', path: '/v1/events', json: events });
    const { json, text } = await app.ask({ path: '/v1/ingestion' });
    expect(json.statuses).toMatchObject({ charged: 4, mismatch: 1, invalid: 1 });
    expect(json.windows.at(-1)).toMatchObject({ minutes: 1440, events: 6 });
    expect(json.recorded_ms.p50).toBeGreaterThanOrEqual(0);
    expect(json.waiting).toBe(0);
    const old = json.rejected.find(({ samples }: { samples: { id: string }[] }) =>
      samples.some(({ id }) => id === 'old'),
    );
    expect(old).toMatchObject({ events: 1, samples: [{ source: 'api' }] });
    expect(text).not.toContain(secret);
  });
});
