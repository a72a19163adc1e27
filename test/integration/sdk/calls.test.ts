import { randomUUID } from 'node:crypto';
import { Fuelgauge, FuelgaugeError } from '@fuelgauge/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SdkServer, startSdkServer } from './sdk-server.ts';

let server: SdkServer;

beforeAll(async () => {
  server = await startSdkServer();
});

afterAll(() => server.close());

async function newCustomer(body: { test?: boolean; clock_at?: string } = {}): Promise<string> {
  const customer = `customer-${randomUUID()}`;
  await server.client.customers.put(customer, { catalog: 'hosting', plan: 'pro', ...body });
  return customer;
}

async function failureOf(call: Promise<unknown>): Promise<FuelgaugeError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FuelgaugeError);
  return error as FuelgaugeError;
}

test('a grant whose answer was lost is issued once, under one Idempotency-Key', async () => {
  const customer = await newCustomer();
  const before = server.proxy.passages.length;
  server.proxy.script(['lose-answer', 'unavailable']);
  const body = { kind: 'addon', amount: '500' };
  const grant = await server.flakyClient().grants.issue(customer, body);
  expect(grant).toMatchObject({ kind: 'addon', amount: '500', status: 'active' });
  const { data } = await server.client.grants.list(customer);
  expect(data.map(({ kind }) => kind).toSorted()).toEqual(['addon', 'monthly']);
  const keys = server.proxy.passages.slice(before).map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^"[0-9a-f-]{36}"$/);
});

test('a key used again gets the first answer, or a refusal when the call differs', async () => {
  const customer = await newCustomer();
  const options = { idempotencyKey: 'order "81" \\ paid' };
  const issue = (amount: string) =>
    server.client.grants.issue(customer, { kind: 'addon', amount }, options);
  const first = await issue('500').catch((error: FuelgaugeError) => error.code);
  expect(first).toBe('idempotency_key_invalid');
  const quoted = { idempotencyKey: 'order-"81"\\paid' };
  const once = await server.client.grants.issue(customer, { kind: 'addon', amount: '7' }, quoted);
  const again = await server.client.grants.issue(customer, { kind: 'addon', amount: '7' }, quoted);
  expect(again.id).toBe(once.id);
  const other = server.client.grants.issue(customer, { kind: 'addon', amount: '8' }, quoted);
  expect(await failureOf(other)).toMatchObject({ code: 'idempotency_mismatch', status: 422 });
});

test('voiding takes credits back once, and what is voided cannot be amended', async () => {
  const customer = await newCustomer();
  const event = {
    id: 'deploy-1',
    type: 'deploy.succeeded',
    customer,
    data: { context: 'production' },
  };
  await server.client.events.record(event);
  server.proxy.script(['cut-answer']);
  const body = { id: 'deploy-1', reason: 'failed after all' };
  const voided = await server.flakyClient().events.void(customer, body);
  expect(voided).toMatchObject({ status: 'voided', credits: '-15', event: null });
  expect(await server.client.events.void(customer, body)).toMatchObject({ status: 'duplicate' });
  expect(await server.client.events.get(customer, 'deploy-1')).toMatchObject({ state: 'voided' });
  const { data } = await server.client.grants.list(customer);
  expect(data[0]?.remaining).toBe('3000');
  const amended = server.client.events.amend(customer, { id: 'deploy-1', reason: 'too late' });
  expect(await failureOf(amended)).toMatchObject({ code: 'already_voided', status: 409 });
});

test('amending replaces what was sent and leaves the rest', async () => {
  const customer = await newCustomer();
  const event = { id: 'traffic-1', type: 'bandwidth.usage', customer, data: { gb: '2' } };
  await server.client.events.record(event);
  const body = { id: 'traffic-1', reason: 'counted twice', data: { gb: '1' } };
  const amended = await server.client.events.amend(customer, body);
  expect(amended).toMatchObject({ status: 'amended', credits: '-20', event: { credits: '20' } });
});

