import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { voidEvent } from '../../server/src/operations/correct-event.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { readActivity } from '../../server/src/operations/read-activity.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import { readCycles } from '../../server/src/operations/read-cycles.ts';
import { readUsage } from '../../server/src/operations/read-usage.ts';
import { engines } from '../support/databases.ts';
import { bodyOf, codeOf, openReadsWorld, type ReadsWorld } from '../support/reads-world.ts';

const BERLIN = { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' } as const;

describe.each(engines)('readings over time on %s', (engine) => {
  let world: ReadsWorld;

  beforeAll(async () => {
    world = await openReadsWorld(engine);
  });

  afterAll(() => world?.close());

  const usage = async (query: Parameters<typeof readUsage>[2]) =>
    bodyOf(await readUsage(world.context, world.caller, query));
  const breakdown = async (query: Parameters<typeof readBreakdown>[2]) =>
    bodyOf(await readBreakdown(world.context, world.caller, query));
  const balance = async (query: Parameters<typeof readBalance>[2]) =>
    bodyOf(await readBalance(world.context, world.caller, query));
  const activity = async (query: Parameters<typeof readActivity>[2]) =>
    bodyOf(await readActivity(world.context, world.caller, query));

  test('days and hours follow the clocks: the longest day has 25 hours, and a repeated hour is two', async () => {
    const customer = 'clocks';
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, BERLIN);
    world.setClock('2026-10-28T12:00:00+01:00');
    await world.record(customer, [
      {
        id: '1',
        type: 'work',
        at: '2026-10-24T22:00:00Z',
        amount: 1,
        dimensions: { surface: 'web' },
      },
      {
        id: '2',
        type: 'work',
        at: '2026-10-25T00:30:00Z',
        amount: 2,
        dimensions: { surface: 'web' },
      },
      {
        id: '3',
        type: 'work',
        at: '2026-10-25T01:30:00Z',
        amount: 4,
        dimensions: { surface: 'web' },
      },
      { id: '4', type: 'work', at: '2026-10-25T22:59:59.999999Z', amount: 8 },
      { id: '5', type: 'work', at: '2026-10-25T23:00:00Z', amount: 16 },
    ]);
    const days = await usage({ customer, from: '2026-10-24', to: '2026-10-27' });
    expect(days.groups[0]?.credits).toEqual(['0', '15', '16']);
    const hours = await usage({
      customer,
      from: '2026-10-25',
      to: '2026-10-26',
      granularity: 'hour',
      group_by: 'surface',
    });
    expect(hours.buckets).toHaveLength(25);
    expect(hours.buckets[2]).toEqual({
      start: '2026-10-25T02:00:00+02:00',
      end: '2026-10-25T02:00:00+01:00',
    });
    const [other, web] = hours.groups;
    expect([other?.key, other?.label, other?.credits.at(-1)]).toEqual([null, 'Other', '8']);
    expect(web?.credits.slice(0, 4)).toEqual(['1', '0', '2', '4']);
    const rolling = await usage({
      customer,
      from: '2026-10-25T00:45:00Z',
      to: '2026-10-26T00:45:00Z',
      granularity: 'hour',
    });
    expect(rolling.buckets).toHaveLength(25);
    expect(rolling.total.credits).toBe('28');
  });

  describe('over a reset', () => {
    const customer = 'reset';

    beforeAll(async () => {
      world.setClock('2026-10-01T00:00:00+02:00');
      await world.putCustomer(customer, BERLIN);
      world.setClock('2026-10-02T12:00:00+02:00');
      const body = {
        kind: 'bought',
        amount: '500',
        source: 'purchase' as const,
        reference: 'inv_1',
      };
      bodyOf(await issueGrant(world.context, world.caller, { customer, body }));
      world.setClock('2026-10-10T12:00:00+02:00');
      await world.record(customer, [
        { id: 'c15', type: 'work', at: '2026-10-10T10:00:00Z', amount: 15 },
        { id: 'd15', type: 'work', at: '2026-10-10T10:00:00Z', amount: 15 },
      ]);
      world.setClock('2026-10-28T12:00:00+01:00');
      await world.record(customer, [
        {
          id: 'big',
          type: 'work',
          at: '2026-10-28T11:00:00Z',
          amount: 1080,
          dimensions: { surface: 'web' },
        },
      ]);
      world.setClock('2026-11-05T12:00:00+01:00');
    });

    test('what the ledger knew then: remaining and used of that cycle, before and after each record', async () => {
      const then = async (at: string) => {
        const { used, remaining, granted, total, grants } = await balance({ customer, at });
        return [
          granted,
          total,
          used,
          remaining,
          grants.map((grant) => [grant.kind, grant.used, grant.remaining]),
        ];
      };
      expect(await then('2026-10-01T12:00:00Z')).toEqual([
        '1000',
        '1000',
        '0',
        '1000',
        [['monthly', '0', '1000']],
      ]);
      expect(await then('2026-10-20')).toEqual([
        '1500',
        '1500',
        '30',
        '1470',
        [
          ['monthly', '30', '970'],
          ['bought', '0', '500'],
        ],
      ]);
      expect(await then('2026-10-31')).toEqual([
        '1500',
        '1500',
        '1110',
        '390',
        [
          ['monthly', '1000', '0'],
          ['bought', '110', '390'],
        ],
      ]);
      expect(await then('2026-11-01T00:00:01+01:00')).toEqual([
        '1000',
        '1390',
        '0',
        '1390',
        [
          ['monthly', '0', '1000'],
          ['bought', '0', '390'],
        ],
      ]);
      expect(
        codeOf(await readBalance(world.context, world.caller, { customer, at: '2026-09-01' })),
      ).toBe('time_invalid');
      expect(
        codeOf(await readBalance(world.context, world.caller, { customer, at: '2026-12-01' })),
      ).toBe('time_invalid');
    });

    test('a draw that two grants paid names both, in order', async () => {
      const { data } = await activity({ customer, from: '2026-10-28', to: '2026-10-29' });
      expect(data[0]?.draws.map(({ kind, amount }) => [kind, amount])).toEqual([
        ['monthly', '970'],
        ['bought', '110'],
      ]);
    });

    test('a void after the cycle is final gives back and expires at once, unless compensated (G25)', async () => {
      const before = await balance({ customer });
      expect([before.used, before.remaining]).toEqual(['0', '1390']);
      const reason = 'a test';
      bodyOf(
        await voidEvent(world.context, world.caller, { customer, body: { id: 'c15', reason } }),
      );
      const voided = await balance({ customer });
      expect([voided.used, voided.expired, voided.remaining, voided.total]).toEqual([
        '-15',
        '15',
        '1390',
        '1375',
      ]);
      expect(voided.grants.map(({ kind, used, status }) => [kind, used, status])).toEqual([
        ['monthly', '0', 'active'],
        ['bought', '0', 'active'],
      ]);
      bodyOf(
        await voidEvent(world.context, world.caller, {
          customer,
          body: { id: 'd15', reason, compensate: true },
        }),
      );
      const given = await balance({ customer });
      expect([given.used, given.expired, given.granted, given.remaining]).toEqual([
        '-30',
        '30',
        '1015',
        '1405',
      ]);
      expect(given.grants[0]).toMatchObject({
        kind: 'correction',
        amount: '15',
        expires_at: given.resets_at,
      });
      const october = await usage({ customer, from: '2026-10-01', to: '2026-11-01' });
      const november = await usage({ customer });
      expect([october.total.credits, november.total.credits]).toEqual(['1110', '-30']);
      expect([october.total.events, november.total.events]).toEqual([3, -2]);
    });

    test('use of this cycle is told apart from use before it, by grant', async () => {
      await world.record(customer, [
        { id: 'nov', type: 'work', at: '2026-11-05T10:00:00Z', amount: 1100 },
      ]);
      const { grants, used } = await balance({ customer });
      expect(used).toBe('1070');
      expect(
        grants.map(({ kind, used: drawn, drawn: ever, remaining }) => [
          kind,
          drawn,
          ever,
          remaining,
        ]),
      ).toEqual([
        ['correction', '15', '15', '0'],
        ['monthly', '1000', '1000', '0'],
        ['bought', '85', '195', '305'],
      ]);
    });

    test('running totals start again with the cycle, from its beginning wherever the range begins', async () => {
      const query = { customer, from: '2026-10-20', to: '2026-11-07', cumulative: 'true' };
      const { groups, buckets, total } = await usage(query);
      const on = (date: string) =>
        groups[0]?.credits[buckets.findIndex(({ start }) => start.startsWith(date))];
      expect(
        ['2026-10-20', '2026-10-28', '2026-10-31', '2026-11-01', '2026-11-05', '2026-11-06'].map(
          on,
        ),
      ).toEqual(['30', '1110', '1110', '0', '1070', '0']);
      expect(total.credits).toBe('2150');
      const weeks = await usage({ ...query, granularity: 'week' });
      expect(weeks.buckets.map(({ start }) => start.slice(0, 10))).toEqual([
        '2026-10-20',
        '2026-10-26',
        '2026-11-01',
        '2026-11-02',
      ]);
      expect(weeks.groups[0]?.credits).toEqual(['30', '1110', '0', '1070']);
    });

    test('cycles: the next, the current and those before, with what was booked in them', async () => {
      const page = bodyOf(await readCycles(world.context, world.caller, { customer, limit: '2' }));
      expect(
        page.data.map(({ start, state, is_current }) => [start.slice(0, 10), state, is_current]),
      ).toEqual([
        ['2026-12-01', 'next', false],
        ['2026-11-01', 'open', true],
      ]);
      expect(page.data[1]?.totals[0]).toMatchObject({
        unit: 'credit',
        used: '1070',
        granted: '1015',
      });
      const cursor = page.next_cursor ?? '';
      const older = bodyOf(
        await readCycles(world.context, world.caller, { customer, series: 'plan', cursor }),
      );
      expect(
        older.data.map(({ start, state, totals }) => [start.slice(0, 10), state, totals[0]?.used]),
      ).toEqual([['2026-10-01', 'final', '1110']]);
    });
  });

  test('what comes late into a cycle is there when it is told with all that is known now', async () => {
    const customer = 'late';
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, BERLIN);
    world.setClock('2026-10-28T12:00:00+01:00');
    await world.record(customer, [
      { id: 'most', type: 'work', at: '2026-10-28T10:00:00Z', amount: 900 },
      { id: 'gone', type: 'work', at: '2026-10-28T10:30:00Z', amount: 40 },
    ]);
    world.setClock('2026-11-01T02:00:00+01:00');
    await world.record(customer, [
      { id: 'late', type: 'work', at: '2026-10-31T20:00:00Z', amount: 15 },
    ]);
    bodyOf(
      await voidEvent(world.context, world.caller, {
        customer,
        body: { id: 'gone', reason: 'a test' },
      }),
    );
    const told = async (at: string, known: string) => {
      const { used, remaining, total, expired } = await balance({ customer, at, known });
      return [used, remaining, total, expired];
    };
    expect(await told('2026-10-31T21:00:00Z', 'then')).toEqual(['940', '60', '1000', '0']);
    expect(await told('2026-10-31T21:00:00Z', 'now')).toEqual(['915', '85', '1000', '0']);
    expect(await told('2026-10-31T19:00:00Z', 'now')).toEqual(['900', '100', '1000', '0']);
    expect(await told('2026-11-01T00:30:00+01:00', 'then')).toEqual(['0', '1000', '1000', '0']);
    expect(await told('2026-11-01T00:30:00+01:00', 'now')).toEqual(['0', '1000', '1000', '0']);
    const { data } = bodyOf(await readCycles(world.context, world.caller, { customer }));
    expect(data.at(-1)?.totals[0]).toMatchObject({ used: '915', expired: '85' });
  });

  test('history is shown in the cycle it happened in', async () => {
    const customer = 'history';
    world.setClock('2026-11-20T12:00:00+01:00');
    await world.putCustomer(customer, BERLIN);
    await world.record(
      customer,
      [
        {
          id: 'old',
          type: 'work',
          at: '2026-10-03T12:00:00Z',
          amount: 9,
          dimensions: { folder: 'x' },
        },
      ],
      true,
    );
    const { groups } = await usage({
      customer,
      from: '2026-10-01',
      to: '2026-11-01',
      group_by: 'folder',
    });
    expect([groups[0]?.key, groups[0]?.credits[2]]).toEqual(['x', '9']);
    expect((await usage({ customer })).total.credits).toBe('0');
    expect((await activity({ customer, from: '2026-10-01', to: '2026-11-01' })).data).toHaveLength(
      1,
    );
  });

  test('credits are valued at the price of each day, and not at all without one', async () => {
    const customer = 'money';
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, BERLIN);
    world.setClock('2026-10-14T12:00:00+02:00');
    await world.putCustomer(customer, { price_per_credit: { amount: '0.02', currency: 'USD' } });
    world.setClock('2026-10-20T12:00:00+02:00');
    await world.record(customer, [
      { id: '1', type: 'work', at: '2026-10-14T21:59:59Z', amount: 10 },
      { id: '2', type: 'work', at: '2026-10-14T22:00:00Z', amount: 10 },
    ]);
    const weeks = await usage({
      customer,
      unit: 'money',
      granularity: 'week',
      from: '2026-10-12',
      to: '2026-10-19',
    });
    expect([weeks.currency, weeks.groups[0]?.money, weeks.groups[0]?.credits]).toEqual([
      'USD',
      ['0.3'],
      ['20'],
    ]);
    const { rows, units } = await breakdown({ customer, by: 'meter', unit: 'money' });
    expect([rows[0]?.money, units]).toEqual([
      '0.3',
      [{ unit: 'credit', amount: '20', list_amount: '20', events: 2 }],
    ]);
    const dollars = await usage({ customer, unit: 'usd' });
    expect([dollars.total.credits, dollars.total.events, dollars.currency]).toEqual(['0', 2, null]);
  });

  test('what accrues by the day is shown when it falls due, before and after it is written', async () => {
    const customer = 'levels';
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, BERLIN);
    world.setClock('2026-10-01T12:00:00+02:00');
    await world.record(customer, [
      {
        id: 's',
        type: 'stored',
        at: '2026-10-01T10:00:00Z',
        data: { images: 745 },
        dimensions: { folder: 'f' },
      },
    ]);
    world.setClock('2026-10-04T12:00:00+02:00');
    const read = async () => {
      const { rows, total } = await breakdown({ customer, by: 'folder', to: '2026-10-04' });
      const { used } = await balance({ customer });
      return {
        rows: rows.map(({ key, credits, quantity }) => [key, credits, quantity]),
        total: total.credits,
        used,
      };
    };
    const due = await read();
    // 12 + 24 + 24 of the 745 hours of October, at a credit for ten.
    expect(due).toEqual({ rows: [['f', '6', '60']], total: '6', used: '6' });
    await world.record(customer, [
      { id: 'w', type: 'extra', at: '2026-10-04T09:00:00Z', amount: 0 },
    ]);
    expect(await read()).toEqual(due);
  });

  test('nothing used is zeros, not gaps', async () => {
    const customer = 'idle';
    world.setClock('2026-10-05T12:00:00+02:00');
    await world.putCustomer(customer, BERLIN);
    const { groups, buckets, total } = await usage({ customer });
    expect(groups[0]?.credits).toEqual(buckets.map(() => '0'));
    expect(total).toMatchObject({ credits: '0', events: 0 });
    expect((await breakdown({ customer, by: 'folder' })).rows).toEqual([]);
    expect((await balance({ customer })).grants.map(({ used }) => used)).toEqual(['0']);
  });
});
