import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../server/src/http/routes.ts';
import { checkLedgers } from '../../../server/src/operations/check-ledgers.ts';
import { stopCustomer } from '../../../server/src/operations/stop-customer.ts';
import { sweepCustomers } from '../../../server/src/operations/sweep-customers.ts';
import { engines } from '../../support/databases.ts';
import { exampleOf } from './example-requests.ts';
import { JSON_TYPE, openApp, SMALL, setUp, type TestApp, work } from './open-app.ts';

/** Requests for a customer that are no GET and write nothing of its ledger; all others must be refused. */
const OF_NO_LEDGER = ['releaseCustomer', 'visitCustomer'];

const WRITES = routes
  .filter(({ method, path, operationId }) => {
    const isOfCustomer = path.includes('{customer}') || operationId === 'recordEvents';
    return method !== 'GET' && isOfCustomer && !OF_NO_LEDGER.includes(operationId);
  })
  .map(({ operationId }) => operationId);

const READS = routes
  .filter(({ method, path }) => method === 'GET' && path.includes('{customer}'))
  .map(({ operationId }) => operationId);

const REASON = 'I2 does not hold.';

describe.each(engines)('a read-only customer on %s', (engine) => {
  let app: TestApp;
  let since: string;

  beforeAll(async () => {
    app = await openApp(engine);
    await app.ask({ method: 'PUT', path: '/v1/catalog', body: SMALL, headers: JSON_TYPE });
    // A test customer, because its clock is one more thing to write; it has the number that examples name.
    await app.ask({ ...put('acme'), json: { catalog: 'small', plan: 'basic', test: true } });
    await setUp(app, 'live');
    const { plans, ...small } = JSON.parse(SMALL);
    const limit = Object.fromEntries(plans.map(({ id }: { id: string }) => [id, 3]));
    const json = { ...small, plans, quotas: [{ id: 'projects', limit }] };
    await app.ask({ method: 'PUT', path: '/v1/catalog', json });
    await app.ask({ ...exampleOf('recordEvents'), json: work('before') });
    await app.ask(exampleOf('putItem'));
    await app.ask({ ...exampleOf('putDirectoryEntry') });
    await app.ask({ ...exampleOf('putMembership'), json: { roles: [] } });
    for (const key of ['acme', 'live']) {
      const customerId = await numberOf(app, key);
      const stop = { customerId, key, actor: 'check', reason: REASON };
      expect(await stopCustomer(app.context, stop)).toBe(true);
      expect(await stopCustomer(app.context, stop)).toBe(false);
    }
    since = (await app.ask({ path: '/v1/customers/acme' })).json.read_only.since;
  });
  afterAll(() => app.close());

  test.each(WRITES)('%s is refused, and nothing is written', async (operationId) => {
    const before = await everything(app);
    const { status, json } = await app.ask(exampleOf(operationId));
    expect([status, json.code]).toEqual([423, 'customer_read_only']);
    expect(json.detail).toContain(REASON);
    expect(await everything(app)).toEqual(before);
  });

  test('each event of an array is refused by itself, and those of others are recorded', async () => {
    await app.ask({
      method: 'PUT',
      path: '/v1/customers/other',
      json: { plan: 'basic', catalog: 'small' },
    });
    const events = [work('a'), work('b', { customer: 'other' }), work('before')];
    const { status, json } = await app.ask({ ...exampleOf('recordEvents'), json: events });
    expect(status).toBe(200);
    const results = json.results as {
      status: string;
      problem?: { code: string; status: number };
    }[];
    expect(results.map((each) => each.status)).toEqual(['refused', 'charged', 'refused']);
    expect(results[0]?.problem).toMatchObject({ code: 'customer_read_only', status: 423 });
  });

  test.each(['application/cloudevents+json', 'application/cloudevents-batch+json'])(
    'events sent as %s are refused',
    async (type) => {
      const { customer, data, occurred_at } = work('c') as Record<string, string>;
      const event = {
        specversion: '1.0',
        id: 'c',
        source: 'test',
        type: 'work',
        time: occurred_at,
        subject: customer,
        data,
      };
      const isBatch = type.includes('batch');
      const { status, json } = await app.ask({
        ...exampleOf('recordEvents'),
        json: isBatch ? [event] : event,
        headers: { 'content-type': type },
      });
      expect(status).toBe(isBatch ? 200 : 423);
      const result = isBatch ? json.results[0] : json.result;
      expect(result.status).toBe('refused');
    },
  );

  test.each(READS)('%s goes on', async (operationId) => {
    const { path, ...rest } = exampleOf(operationId);
    const { status } = await app.ask({
      ...rest,
      path: path.replace('/events/example', '/events/before'),
    });
    expect(status).toBe(200);
  });

  test('reads say since when and why', async () => {
    for (const path of ['/v1/customers/acme', '/v1/customers/acme/balance']) {
      const { json } = await app.ask({ path });
      expect(json.read_only).toEqual({ since, reason: REASON });
    }
    const { json } = await app.ask({ path: '/v1/customers' });
    const shown = json.data as { customer: string; read_only: unknown }[];
    expect(shown.find(({ customer }) => customer === 'live')?.read_only).toMatchObject({
      reason: REASON,
    });
  });

  test('the act is in the audit once', async () => {
    const { json } = await app.ask({ path: '/v1/customers/acme/audit' });
    const acts = json.data as { act: string; reason: string; actor: string }[];
    expect(acts.filter(({ act }) => act === 'customer.stop')).toMatchObject([
      { actor: 'check', reason: REASON },
    ]);
  });

  test('the sweep leaves it out and does not wait for it', async () => {
    await app.context.database.script(
      `update ledger set next_boundary_at = '2020-01-01' where customer_id = ${await numberOf(app, 'live')}`,
    );
    const before = await everything(app, 'live');
    expect(await sweepCustomers(app.context)).toBe(0);
    expect(await everything(app, 'live')).toEqual(before);
  });
});