test('a refusal is thrown at once, with its code, places, request and no repetition', async () => {
  const before = server.proxy.passages.length;
  const refused = server.flakyClient().customers.put('acme', { catalog: 'hosting', plan: 'gold' });
  const error = await failureOf(refused);
  expect(error).toMatchObject({ code: 'plan_unknown', status: 422, retryAfterMs: null });
  expect(error.errors).toMatchObject([{ pointer: '/plan' }]);
  expect(error.requestId).toMatch(/^req_/);
  expect(error.message).toContain('personal');
  expect(server.proxy.passages).toHaveLength(before + 1);
});

test('repetitions end: the last refusal is thrown, with how long to wait', async () => {
  const before = server.proxy.passages.length;
  server.proxy.script(['unavailable', 'unavailable', 'unavailable']);
  const error = await failureOf(server.flakyClient({ retries: 2 }).session.get());
  expect(error).toMatchObject({ code: 'store_unavailable', status: 503, retryAfterMs: 0 });
  expect(server.proxy.passages).toHaveLength(before + 3);
});

test('nobody at the address is unreachable; somebody else there is unexpected', async () => {
  const nobody = new Fuelgauge({ baseUrl: 'http://127.0.0.1:1', retries: 1 });
  expect(await failureOf(nobody.health())).toMatchObject({ code: 'unreachable', status: null });
  server.proxy.script(['gateway']);
  const other = await failureOf(server.flakyClient({ retries: 0 }).health());
  expect(other).toMatchObject({ code: 'answer_unexpected', status: 502 });
});

test('a caller that gives up is not repeated, and learns its own reason', async () => {
  const before = server.proxy.passages.length;
  server.proxy.script(['stall', 'stall']);
  const giveUp = new AbortController();
  const call = server.flakyClient().session.get({ signal: giveUp.signal });
  await expect.poll(() => server.proxy.passages.length).toBe(before + 1);
  giveUp.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  server.proxy.script([]);
  expect(server.proxy.passages).toHaveLength(before + 1);
});

test('an id of dots, or none, is refused before it leads to another address', async () => {
  const before = server.proxy.passages.length;
  for (const id of ['', '.', '..']) {
    const error = await failureOf(server.flakyClient().customers.get(id));
    expect(error.code).toBe('parameter_invalid');
  }
  expect(server.proxy.passages).toHaveLength(before);
});

test('any other id comes back as it was sent', async () => {
  for (const id of ['a/b', 'ä ö?x=1&y#z', '%2e%2e', '"\\', '…', '日本']) {
    const key = `${randomUUID()} ${id}`;
    await server.client.customers.put(key, { catalog: 'hosting' });
    expect((await server.client.customers.get(key)).customer).toBe(key);
  }
});

test('the directory is described, listed page by page, and erased', async () => {
  const customer = await newCustomer();
  const members = server.client.directory(customer, 'members');
  for (const id of ['u1', 'u2', 'u3']) await members.put(id, { name: `Member ${id}` });
  const names: unknown[] = [];
  for await (const { id, name } of members.list({ limit: 2 })) names.push([id, name]);
  expect(names).toEqual([
    ['u1', 'Member u1'],
    ['u2', 'Member u2'],
    ['u3', 'Member u3'],
  ]);
  expect((await members.list({ limit: 2 })).data).toHaveLength(2);
  await members.erase('u2', { reason: 'asked to' });
  expect(await members.get('u2')).toMatchObject({ name: null });
  const acts: string[] = [];
  for await (const { act } of server.client.audit.list({ customer, limit: 1 })) acts.push(act);
  expect(acts).toContain('directory.erase');
});

test('a key made for some things does these alone, until it is revoked', async () => {
  const made = await server.client.keys.create({ name: 'reader', scopes: ['usage:read'] });
  const reader = server.flakyClient({ key: made.key });
  expect((await reader.session.get()).actor).toBe(made.id);
  const refused = await failureOf(reader.customers.put('acme', { catalog: 'hosting' }));
  expect(refused).toMatchObject({ code: 'scope_missing', status: 403 });
  const listed: string[] = [];
  for await (const { id } of server.client.keys.list()) listed.push(id);
  expect(listed).toContain(made.id);
  await server.client.keys.revoke(made.id, { reason: 'rotated' });
  expect(await failureOf(reader.customers.list())).toMatchObject({ code: 'unauthenticated' });
});

