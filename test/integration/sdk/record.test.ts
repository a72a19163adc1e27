import { randomUUID } from 'node:crypto';
import { FuelgaugeError } from '@fuelgauge/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mishap } from './flaky-proxy.ts';
import { type SdkServer, startSdkServer } from './sdk-server.ts';

let server: SdkServer;

beforeAll(async () => {
  server = await startSdkServer();
});

afterAll(() => server.close());

/** Each test has a customer of its own, with 3,000 credits a month. */
async function newCustomer(): Promise<string> {
  const customer = `customer-${randomUUID()}`;
  await server.client.customers.put(customer, { catalog: 'hosting', plan: 'pro' });
  return customer;
}

/** 15 credits. */
function deploy(customer: string) {
  return { type: 'deploy.succeeded', customer, data: { context: 'production' } };
}

async function used(customer: string): Promise<string | undefined> {
  const { data } = await server.client.grants.list(customer);
  return data[0]?.drawn;
}

describe('an event is charged once although its request', () => {
  const mishaps: [name: string, mishaps: Mishap[], status: string][] = [
    ['was dropped', ['drop'], 'charged'],
    ['found the server away', ['unavailable', 'unavailable'], 'charged'],
    ['found the queue full', ['busy'], 'charged'],
    ['met a proxy without a server', ['gateway'], 'charged'],
    ['was late', ['delay'], 'charged'],
    ['lost its answer after the effect', ['lose-answer'], 'duplicate'],
    ['got half of its answer', ['cut-answer'], 'duplicate'],
    ['never got its answer', ['stall'], 'duplicate'],
    ['met all of it', ['drop', 'busy', 'lose-answer', 'cut-answer'], 'duplicate'],
  ];

  test.each(mishaps)('%s', async (_, script, status) => {
    const customer = await newCustomer();
    server.proxy.script(script);
    const before = server.proxy.passages.length;
    const client = server.flakyClient(script[0] === 'stall' ? { timeoutMs: 3000 } : {});
    const { result, balance } = await client.events.record(deploy(customer));
    expect(result).toMatchObject({ status, credits: '15' });
    expect(balance?.available).toBe('2985');
    expect(await used(customer)).toBe('15');
    const passages = server.proxy.passages.slice(before);
    const expected = script[0] === 'delay' ? script : [...script, 'pass'];
    expect(passages.map(({ mishap }) => mishap)).toEqual(expected);
    expect(new Set(passages.map(({ body }) => body)).size).toBe(1);
  });
});

test('a batch of 2,500 events survives mishaps in order, each charged once', async () => {
  const customer = await newCustomer();
  server.proxy.script(['lose-answer', 'pass', 'unavailable', 'cut-answer']);
  const events = Array.from({ length: 2500 }, (_, index) => ({
    id: `request-${index}`,
    type: 'request.batch',
    customer,
    data: { requests: 5000 },
  }));
  const { results, balances } = await server.flakyClient().events.record(events);
  expect(results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  expect(new Set(results.map(({ credits }) => credits))).toEqual(new Set(['1']));
  expect(balances[customer]?.available).toBe('500');
  expect(await used(customer)).toBe('2500');
});

test('events get an id and a time before the first attempt, and keep their own', async () => {
  const customer = await newCustomer();
  server.proxy.script(['drop']);
  const before = server.proxy.passages.length;
  const own = { ...deploy(customer), id: 'deploy-1', occurred_at: new Date().toISOString() };
  await server.flakyClient().events.record([deploy(customer), own]);
  const [first, second] = server.proxy.passages.slice(before).map(({ body }) => JSON.parse(body));
  expect(first).toEqual(second);
  expect(first[0]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    occurred_at: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(first[1]).toEqual(own);
});

test('a bad event is an answer at its place and fails no neighbour', async () => {
  const customer = await newCustomer();
  const bad = { type: 'no.such.type', customer };
  const unknown = deploy('nobody');
  const { results } = await server.client.events.record([deploy(customer), bad, unknown]);
  expect(results.map(({ status }) => status)).toEqual(['charged', 'invalid', 'invalid']);
  expect(results[1]?.problem).toMatchObject({
    code: 'event_type_unknown',
    errors: [{ pointer: '/1/type' }],
  });
  const alone = await server.client.events.record(bad);
  expect(alone).toMatchObject({ result: { status: 'invalid' }, balance: { available: '2985' } });
  expect((await server.client.events.record(unknown)).balance).toBeNull();
});

test("a failed call's error holds the events, and recording these charges each once", async () => {
  const customer = await newCustomer();
  server.proxy.script(['lose-answer', 'drop']);
  const events = [deploy(customer), deploy(customer)];
  const error = await server
    .flakyClient({ retries: 1 })
    .events.record(events)
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof FuelgaugeError)) throw new Error('it was to fail');
  expect(error).toMatchObject({ code: 'unreachable', status: null });
  expect(error.events).toHaveLength(2);
  expect(await used(customer)).toBe('30');
  const { results } = await server.client.events.record(error.events);
  expect(results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
  expect(await used(customer)).toBe('30');
});

test('a recorder over a bad network charges every event once, in order', async () => {
  const customer = await newCustomer();
  const client = server.flakyClient();
  const heard: string[] = [];
  const recorder = client.events.recorder({
    maxEvents: 10,
    onResult: (_, event) => heard.push(event.id),
  });
  server.proxy.script(['lose-answer', 'pass', 'drop', 'unavailable', 'cut-answer', 'pass', 'busy']);
  const ids = Array.from({ length: 55 }, (_, index) => `deploy-${index}`);
  const results = ids.map((id) => recorder.record({ ...deploy(customer), id }));
  await recorder.close();
  expect((await Promise.all(results)).map(({ id }) => id)).toEqual(ids);
  expect(heard).toEqual(ids);
  expect(await used(customer)).toBe(`${55 * 15}`);
});

describe('what a listener of a recorder does is its own matter:', () => {
  test('an error it hears of may go unheard at the promise', async () => {
    const unheard: unknown[] = [];
    const keep = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', keep);
    const told: string[] = [];
    const recorder = server.flakyClient({ retries: 0 }).events.recorder({
      maxEvents: 1,
      maxQueue: 1,
      onError: (error) => told.push((error as FuelgaugeError).code),
    });
    server.proxy.script(['drop']);
    void recorder.record(deploy('nobody'));
    void recorder.record(deploy('nobody'));
    await recorder.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', keep);
    expect(told).toEqual(['recorder_full', 'unreachable']);
    expect(unheard).toEqual([]);
  });

  test('an exception it throws is reported as any other and stops no event', async () => {
    const customer = await newCustomer();
    const others = process.listeners('uncaughtException');
    const reported: unknown[] = [];
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => reported.push(error));
    const recorder = server.client.events.recorder({
      maxEvents: 1,
      onResult: () => {
        throw new Error('from the listener');
      },
    });
    const results = [recorder.record(deploy(customer)), recorder.record(deploy(customer))];
    await recorder.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
    expect((await Promise.all(results)).map(({ status }) => status)).toEqual([
      'charged',
      'charged',
    ]);
    expect(reported).toHaveLength(2);
  });
});
