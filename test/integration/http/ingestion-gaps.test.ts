import { instant } from '@fuelgauge/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenInterval, united } from '../../../server/src/operations/gaps-in.ts';
import { engines } from '../../support/databases.ts';
import { openApp, setUp, type TestApp } from './open-app.ts';

describe.each(engines)('gaps of ingestion on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine);
    await setUp(app, 'acme');
    await setUp(app, 'bolt');
  });

  afterAll(() => app.close());

  const put = (id: string, json: object) =>
    app.ask({ method: 'PUT', path: `/v1/ingestion/gaps/${id}`, json });
  const withdraw = (id: string) =>
    app.ask({ method: 'DELETE', path: `/v1/ingestion/gaps/${id}?reason=all+came` });
  const list = async () => (await app.ask({ path: '/v1/ingestion/gaps' })).json.data;
  const overview = async (customer: string) =>
    (await app.ask({ path: `/v1/customers/${customer}/overview?period=7d` })).json;

  /** So many minutes ago, to the second. */
  const ago = (minutes: number) =>
    new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString();
  const sameMoments = (gaps: { from: string; to: string | null }[]) =>
    gaps.map(({ from, to }) => [Date.parse(from), to === null ? null : Date.parse(to)]);

  test('a gap that lasts says up to when usage is complete, and ended it is a gap of the chart', async () => {
    const [from, to] = [ago(40), ago(10)];
    expect((await put('outage', { from, reason: 'collector down' })).status).toBe(201);
    for (const customer of ['acme', 'bolt']) {
      const { freshness, usage } = await overview(customer);
      expect(Date.parse(freshness.complete_to)).toBe(Date.parse(from));
      expect(sameMoments(usage.gaps)).toEqual([[Date.parse(from), null]]);
    }
    expect((await put('outage', { to })).status).toBe(200);
    const { freshness, usage } = await overview('acme');
    expect(freshness.complete_to).toBeNull();
    expect(sameMoments(usage.gaps)).toEqual([[Date.parse(from), Date.parse(to)]]);
    const query = `from=${ago(9)}&to=${ago(-60)}`;
    const after = await app.ask({ path: `/v1/customers/acme/usage?${query}` });
    expect(after.json.gaps).toEqual([]);
    expect((await withdraw('outage')).json).toMatchObject({ id: 'outage', customer: null });
    expect((await overview('acme')).usage.gaps).toEqual([]);
  });

  test('a gap of one customer is no one else’s, not even where a statement forgets to ask', async () => {
    await put('own', { customer: 'acme', from: ago(5) });
    expect((await overview('acme')).freshness.complete_to).not.toBeNull();
    expect((await overview('bolt')).freshness.complete_to).toBeNull();
    const seen = async (customer: string) => {
      const [row] = await app.context.database.query<{ customer_id: bigint }>(
        'select customer_id from customer_key where key = $1',
        [customer],
      );
      const scope = { customer: row?.customer_id ?? 0n };
      return app.context.database.transaction(scope, (tx) =>
        tx.query('select gap_id from ingestion_gap'),
      );
    };
    expect([await seen('acme'), await seen('bolt')]).toEqual([[{ gap_id: 'own' }], []]);
    await withdraw('own');
  });

  test('what is planned is no gap yet, and what overlaps is one', async () => {
    await put('planned', { from: ago(-60) });
    expect((await overview('acme')).usage.gaps).toEqual([]);
    await put('a', { from: ago(30), to: ago(20) });
    await put('b', { customer: 'acme', from: ago(25), to: ago(15) });
    expect((await overview('acme')).usage.gaps).toHaveLength(1);
    expect((await overview('bolt')).usage.gaps).toHaveLength(1);
    const ids = (await list()).map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['planned', 'b', 'a']);
    for (const id of ids) await withdraw(id);
    expect(await list()).toEqual([]);
  });

  test('refuses what is no stretch of time of a customer, and tells who said what', async () => {
    expect((await put('x', {})).json.code).toBe('body_invalid');
    expect((await put('x', { from: 'yesterday' })).json.code).toBe('time_invalid');
    const backwards = await put('x', { from: ago(5), to: ago(6) });
    expect(backwards.json).toMatchObject({ code: 'time_invalid', errors: [{ pointer: '/to' }] });
    expect((await put('x', { customer: 'nobody', from: ago(5) })).json.code).toBe(
      'customer_unknown',
    );
    expect((await withdraw('x')).json.code).toBe('not_found');
    await put('said', { from: ago(3), reason: 'collector down' });
    await put('said', { from: (await list())[0].from });
    await withdraw('said');
    const acts = await app.ask({ path: '/v1/audit?act=gap.&limit=2' });
    expect(acts.json.data).toMatchObject([
      { act: 'gap.withdraw', subject: 'gap/said', after: null, reason: 'all came' },
      { act: 'gap.declare', before: null, reason: 'collector down' },
    ]);
  });
});

describe('stretches that are united', () => {
  const stretch = fc
    .record({ start: fc.nat(60), length: fc.option(fc.integer({ min: 1, max: 20 })) })
    .map(({ start, length }) => ({
      start: instant(start),
      end: length === null ? null : instant(start + length),
    }));
  const covers = (stretches: readonly OpenInterval[]) =>
    Array.from({ length: 100 }, (_, at) =>
      stretches.some(({ start, end }) => start <= at && (end === null || at < end)),
    );

  test('cover the same time, in order and apart', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (some) => {
        const stretches = some.toSorted((a, b) => a.start - b.start);
        const apart = united(stretches);
        expect(covers(apart)).toEqual(covers(stretches));
        for (const [index, { start }] of apart.entries()) {
          const before = apart[index - 1];
          if (before) expect(before.end).toBeLessThan(start);
        }
      }),
    );
  });
});