describe.each(engines)('letting a customer go on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
    await checkLedgers(app.context);
  });
  afterAll(() => app.close());

  test('drift is on /metrics and stops the customer; repaired and proved, it is written again', async () => {
    expect(await metrics(app)).toMatchObject({ drift: 0, behind: 0 });
    await app.ask({ ...exampleOf('recordEvents'), json: work('one') });
    await app.context.database.script('update ledger set posted = posted + 1');
    await checkLedgers(app.context);
    expect(await metrics(app)).toMatchObject({ drift: 1, behind: 1 });
    expect((await app.ask({ path: '/readyz' })).status).toBe(200);
    const refused = await app.ask({ ...exampleOf('recordEvents'), json: work('two') });
    expect(refused.json).toMatchObject({
      code: 'customer_read_only',
      result: { status: 'refused' },
    });
    const drifts = await app.ask(exampleOf('releaseCustomer'));
    expect([drifts.status, drifts.json.code]).toEqual([409, 'ledger_drifts']);
    await app.context.database.script('update ledger set posted = posted - 1');
    const released = await app.ask(exampleOf('releaseCustomer'));
    expect(released.json.read_only).toBeNull();
    const again = await app.ask({ ...exampleOf('recordEvents'), json: work('two') });
    expect(again.json.results[0].status).toBe('charged');
    await checkLedgers(app.context);
    expect(await metrics(app)).toMatchObject({ drift: 0, behind: 0 });
    const { json } = await app.ask({ path: '/v1/customers/acme/audit' });
    const acts = (json.data as { act: string }[]).map(({ act }) => act);
    expect(acts.slice(0, 2)).toEqual(['customer.release', 'customer.stop']);
  });
});

async function metrics(app: TestApp): Promise<Record<string, number>> {
  const { text } = await app.ask({ path: '/metrics' });
  const rows = [...text.matchAll(/^fuelgauge_ledger_(\w+) (\S+)$/gm)];
  return Object.fromEntries(rows.map(([, name = '', value]) => [name, Number(value)]));
}

function put(key: string) {
  return { method: 'PUT', path: `/v1/customers/${key}` };
}

async function numberOf({ context }: TestApp, key: string): Promise<bigint> {
  const [row] = await context.database.query<{ customer_id: bigint }>(
    'select customer_id from customer_key where key = $1',
    [key],
  );
  return row?.customer_id ?? 0n;
}

/** What a write of any kind to the customer would change. */
async function everything(app: TestApp, key = 'acme'): Promise<unknown> {
  const id = await numberOf(app, key);
  const { database } = app.context;
  const tables = [
    'customer',
    'ledger',
    'directory',
    'item',
    'quota',
    'event',
    'entry',
    'credit_grant',
    'audit',
    'operation',
    'idempotency',
  ];
  return Promise.all(
    tables.map((table) =>
      database.transaction({ owner: true }, (tx) =>
        tx.query(`select * from ${table} where customer_id = ${id} order by ${table}::text`),
      ),
    ),
  );
}