test("a test customer's clock moves, and its cycle with it", async () => {
  const customer = await newCustomer({ test: true, clock_at: '2026-11-20T00:00:00Z' });
  const moved = await server.client.clock.advance(customer, '2027-01-01T00:00:00Z');
  expect(Date.parse(moved.clock_at)).toBe(Date.parse('2027-01-01T00:00:00Z'));
});

test('a catalog is published once, read back and listed', async () => {
  const { catalog, version } = await server.client.catalog.get({ key: 'hosting' });
  expect(await server.client.catalog.publish(catalog)).toMatchObject({ published: false, version });
  expect((await server.client.catalog.list()).data).toContainEqual({ key: 'hosting', version });
  const none = server.client.catalog.get({ key: 'hosting', version: 99 });
  expect(await failureOf(none)).toMatchObject({ code: 'not_found' });
});

test('events without a price are listed until they have one', async () => {
  const rows = [];
  for await (const row of server.client.unpriced.list()) rows.push(row);
  expect(rows).toEqual([]);
});

test('balance, cycle, entries, log, usage and breakdown open the same charge', async () => {
  const { client } = server;
  const customer = await newCustomer();
  await client.events.record([
    { id: 'deploy-1', type: 'deploy.succeeded', customer, data: { context: 'production' } },
    { id: 'traffic-1', type: 'bandwidth.usage', customer, data: { gb: '2' } },
  ]);
  const balance = await client.balance.get(customer);
  expect(balance).toMatchObject({ total: '3000', used: '55', available: '2945' });
  const [cycle] = (await client.cycles.list(customer, { series: 'plan' })).data.filter(
    (each) => each.is_current,
  );
  expect(cycle?.totals).toMatchObject([{ granted: '3000', used: '55' }]);
  const draws: string[] = [];
  for await (const { kind, amount } of client.entries.list(customer, { limit: 1 })) {
    if (kind === 'draw') draws.push(amount);
  }
  expect(draws.toSorted()).toEqual(['15', '40']);
  const log = await client.events.list(customer, { type: 'bandwidth.usage' });
  expect(log.data).toMatchObject([{ id: 'traffic-1', credits: '40', state: 'recorded' }]);
  const ids: string[] = [];
  for await (const { id } of client.events.list(customer, { limit: 1 })) ids.push(id);
  expect(ids).toEqual(['traffic-1', 'deploy-1']);
  const usage = await client.usage.get(customer, { granularity: 'day', group_by: 'meter' });
  expect(usage.total.credits).toBe('55');
  const breakdown = await client.breakdown.get(customer, { by: 'meter', limit: 1 });
  expect(breakdown.rows).toMatchObject([{ key: 'bandwidth', credits: '40' }]);
  expect(breakdown.rest?.credits).toBe('15');
});

test('the proof streams to its end', async () => {
  const customer = await newCustomer();
  await server.client.events.record({ type: 'bandwidth.usage', customer, data: { gb: '2' } });
  const kinds: string[] = [];
  for await (const line of server.client.verify({ customers: [customer] })) {
    kinds.push(line.kind);
    if (line.kind === 'ledger') expect(line).toMatchObject({ proved: true, customers: 1 });
  }
  expect(kinds).toContain('customer');
  expect(kinds.at(-1)).toBe('ledger');
});

test('a proof that is cut off is an error, not a proof', async () => {
  const customer = await newCustomer();
  server.proxy.script(['cut-answer']);
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of server.flakyClient().verify({ customers: [customer] })) {
      lines.push(line.kind);
    }
  })();
  expect(await failureOf(reading)).toMatchObject({ code: 'unreachable' });
  expect(lines).not.toContain('ledger');
});

test('health and readiness need no key', async () => {
  const anyone = server.flakyClient({ key: '' });
  expect(await anyone.health()).toEqual({ status: 'ok' });
  expect(await anyone.readiness()).toEqual({ status: 'ok' });
});
