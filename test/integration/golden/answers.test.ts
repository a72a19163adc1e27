import { randomUUID } from 'node:crypto';
import type { EventInput, EventResult } from '@fuelgauge/sdk';
import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer } from './golden-customer.ts';
import { readCatalog } from './golden-server.ts';
import { goldenSuite } from './golden-suite.ts';

const NOW = '2026-11-10T09:00:00Z';

describe.each(engines)('answers over HTTP on %s', (engine) => {
  const suite = goldenSuite(engine, ['hosting', 'ai-workspace', 'vision']);
  const open = (catalog: string, plan: string) => suite.open(catalog, { plan, started_at: NOW });
  const post = (body: unknown, contentType?: string) => suite.server.post(body, contentType);

  test('one event is answered with a status of its own, a list always with 200', async () => {
    const customer = await open('hosting', 'free');
    const charged = traffic(customer, { gb: '1' });
    const denied = { ...traffic(customer, { gb: '15' }), enforce: true };
    const mismatch = traffic(customer, { id: charged.id, gb: '2' });
    const events = [
      { event: charged, code: null, status: 'charged', http: 200 },
      { event: charged, code: null, status: 'duplicate', http: 200 },
      { event: denied, code: 'insufficient_credits', status: 'denied', http: 402 },
      { event: denied, code: 'insufficient_credits', status: 'duplicate', http: 402 },
      { event: mismatch, code: 'duplicate_conflict', status: 'mismatch', http: 409 },
      { event: traffic(customer, { gb: '-1' }), code: 'quantity_invalid', http: 422 },
      { event: traffic(customer, {}), code: 'property_missing', http: 422 },
      { event: traffic(customer, { at: '2026-10-01T00:00:00Z' }), code: 'too_old', http: 422 },
      { event: traffic(customer, { at: '2026-11-10T09:05:01Z' }), code: 'too_early', http: 422 },
      { event: { ...charged, id: 'x', type: 'tea' }, code: 'event_type_unknown', http: 422 },
      { event: { ...charged, id: '' }, code: 'event_malformed', http: 422 },
    ];
    for (const { event, code, status = 'invalid', http } of events) {
      const answer = await post(event);
      expect([answer.status, answer.json.code ?? null], JSON.stringify(event)).toEqual([
        http,
        code,
      ]);
      const found = code === null ? answer.json.results[0] : answer.json.result;
      expect(found ?? { status: 'invalid' }).toMatchObject({ status });
      const type = code === null ? 'application/json' : 'application/problem+json';
      expect(answer.contentType).toContain(type);
    }
    const again = events.slice(1);
    const list = await post(again.map(({ event }) => event));
    expect(list.status).toBe(200);
    expect(list.json.results.map((each: EventResult) => each.status)).toEqual(
      again.map(({ event, status = 'invalid' }) => (event === denied ? 'duplicate' : status)),
    );
    expect((await customer.balance()).used).toBe('20');
    expect(await storedIds(customer)).toEqual([denied.id, charged.id]);
  });

  test('a binding refusal names the balance, and the limits of its plan', async () => {
    const customer = await open('hosting', 'free');
    await post(traffic(customer, { gb: '14.5' }));
    const { json } = await post({ ...traffic(customer, { gb: '0.500000001' }), enforce: true });
    expect(json).toMatchObject({
      status: 402,
      binding: { kind: 'customer_balance', limit: '300', remaining: '10' },
      actions: ['buy_credits'],
      result: { denial: { required: '10.00000002', available: '10', retry: 'new_id' } },
    });
    expect(Date.parse(json.resets_at)).toBe(Date.parse('2026-12-10T00:00:00Z'));
    const enough = await post({ ...traffic(customer, { gb: '0.5' }), enforce: true });
    expect(enough.status).toBe(200);
    expect(enough.json.balances[customer.key].available).toBe('0');
  });

  test('a duplicate repeats each field of the first answer, however often and in whatever form', async () => {
    const customer = await open('hosting', 'free');
    const events = [
      { ...traffic(customer, { gb: '1.25' }), source: 'edge', run: 'r', sequence: 1 },
      deploy(customer, 'production'),
      deploy(customer, 'preview'),
      deploy(customer, 'nightly'),
      { ...traffic(customer, { gb: '500' }), enforce: true },
      { ...traffic(customer, { gb: '3' }), enforce: true },
    ];
    const first = await suite.server.client.events.record(events);
    expect(first.results.map(({ status }) => status)).toEqual([
      ...['charged', 'charged', 'charged', 'charged', 'denied', 'charged'],
    ]);
    await customer.advance('2026-12-20T00:00:00Z');
    await customer.recordOne({ type: 'bandwidth.usage', data: { gb: '2' } });
    const expected = first.results.map((each) => ({
      ...each,
      status: 'duplicate',
      original: each.status,
    }));
    const again = await suite.server.client.events.record(events);
    expect(again.results).toEqual(expected);
    const turned = await suite.server.client.events.record(events.toReversed());
    expect(turned.results).toEqual(expected.toReversed());
    const twice = await suite.server.client.events.record(events.flatMap((each) => [each, each]));
    expect(twice.results).toEqual(expected.flatMap((each) => [each, each]));
    for (const [index, event] of events.entries()) {
      const { json } = await post(event);
      expect(json.results?.[0] ?? json.result).toEqual(expected[index]);
    }
    expect((await customer.balance()).used).toBe('40');
  });

  test('a duplicate within a request repeats what the request charged', async () => {
    const customer = await open('hosting', 'pro');
    const event = traffic(customer, { gb: '1' });
    const { results } = await suite.server.client.events.record([event, event, event]);
    const [{ status, ...answer }] = results as [EventResult];
    expect(status).toBe('charged');
    const repeated = { ...answer, status: 'duplicate', original: 'charged' };
    expect(results.slice(1)).toEqual([repeated, repeated]);
    expect((await customer.balance()).used).toBe('20');
  });

  test('a number and its decimal text are the same content; another order of keys is too', async () => {
    const customer = await open('ai-workspace', 'team');
    const id = randomUUID();
    const base = { id, type: 'agent.tokens', customer: customer.key, occurred_at: NOW };
    const model = { model: 'sonnet', user: 'ann' };
    const data = { input_tokens: 1000, output_tokens: '20' };
    const first = await post({ ...base, dimensions: model, data });
    expect(first.json.results[0]).toMatchObject({ status: 'charged', credits: '0.33' });
    const turned = { output_tokens: '20', input_tokens: 1000 };
    const again = await post({
      data: turned,
      dimensions: { user: 'ann', model: 'sonnet' },
      ...base,
    });
    expect(again.json.results[0]).toMatchObject({ status: 'duplicate', original: 'charged' });
    const enforced = await post({ ...base, dimensions: model, data, enforce: true });
    expect(enforced.json.results[0]).toMatchObject({ status: 'duplicate', credits: '0.33' });
    const other = await post({ ...base, dimensions: model, data: { ...data, input_tokens: 1001 } });
    expect(other.status).toBe(409);
  });

  const SINGLE = 'application/cloudevents+json';
  const BATCH = 'application/cloudevents-batch+json';

  test('CloudEvents cost what plain events cost, alone and in batches', async () => {
    const customer = await open('ai-workspace', 'team');
    const cloud = (more: Record<string, unknown> = {}) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: 'urn:agents',
      type: 'agent.tokens',
      time: NOW,
      subject: customer.key,
      data: { input_tokens: 10_000, output_tokens: 2000 },
      dimensions: { model: 'sonnet' },
      ...more,
    });
    const alone = await post(cloud(), SINGLE);
    expect(alone.status).toBe(200);
    expect(alone.json.results).toMatchObject([
      { status: 'charged', credits: '6', source: 'urn:agents' },
    ]);
    const extended = { subject: undefined, customer: customer.key, run: 'r', sequence: '2' };
    const first = cloud({ dimensions: '{"model":"haiku"}' });
    const batch = await post([first, cloud(extended), cloud({ time: 'noon' })], BATCH);
    expect(batch.status).toBe(200);
    expect(batch.json.results).toMatchObject([
      { status: 'charged', credits: '2' },
      { status: 'charged', credits: '6' },
      { status: 'invalid', problem: { errors: [{ pointer: '/2/time' }] } },
    ]);
    const again = await post(first, SINGLE);
    expect(again.json.results[0]).toEqual({
      ...batch.json.results[0],
      status: 'duplicate',
      original: 'charged',
    });
    const { specversion: _, time, subject, ...rest } = first;
    const plain = { ...rest, occurred_at: time, customer: subject, dimensions: { model: 'haiku' } };
    expect((await post(plain)).json.results[0]).toMatchObject({ status: 'duplicate' });
    const denied = await post(cloud({ enforce: true, data: { input_tokens: 10 ** 9 } }), SINGLE);
    expect([denied.status, denied.json.code]).toEqual([402, 'insufficient_credits']);
    const conflict = await post({ ...first, data: { input_tokens: 1 } }, SINGLE);
    expect([conflict.status, conflict.json.code]).toEqual([409, 'duplicate_conflict']);
    expect((await post(cloud({ data: {} }), SINGLE)).status).toBe(422);
    expect((await customer.balance()).used).toBe('14');
  });

  test('the balances of an answer are those of GET balance, of each customer in it', async () => {
    const free = await open('hosting', 'free');
    const enterprise = await open('hosting', 'enterprise');
    const annual = await open('vision', 'core_annual');
    const hours = (customer: GoldenCustomer) => ({
      ...traffic(customer, {}),
      type: 'dedicated.gpu',
      data: { hours: '240.5' },
    });
    for (const gb of ['0', '14.999999999999', '0.000000000001', '7']) {
      const events = [
        traffic(free, { gb }),
        traffic(enterprise, { gb }),
        hours(annual),
        traffic(free, { gb: '0.05' }),
      ];
      const { balances } = await suite.server.client.events.record(events);
      const customers = [free, enterprise, annual];
      expect(Object.keys(balances).toSorted()).toEqual(customers.map(({ key }) => key).toSorted());
      for (const customer of customers) {
        const { available, seq } = await customer.balance();
        expect(balances[customer.key]).toEqual({ available, seq });
      }
    }
    expect(await enterprise.balance()).toMatchObject({ available: null, state: 'unlimited' });
    expect(await annual.balance()).toMatchObject({ available: '0', overage: '722' });
  });

  test('what no price covers waits, is refused when enforced, and is charged once it has one', async () => {
    const key = `waiting-${randomUUID()}`;
    const catalog = { ...readCatalog('ai-workspace'), key };
    await suite.server.client.catalog.publish(catalog);
    const customer = await suite.open(key, { plan: 'team', started_at: NOW });
    const event = {
      id: 'waits',
      type: 'agent.tokens',
      customer: customer.key,
      occurred_at: NOW,
      dimensions: { model: 'opus-next' },
      data: { input_tokens: 10_000 },
    };
    const first = await post(event);
    expect(first.status).toBe(200);
    expect(first.json.results[0]).toMatchObject({ status: 'unpriced', credits: '0' });
    const refused = await post({ ...event, id: 'enforced', enforce: true });
    expect([refused.status, refused.json.code]).toEqual([422, 'no_price']);
    const priced = JSON.parse(
      JSON.stringify(catalog).replaceAll(
        '["haiku","input","1"]',
        '["haiku","input","1"],["opus-next","input","7"]',
      ),
    );
    const { rated_events } = await suite.server.client.catalog.publish(priced);
    expect(rated_events).toBe(1);
    expect((await customer.balance()).used).toBe('7');
    const again = await post(event);
    expect(again.json.results[0]).toEqual({
      ...first.json.results[0],
      status: 'duplicate',
      original: 'unpriced',
    });
  });

  test('the ledger of all these is proved', () => suite.expectProof());

  /** Newest first. */
  async function storedIds({ key }: GoldenCustomer): Promise<string[]> {
    const { data } = await suite.server.client.events.list(key);
    return data.map(({ id }) => id);
  }
});

interface Traffic {
  readonly id?: string | undefined;
  readonly gb?: string;
  readonly at?: string;
}

function traffic(
  { key }: GoldenCustomer,
  { id = randomUUID(), gb, at = NOW }: Traffic,
): EventInput & { readonly id: string } {
  const data = gb === undefined ? {} : { gb };
  return { id, type: 'bandwidth.usage', customer: key, occurred_at: at, data };
}

function deploy({ key }: GoldenCustomer, context: string): EventInput {
  const id = randomUUID();
  return { id, type: 'deploy.succeeded', customer: key, occurred_at: NOW, data: { context } };
}
