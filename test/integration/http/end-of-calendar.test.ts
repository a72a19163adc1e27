import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { openApp, setUp, type TestApp } from './open-app.ts';

describe.each(engines)('terms at the end of the calendar, on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
  });
  afterAll(() => app.close());

  const put = (json: object) => app.ask({ method: 'PUT', path: '/v1/customers/acme', json });

  test('that take effect only after it leave everything readable', async () => {
    const changed = await put({
      effective_at: '2199-12-31T23:59:59Z',
      price_per_credit: { amount: '2', currency: 'EUR' },
      time_zone: 'Asia/Kathmandu',
      plan: 'free',
    });
    expect(changed.status).toBe(200);
    for (const at of ['/v1/customers/acme', '/v1/customers/acme/balance', '/v1/unpriced'])
      expect([at, (await app.ask({ path: at })).status]).toEqual([at, 200]);
    const { text } = await app.ask({ method: 'POST', path: '/v1/verify', json: {} });
    expect(text.trim().split('\n').at(-1)).toContain('"proved":true');
  });

  test.each(['anchor_at', 'started_at'])(
    '%s before it is refused, as a date too',
    async (field) => {
      const { status, json } = await app.ask({
        method: 'PUT',
        path: '/v1/customers/early',
        json: {
          catalog: 'small',
          plan: 'basic',
          time_zone: 'Asia/Kathmandu',
          [field]: '1970-01-01',
        },
      });
      expect([status, json.code]).toEqual([422, 'time_invalid']);
      expect(json.errors).toMatchObject([{ pointer: `/${field}` }]);
    },
  );
});
