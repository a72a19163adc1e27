import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { voidEvent } from '../../server/src/operations/correct-event.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import { readCycles } from '../../server/src/operations/read-cycles.ts';
import { type OverviewQuery, readOverview } from '../../server/src/operations/read-overview.ts';
import { readUsage } from '../../server/src/operations/read-usage.ts';
import { engines, openTestDatabase } from '../support/databases.ts';
import { bodyOf, codeOf, openReadsWorld, type ReadsWorld } from '../support/reads-world.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from '../support/varied-history.ts';

const CUSTOMER = 'acme';
const CALLER = { actor: 'test', isTest: null, customers: null } as const;

describe.each(engines)('the overview on %s', (engine) => {
  let world: ReadsWorld;

  beforeAll(async () => {
    world = await openReadsWorld(engine);
    world.setClock('2026-08-01T00:00:00+02:00');
    await world.putCustomer(CUSTOMER, { plan: 'basic', started_at: '2026-08-01T00:00:00+02:00' });
    world.setClock('2026-10-29T12:30:00+01:00');
    const used = (id: string, at: string, user: string) => ({
      id,
      type: 'work',
      at,
      amount: 10,
      dimensions: { user, surface: user === 'u1' ? 'web' : 'cli' },
    });
    await world.record(
      CUSTOMER,
      [
        used('a', '2026-08-31T23:30:00+02:00', 'u1'),
        used('b', '2026-09-01T00:30:00+02:00', 'u2'),
        used('c', '2026-10-24T12:00:00+02:00', 'u1'),
        used('d', '2026-10-25T02:30:00+02:00', 'u1'),
        used('e', '2026-10-25T02:30:00+01:00', 'u2'),
        used('f', '2026-10-29T12:10:00+01:00', 'u3'),
        { id: 'g', type: 'built', at: '2026-10-29T12:00:00+01:00', dimensions: { user: 'u1' } },
      ],
      true,
    );
  });

  afterAll(() => world?.close());

  const ask = (query: Omit<OverviewQuery, 'customer'> = {}) =>
    readOverview(world.context, world.caller, { customer: CUSTOMER, ...query });
  const overview = async (query: Omit<OverviewQuery, 'customer'> = {}) => bodyOf(await ask(query));

  test('answers what its parts answer by themselves', async () => {
    const shown = await overview({ group_by: 'user', filter: 'surface:in:web' });
    const { context, caller } = world;
    const range = { from: '2026-10-01', to: '2026-11-01' };
    const query = { customer: CUSTOMER, ...range, filter: 'surface:in:web' };
    const [usage, meters, users, balance, cycles] = [
      await readUsage(context, caller, { ...query, group_by: 'user' }),
      await readBreakdown(context, caller, { ...query, by: 'meter' }),
      await readBreakdown(context, caller, { ...query, by: 'user' }),
      await readBalance(context, caller, { customer: CUSTOMER }),
      await readCycles(context, caller, { customer: CUSTOMER }),
    ];
    expect(shown.usage).toEqual(bodyOf(usage));
    expect(shown.meters).toEqual(bodyOf(meters));
    expect(shown.tables.map(({ view, panel }) => [view, panel])).toEqual([['page', 2]]);
    expect(shown.tables[0]?.breakdown).toEqual(bodyOf(users));
    expect(shown.balance).toEqual(bodyOf(balance));
    expect(shown.cycles).toEqual(bodyOf(cycles).data);
  });

  test('shows what the catalog asks for', async () => {
    const { usage, cards, selectable, prices, freshness, period } = await overview();
    expect(usage.groups.map(({ key }) => key)).toEqual(['cli', 'web', null]);
    expect(cards).toEqual([
      { meter: 'builders', label: 'Builders', unit: 'builder', quantity: '1' },
    ]);
    expect(selectable).toEqual({ from: '2026-10-01', to: '2026-10-29', reason: 'current_cycle' });
    expect(prices).toEqual([
      { from: '2026-10-01T00:00:00+02:00', amount: '0.01', currency: 'USD', source: 'plan' },
    ]);
    expect(freshness.last_occurred_at).toBe('2026-10-29T12:00:00+01:00');
    expect(period).toMatchObject({ name: 'current', granularity: 'day', previous: 'prev' });
  });

  test('counts as requests what the catalog names, in rows that make up the total', async () => {
    const { tables, meters } = await overview();
    const { rows, total } = tables[0]?.breakdown ?? meters;
    expect(rows.map(({ key, requests }) => [key, requests])).toEqual([
      ['u1', '20'],
      ['u2', '10'],
      ['u3', '10'],
    ]);
    expect(total.requests).toBe('40');
  });

  test.each([
    { of: 'current', at: '2026-10-01T00:00:00+02:00 to 2026-11-01T00:00:00+01:00', buckets: 31 },
    { of: 'prev', at: '2026-09-01T00:00:00+02:00 to 2026-10-01T00:00:00+02:00', buckets: 30 },
    {
      of: 'cycle:2026-08-01',
      at: '2026-08-01T00:00:00+02:00 to 2026-09-01T00:00:00+02:00',
      buckets: 31,
    },
    { of: '24h', at: '2026-10-28T13:00:00+01:00 to 2026-10-29T13:00:00+01:00', buckets: 24 },
    { of: '7d', at: '2026-10-23T00:00:00+02:00 to 2026-10-30T00:00:00+01:00', buckets: 7 },
    { of: '30d', at: '2026-09-30T00:00:00+02:00 to 2026-10-30T00:00:00+01:00', buckets: 5 },
    {
      of: '2026-10-25..2026-10-25',
      at: '2026-10-25T00:00:00+02:00 to 2026-10-26T00:00:00+01:00',
      buckets: 25,
    },
    {
      of: '2026-10-24..2026-10-26',
      at: '2026-10-24T00:00:00+02:00 to 2026-10-27T00:00:00+01:00',
      buckets: 3,
    },
    {
      of: '2026-10-25T02:00:00+02:00..2026-10-25T03:00:00+01:00',
      at: '2026-10-25T02:00:00+02:00 to 2026-10-25T03:00:00+01:00',
      buckets: 2,
    },
  ])(
    'reads the period $of in the billing zone, hours that clocks repeat included',
    async ({ of, at, buckets }) => {
      const { period, usage } = await overview({ period: of });
      expect([period.name, `${period.from} to ${period.to}`]).toEqual([of, at]);
      expect(`${usage.from} to ${usage.to}`).toBe(at);
      expect(usage.buckets).toHaveLength(buckets);
    },
  );

  test.each([
    ['current', 'prev', null],
    ['prev', 'cycle:2026-08-01', 'current'],
    ['cycle:2026-08-01', null, 'prev'],
    ['24h', '2026-10-27T13:00:00+01:00..2026-10-28T13:00:00+01:00', null],
    ['7d', '2026-10-16..2026-10-22', null],
    ['2026-10-24..2026-10-26', '2026-10-21..2026-10-23', '2026-10-27..2026-10-29'],
    ['2026-07-30..2026-08-01', null, '2026-08-02..2026-08-04'],
  ])('knows what lies beside the period %s', async (text, previous, next) => {
    expect((await overview({ period: text })).period).toMatchObject({ previous, next });
  });

  test('steps back from any period and forward again to where it was', async () => {
    for (const start of ['7d', '2026-10-24..2026-10-26', 'prev']) {
      const { period } = await overview({ period: start });
      const { period: before } = await overview({ period: period.previous ?? '' });
      const { period: again } = await overview({ period: before.next ?? '' });
      expect([again.from, again.to]).toEqual([period.from, period.to]);
    }
  });

  test('keeps hours that clocks repeat apart, and their sum is the day', async () => {
    const { usage } = await overview({ period: '2026-10-25..2026-10-25', group_by: 'user' });
    const cells = usage.groups.map(({ key, credits }) => [key, credits.indexOf('10')]);
    expect(cells).toEqual([
      ['u1', 2],
      ['u2', 3],
    ]);
    expect(usage.total.credits).toBe('20');
  });

  test('tells a closed period from one that late events can still change', async () => {
    const closed = async (period: string) => (await overview({ period })).period.is_closed;
    expect(await closed('prev')).toBe(true);
    expect(await closed('current')).toBe(false);
    expect(await closed('2026-08-03..2026-08-05')).toBe(true);
    expect(await closed('2026-10-03..2026-10-05')).toBe(false);
  });

  test.each([
    '',
    'yesterday',
    '0d',
    '1000d',
    'cycle:2026-10-02',
    'other:2026-10-01',
    '2026-10-05..2026-10-01',
    '2026-02-30..2026-03-01',
    '..',
    '2026-10-01..',
    '1969-01-01..2026-01-01',
    '2026-10-01..2200-01-01',
  ])('refuses the period "%s"', async (period) => {
    expect(['query_invalid', 'time_invalid']).toContain(codeOf(await ask({ period })));
  });

  test('says since when nothing is left, and what took the last of it', async () => {
    const customer = 'spent';
    const { context, caller } = world;
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' });
    world.setClock('2026-10-20T12:00:00+02:00');
    const use = (day: number, ...amounts: number[]) =>
      world.record(
        customer,
        amounts.map((amount, index) => ({
          ...{ id: `${day}-${index}`, type: 'work', amount },
          at: `2026-10-${day}T10:00:00+02:00`,
        })),
      );
    const ranOut = async () =>
      bodyOf(await readOverview(context, caller, { customer })).ran_out?.event?.id ?? null;
    expect(await ranOut()).toBeNull();
    await use(10, 600, 399);
    expect(await ranOut()).toBeNull();
    // To the last credit, by one draw from one grant; what follows only adds to what is owed.
    await use(11, 1);
    expect(await ranOut()).toBe('11-0');
    await use(12, ...Array(20).fill(3));
    expect(await ranOut()).toBe('11-0');
    const body = { kind: 'goodwill', amount: '500' };
    bodyOf(await issueGrant(context, caller, { customer, body }));
    expect(await ranOut()).toBeNull();
    // Beyond what is left, in two parts: from the grant, and from what is owed.
    await use(13, 400, 200);
    await use(14, 0, 7);
    const { ran_out: found } = bodyOf(await readOverview(context, caller, { customer }));
    expect(found).toMatchObject({ at: '2026-10-13T10:00:00+02:00', event: { id: '13-1' } });
    const voided = { id: '10-0', reason: 'sent twice' };
    bodyOf(await voidEvent(context, caller, { customer, body: voided }));
    expect(await ranOut()).toBeNull();
    world.setClock('2026-10-29T12:30:00+01:00');
  });

  test('is of one moment while events are recorded', async () => {
    const customer = 'busy';
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' });
    world.setClock('2026-10-29T12:30:00+01:00');
    let isDone = false;
    const writing = (async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        const event = { id: `busy-${turn}`, type: 'work', at: '2026-10-29T12:00:00+01:00' };
        await world.record(customer, [{ ...event, amount: 1, dimensions: { user: 'u1' } }]);
      }
      isDone = true;
    })();
    let seen = 0;
    while (!isDone || seen === 0) {
      const { context, caller } = world;
      const shown = bodyOf(await readOverview(context, caller, { customer }));
      const { balance, usage, meters, tables, seq } = shown;
      const totals = [usage.total, meters.total, tables[0]?.breakdown.total];
      expect(totals.map((total) => total?.credits)).toEqual(Array(3).fill(balance.used));
      expect([balance.seq, usage.seq, meters.seq]).toEqual([seq, seq, seq]);
      seen += 1;
    }
    await writing;
  });

  test('says where use is a multiple of its own usual, with the sum that the log has since then', async () => {
    const customer = 'leaping';
    world.setClock('2026-09-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-09-01T00:00:00+02:00' });
    world.setClock('2026-10-29T12:30:00+01:00');
    const days = Array.from({ length: 29 }, (_, index) => index);
    const on = (day: number) => {
      const at = new Date(Date.parse('2026-10-29T10:00:00Z') - day * 86_400_000).toISOString();
      return [
        { id: `u1 ${day}`, type: 'work', at, amount: 10, dimensions: { user: 'u1' } },
        { id: `u2 ${day}`, type: 'work', at, amount: day < 3 ? 50 : 2, dimensions: { user: 'u2' } },
      ];
    };
    await world.record(customer, days.flatMap(on), true);
    const { context, caller } = world;
    const changed = async (query: Omit<OverviewQuery, 'customer'> = {}) =>
      bodyOf(await readOverview(context, caller, { customer, ...query })).changes;
    const told = await changed();
    expect(told).toEqual([
      {
        ...{ by: 'meter', key: 'work', label: expect.any(String), times: 5 },
        ...{ since: '2026-10-27T00:00:00+01:00', credits: '180', usual: '12' },
      },
      {
        ...{ by: 'user', key: 'u2', label: 'u2', times: 25 },
        ...{ since: '2026-10-27T00:00:00+01:00', credits: '150', usual: '2' },
      },
    ]);
    const since = { from: '2026-10-27', to: '2026-10-30', filter: 'user:in:u2' };
    const usage = bodyOf(await readUsage(context, caller, { customer, ...since }));
    expect(usage.total.credits).toBe('150');
    expect(await changed({ filter: 'user:in:u2' })).toEqual([]);
    expect(await changed({ period: '7d' })).toEqual([]);
  });
});

describe.each(engines)('past cycles of a varied history on %s', (engine) => {
  test('open with what the one before left, and used what usage and entries say', async () => {
    const database = await openTestDatabase(engine);
    try {
      await recordVariedHistory(database);
      const context = openContext(database);
      const read = async (period: string) =>
        bodyOf(await readOverview(context, CALLER, { customer: VARIED_CUSTOMER, period }));
      let shown = await read('current');
      let cycles = 0;
      for (;;) {
        const { balance, usage } = shown;
        expect(balance.used).toBe(usage.total.credits);
        if (shown.period.previous === null) break;
        const before = await read(shown.period.previous);
        expect(before.balance.remaining).toBe(balance.opening);
        expect(before.period.to).toBe(shown.period.from);
        shown = before;
        cycles += 1;
      }
      expect(Number(shown.balance.opening)).toBe(0);
      expect(cycles).toBeGreaterThan(2);
    } finally {
      await database.close();
    }
  });
});
