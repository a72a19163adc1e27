import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bounds } from '../../../server/src/bounds.ts';
import { engines } from '../../support/databases.ts';
import {
  type Answered,
  type Ask,
  JSON_TYPE,
  openApp,
  setUp,
  type TestApp,
  work,
} from './open-app.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(engines)('POST /v1/events on %s', (engine) => {
  let app: TestApp;
  let count = 0;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app);
  });
  afterAll(() => app.close());

  const send = (more: Partial<Ask>): Promise<Answered> =>
    app.ask({ method: 'POST', path: '/v1/events', ...more });
  const fresh = () => `fresh-${count++}`;
  const available = async () => {
    const { json } = await send({ json: [work(fresh(), { data: { amount: 0 } })] });
    return Number(json.balances.acme.available);
  };

  test('charges an event and says what is left', async () => {
    const before = await available();
    const { status, json } = await send({ json: work(fresh(), { data: { amount: '2.5' } }) });
    expect(status).toBe(200);
    expect(json.results).toMatchObject([
      { status: 'charged', credits: '2.5', lines: [{ meter: 'work', quantity: '2.5' }] },
    ]);
    expect(Number(json.balances.acme.available)).toBe(before - 2.5);
    expect(json.as_of).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  test('answers a repeated event with the first answer and charges it once', async () => {
    const event = work(fresh());
    const first = await send({ json: event });
    const second = await send({ json: [event, event] });
    const { status: _, ...answer } = first.json.results[0];
    for (const result of second.json.results) {
      expect(result).toEqual({ ...answer, status: 'duplicate', original: 'charged' });
    }
    expect(second.json.balances).toEqual(first.json.balances);
  });

  test('E4: refuses an id that comes again with other content, alone with 409', async () => {
    const id = fresh();
    await send({ json: work(id) });
    const again = await send({ json: work(id, { data: { amount: 2 } }) });
    expect(again.status).toBe(409);
    expect(again.json).toMatchObject({
      code: 'duplicate_conflict',
      errors: [{ pointer: '/id' }],
      result: { id, status: 'mismatch' },
    });
    const listed = await send({ json: [work(fresh()), work(id, { data: { amount: 2 } })] });
    expect(listed.status).toBe(200);
    expect(listed.json.results).toMatchObject([
      { status: 'charged' },
      { status: 'mismatch', problem: { errors: [{ pointer: '/1/id' }] } },
    ]);
  });

  test('denies an enforced event that cannot be paid with 402, and again when it is repeated', async () => {
    const event = work(fresh(), { data: { amount: 5000 }, enforce: true });
    const left = await available();
    for (const original of [undefined, 'denied']) {
      const { status, json } = await send({ json: event });
      expect(status).toBe(402);
      expect(json).toMatchObject({
        code: 'insufficient_credits',
        binding: { kind: 'customer_balance', limit: '1000', remaining: `${left}` },
        actions: ['buy_credits'],
        result: {
          denial: { required: '5000', available: `${left}`, retry: 'new_id' },
          ...(original && { original }),
        },
      });
      expect(json.resets_at).toBeDefined();
    }
    const listed = await send({ json: [{ ...event, id: fresh() }] });
    expect(listed.status).toBe(200);
    expect(listed.json.results[0]).toMatchObject({ status: 'denied', credits: '0' });
  });

  const faulty: readonly (readonly [
    what: string,
    event: () => unknown,
    code: string,
    pointer: string,
  ])[] = [
    ['a type of another kind', () => ({ ...work(fresh()), type: 5 }), 'event_malformed', '/type'],
    ['an empty id', () => work(''), 'event_malformed', '/id'],
    ['an id of 256 characters', () => work('x'.repeat(256)), 'event_malformed', '/id'],
    ['an id with a control character', () => work('a\u0007b'), 'event_malformed', '/id'],
    ['no customer', () => work(fresh(), { customer: undefined }), 'event_malformed', '/customer'],
    [
      'an unknown customer',
      () => work(fresh(), { customer: 'nobody' }),
      'customer_unknown',
      '/customer',
    ],
    ['an unknown type', () => work(fresh(), { type: 'nothing' }), 'event_type_unknown', '/type'],
    [
      'an unknown dimension',
      () => work(fresh(), { dimensions: { colour: 'red' } }),
      'dimension_unknown',
      '/dimensions/colour',
    ],
    ['an unknown field', () => work(fresh(), { colour: 'red' }), 'event_malformed', '/colour'],
    [
      'a property of another kind',
      () => work(fresh(), { data: { amount: true } }),
      'quantity_invalid',
      '/data/amount',
    ],
    ['a missing property', () => work(fresh(), { data: {} }), 'property_missing', '/data/amount'],
    [
      'a negative quantity',
      () => work(fresh(), { data: { amount: -1 } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      'NaN as text',
      () => work(fresh(), { data: { amount: 'NaN' } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      'Infinity as text',
      () => work(fresh(), { data: { amount: 'Infinity' } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      '1e400 as text',
      () => work(fresh(), { data: { amount: '1e400' } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      'a quantity of 19 digits',
      () => work(fresh(), { data: { amount: '1'.repeat(19) } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      'a quantity of 13 decimals',
      () => work(fresh(), { data: { amount: '0.1234567890123' } }),
      'quantity_invalid',
      '/data/amount',
    ],
    [
      'a charge beyond every bound',
      () => work(fresh(), { data: { amount: '999999999999999999' } }),
      'amount_invalid',
      '/data',
    ],
    [
      'a time without offset',
      () => work(fresh(), { occurred_at: '2026-11-20T09:30:00' }),
      'time_invalid',
      '/occurred_at',
    ],
    ['no time', () => work(fresh(), { occurred_at: undefined }), 'time_invalid', '/occurred_at'],
    [
      'a day that is none',
      () => work(fresh(), { occurred_at: '2026-02-30T00:00:00Z' }),
      'time_invalid',
      '/occurred_at',
    ],
    [
      'a time too far ahead',
      () => work(fresh(), { occurred_at: at(6 * 60_000) }),
      'too_early',
      '/occurred_at',
    ],
    [
      'a time before the window',
      () => work(fresh(), { occurred_at: at(-36 * DAY_MS) }),
      'too_old',
      '/occurred_at',
    ],
    [
      'a sequence that is no whole number',
      () => work(fresh(), { sequence: 1.5 }),
      'event_malformed',
      '/sequence',
    ],
    [
      'enforce of another kind',
      () => work(fresh(), { enforce: 'yes' }),
      'event_malformed',
      '/enforce',
    ],
    [
      '65 properties',
      () => work(fresh(), { data: { amount: 1, ...many(64) } }),
      'too_large',
      '/data',
    ],
    [
      'a value of over 1 kB',
      () => work(fresh(), { data: { amount: 1, x: 'é'.repeat(513) } }),
      'event_malformed',
      '/data/x',
    ],
    [
      'more than 16 kB',
      () => work(fresh(), { data: { amount: 1, ...many(40, 'x'.repeat(500)) } }),
      'too_large',
      '',
    ],
    ['a text', () => 'an event', 'event_malformed', ''],
    ['null', () => null, 'event_malformed', ''],
  ];

  test.each(faulty)(
    'refuses %s with its place, alone with 4xx and among others for itself',
    async (...[, event, code, pointer]) => {
      const alone = await send({ json: event() });
      expect(alone.status).toBe(422);
      expect(alone.json).toMatchObject({ code, errors: [{ pointer }] });
      expect(alone.json.detail.length).toBeGreaterThan(20);
      const among = await send({ json: [work(fresh()), event(), work(fresh())] });
      expect(among.status).toBe(200);
      expect(among.json.results.map((result: { status: string }) => result.status)).toEqual([
        'charged',
        'invalid',
        'charged',
      ]);
      expect(among.json.results[1].problem).toMatchObject({
        code,
        status: 422,
        errors: [{ pointer: `/1${pointer}` }],
      });
    },
  );

  test('E3: refuses events older than the window, unless they are backfilled', async () => {
    await app.ask({
      method: 'PUT',
      path: '/v1/customers/veteran',
      json: { catalog: 'small', plan: 'basic', started_at: at(-90 * DAY_MS) },
    });
    const old = work(fresh(), { customer: 'veteran', occurred_at: at(-36 * DAY_MS) });
    const refused = await send({ json: old });
    expect(refused).toMatchObject({
      status: 422,
      json: { code: 'too_old', errors: [{ pointer: '/occurred_at' }] },
    });
    const backfilled = await send({ path: '/v1/events?backfill=true', json: old });
    expect(backfilled).toMatchObject({ status: 200, json: { results: [{ status: 'charged' }] } });
  });

  const textFaults: readonly (readonly [
    what: string,
    text: string,
    code: string,
    pointer: string,
  ])[] = [
    ['a name given twice', '"data":{"amount":1,"amount":2}', 'duplicate_key', '/data/amount'],
    ['a number beyond a double', '"data":{"amount":1e400}', 'number_inexact', '/data/amount'],
    [
      'a number no double holds',
      '"data":{"amount":9007199254740993}',
      'number_inexact',
      '/data/amount',
    ],
    ['half of a surrogate pair', '"data":{"amount":1,"x":"\\ud800"}', 'text_malformed', '/data/x'],
    ['a NUL', '"run":"a\\u0000b","data":{"amount":1}', 'text_malformed', '/run'],
  ];

  test.each(textFaults)(
    'refuses %s: alone as a document with 400, among others for itself',
    async (...[, text, code, pointer]) => {
      const event = () => {
        const { data: __, ...rest } = work(fresh());
        return `${JSON.stringify(rest).slice(0, -1)},${text}}`;
      };
      const alone = await send({ body: event(), headers: JSON_TYPE });
      expect(alone).toMatchObject({ status: 400, json: { code, errors: [{ pointer }] } });
      const body = `[${JSON.stringify(work(fresh()))},${event()},${JSON.stringify(work(fresh()))}]`;
      const among = await send({ body, headers: JSON_TYPE });
      expect(among.status).toBe(200);
      expect(among.json.results).toMatchObject([
        { status: 'charged' },
        { status: 'invalid', problem: { code, errors: [{ pointer: `/1${pointer}` }] } },
        { status: 'charged' },
      ]);
    },
  );

  test('A4: keeps ids apart that look alike, and texts as they were sent', async () => {
    const twins = ['é', 'e\u0301', 'a\u200bb', '\u202ea', '😀', '__proto__', 'constructor'];
    const { json } = await send({
      json: twins.map((id) =>
        work(`twin ${id}`, { data: { amount: 1, __proto__: { polluted: 1 } } }),
      ),
    });
    expect(
      json.results.map((result: { id: string; status: string }) => [result.id, result.status]),
    ).toEqual(twins.map((id) => [`twin ${id}`, 'charged']));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('refuses an empty array and one of too many events', async () => {
    expect(await send({ json: [] })).toMatchObject({
      status: 422,
      json: { code: 'body_invalid', errors: [{ pointer: '' }] },
    });
    const many = Array.from({ length: bounds.requestEvents + 1 }, () => ({}));
    expect(await send({ json: many })).toMatchObject({
      status: 422,
      json: { code: 'body_invalid' },
    });
  });

  test('takes compressed bodies of a thousand events', async () => {
    const events = Array.from({ length: 1000 }, () => work(fresh(), { data: { amount: '0.001' } }));
    const body = new Uint8Array(gzipSync(JSON.stringify(events)));
    const { status, json } = await send({
      body,
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    });
    expect(status).toBe(200);
    expect(json.results).toHaveLength(1000);
    expect(new Set(json.results.map((result: { status: string }) => result.status))).toEqual(
      new Set(['charged']),
    );
    expect(json.results.map((result: { id: string }) => result.id)).toEqual(
      events.map(({ id }) => id),
    );
  });

  test('groups by customer and answers in the order of the request', async () => {
    await app.ask({
      method: 'PUT',
      path: '/v1/customers/other',
      json: { catalog: 'small', plan: 'plus' },
    });
    const events = Array.from({ length: 6 }, (_, index) =>
      work(fresh(), { customer: index % 2 === 0 ? 'acme' : 'other', data: { amount: index } }),
    );
    const { json } = await send({ json: events });
    expect(json.results.map((result: { credits: string }) => result.credits)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(Object.keys(json.balances).sort()).toEqual(['acme', 'other']);
    expect(json.balances.other.available).toBe('2991');
  });

  test('needs events:backfill for history, and the query to be one it knows', async () => {
    const { json: made } = await app.ask({
      method: 'POST',
      path: '/v1/keys',
      json: { name: 'writer', scopes: ['events:write'] },
    });
    const refused = await send({
      path: '/v1/events?backfill=true',
      json: work(fresh()),
      key: made.key,
    });
    expect(refused).toMatchObject({
      status: 403,
      json: { code: 'scope_missing', scope: 'events:backfill' },
    });
    expect(
      await send({ path: '/v1/events?backfill=false', json: work(fresh()), key: made.key }),
    ).toMatchObject({ status: 200 });
    expect(await send({ path: '/v1/events?backfill=1', json: work(fresh()) })).toMatchObject({
      status: 400,
      json: { code: 'query_invalid', errors: [{ parameter: 'backfill' }] },
    });
  });

  describe('CloudEvents', () => {
    const cloud = (more: Readonly<Record<string, unknown>> = {}) => ({
      specversion: '1.0',
      id: fresh(),
      source: 'urn:gateway',
      type: 'work',
      time: new Date().toISOString(),
      subject: 'acme',
      datacontenttype: 'application/json',
      data: { amount: 2 },
      ...more,
    });
    const single = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
    const batch = { 'content-type': 'application/cloudevents-batch+json' };

    test('are recorded one by one and in batches', async () => {
      const one = await send({ json: cloud(), headers: single });
      expect(one).toMatchObject({
        status: 200,
        json: { results: [{ source: 'urn:gateway', status: 'charged', credits: '2' }] },
      });
      const two = await send({
        json: [cloud(), cloud({ subject: undefined, customer: 'acme' })],
        headers: batch,
      });
      expect(two.json.results).toMatchObject([{ status: 'charged' }, { status: 'charged' }]);
    });

    test('carry dimensions, run and sequence as extensions, as objects or as strings', async () => {
      const extensions = [
        { dimensions: { team: 'a' }, run: 'r', sequence: 1 },
        { dimensions: '{"team":"a"}', run: 'r', sequence: '2' },
      ];
      const { json } = await send({ json: extensions.map(cloud), headers: batch });
      expect(json.results).toMatchObject([{ status: 'charged' }, { status: 'charged' }]);
      const { json: teams } = await app.ask({ path: '/v1/customers/acme/breakdown?by=team' });
      expect(teams.rows).toContainEqual(expect.objectContaining({ key: 'a', events: 2 }));
    });

    test.each([
      [{ specversion: '0.3' }, '/specversion'],
      [{ time: 'yesterday' }, '/time'],
      [{ time: undefined }, '/time'],
      [{ subject: undefined }, '/subject'],
      [{ subject: 'nobody' }, '/subject'],
      [{ subject: 5, customer: 'acme' }, '/subject'],
      [{ customer: 'nobody' }, '/customer'],
      [{ data_base64: 'AAAA' }, '/data_base64'],
      [{ datacontenttype: 'text/xml' }, '/datacontenttype'],
      [{ dimensions: '[' }, '/dimensions'],
      [{ sequence: 'first' }, '/sequence'],
      [{ data: { amount: -1 } }, '/data/amount'],
    ])('with %o name the attribute at fault', async (more, pointer) => {
      const alone = await send({ json: cloud(more), headers: single });
      expect(alone).toMatchObject({ status: 422, json: { errors: [{ pointer }] } });
      const among = await send({ json: [cloud(), cloud(more)], headers: batch });
      expect(among.json.results).toMatchObject([
        { status: 'charged' },
        { status: 'invalid', problem: { errors: [{ pointer: `/1${pointer}` }] } },
      ]);
    });

    test('come alone or in a batch, as their content type says', async () => {
      expect(await send({ json: [cloud()], headers: single })).toMatchObject({
        status: 422,
        json: { code: 'body_invalid' },
      });
      expect(await send({ json: cloud(), headers: batch })).toMatchObject({
        status: 422,
        json: { code: 'body_invalid' },
      });
    });
  });
});

function at(fromNowMs: number): string {
  return new Date(Date.now() + fromNowMs).toISOString();
}

function many(count: number, value: unknown = 1): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]));
}
