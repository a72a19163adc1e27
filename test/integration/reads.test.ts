import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amendEvent, voidEvent } from '../../server/src/operations/correct-event.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { readActivity } from '../../server/src/operations/read-activity.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import { readEntries } from '../../server/src/operations/read-entries.ts';
import { readEvent } from '../../server/src/operations/read-event.ts';
import { readUsage } from '../../server/src/operations/read-usage.ts';
import { engines } from '../support/databases.ts';
import {
  bodyOf,
  codeOf,
  openReadsWorld,
  type ReadsWorld,
  type SentUsage,
} from '../support/reads-world.ts';

const BERLIN = { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' } as const;

describe.each(engines)('readings on %s', (engine) => {
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

  describe('of a month with everything in it', () => {
    const customer = 'acme';

    beforeAll(() => recordMonth(world, customer));

    const TOTAL = '36';

    test.each(['meter', 'category', 'team', 'user', 'folder', 'surface', 'token_type'])(
      'the rows by %s add up to the total, with usage that has no value in a row of its own',
      async (by) => {
        const { rows, total } = await breakdown({ customer, by });
        expect(total).toMatchObject({ credits: TOTAL, events: 10 });
        const direct = rows.map((row) => row.direct ?? row);
        expect(direct.reduce((sum, { credits }) => sum + Number(credits), 0)).toBe(Number(TOTAL));
        expect(direct.reduce((sum, { events }) => sum + events, 0)).toBe(10);
        const { groups } = await usage({ customer, group_by: by });
        const cells = groups.flatMap(({ credits }) => credits.map(Number));
        expect(cells.reduce((sum, credits) => sum + credits, 0)).toBe(Number(TOTAL));
      },
    );

    test.each(['hour', 'day', 'week', 'month'])(
      'buckets by %s tile the cycle and hold all of it',
      async (granularity) => {
        const { buckets, groups, total, from, to } = await usage({ customer, granularity });
        expect(buckets[0]?.start).toBe(from);
        expect(buckets.at(-1)?.end).toBe(to);
        for (const [index, { start }] of buckets.slice(1).entries()) {
          expect(start).toBe(buckets[index]?.end);
        }
        const sum = groups[0]?.credits.reduce((all, credits) => all + Number(credits), 0);
        expect(sum).toBe(Number(total.credits));
        expect(total.credits).toBe(TOTAL);
      },
    );

    test('a range cut anywhere, within hours and days too, is the sum of its parts by any attribute', async () => {
      const cuts = [
        '2026-10-01',
        '2026-10-02T10:30:00Z',
        '2026-10-05T08:00:00Z',
        '2026-10-08T10:00:00.000001Z',
        '2026-11-01',
      ];
      for (const by of ['meter', 'folder', 'surface', 'user']) {
        const sums = new Map<string | null, number>();
        for (const [index, from] of cuts.slice(0, -1).entries()) {
          const to = cuts[index + 1];
          const { rows } = await breakdown({ customer, by, from, to });
          for (const { key, direct, credits } of rows) {
            sums.set(key, (sums.get(key) ?? 0) + Number(direct?.credits ?? credits));
          }
        }
        const { rows } = await breakdown({ customer, by });
        for (const { key, direct, credits } of rows) {
          expect([by, key, sums.get(key) ?? 0]).toEqual([
            by,
            key,
            Number(direct?.credits ?? credits),
          ]);
        }
      }
    });

    test('one dimension answers the same from sums and from lines', async () => {
      const own = await breakdown({ customer, by: 'user' });
      const byLines = await breakdown({ customer, by: 'user', filter: 'surface:ex:nothing' });
      expect(byLines.rows).toEqual(own.rows);
    });

    test('a folder is its own usage and that of all below it', async () => {
      const { rows } = await breakdown({ customer, by: 'folder' });
      expect(
        rows.map(({ key, label, parent, credits, direct }) => [
          key,
          label,
          parent,
          credits,
          direct?.credits,
        ]),
      ).toEqual([
        ['a', 'Folder a', null, '14', '3'],
        ['b', 'Folder b', null, '13', '13'],
        ['a1', 'Folder a1', 'a', '11', '11'],
        [null, 'Top', null, '9', '9'],
      ]);
    });

    test('leaving a folder out leaves what is below it (G16)', async () => {
      const filter = 'folder:ex:a;folder:in:a,a1;meter:in:work';
      const { total, whole } = await usage({ customer, filter });
      expect(total.credits).toBe('4');
      expect(whole.credits).toBe(TOTAL);
    });

    test('filters narrow each other, name categories with what lies in them, and find usage without a value', async () => {
      const credits = async (filter: string) => (await usage({ customer, filter })).total.credits;
      expect(await credits('category:in:all')).toBe(TOTAL);
      expect(await credits('category:in:work')).toBe('29');
      expect(await credits('meter:ex:work,tokens')).toBe('7');
      expect(await credits('folder:in:;meter:in:work')).toBe('6.5');
      expect(await credits('user:in:u2;token_type:in:input')).toBe('2');
    });

    test('a split of one event is attributed by its values', async () => {
      const { rows } = await breakdown({ customer, by: 'token_type', filter: 'meter:in:tokens' });
      expect(
        rows.map(({ key, credits, quantity, unit, events }) => [
          key,
          credits,
          quantity,
          unit,
          events,
        ]),
      ).toEqual([
        ['input', '2', '2000', 'token', 1],
        ['output', '0.5', '500', 'token', 0],
      ]);
    });

    test('distinct values are counted again over every stretch, never summed', async () => {
      const filter = 'meter:in:builders';
      const day = await usage({ customer, group_by: 'meter', filter });
      const counted = day.groups[0]?.quantity?.filter((quantity) => quantity !== '0');
      expect(counted).toEqual(['1', '2']);
      expect(day.groups[0]?.total.quantity).toBe('2');
      const running = await usage({ customer, group_by: 'meter', filter, cumulative: 'true' });
      expect(running.groups[0]?.quantity?.slice(4, 9)).toEqual(['0', '1', '2', '2', '2']);
      const { rows } = await breakdown({ customer, by: 'team', filter });
      expect(rows.map(({ key, quantity }) => [key, quantity])).toEqual([
        ['t1', '1'],
        ['t2', '1'],
      ]);
    });

    test('quantities stand beside credits only where they have one unit', async () => {
      const { rows } = await breakdown({ customer, by: 'meter' });
      const found = new Map(rows.map(({ key, quantity, unit }) => [key, [quantity, unit]]));
      expect(found.get('extra')).toEqual(['7', 'piece']);
      expect(found.get('work')).toEqual(['26.5', 'unit']);
      const users = await breakdown({ customer, by: 'user' });
      expect(users.rows.find(({ key }) => key === 'u2')?.quantity).toBeNull();
    });

    test('pages of a breakdown make up the whole, and shares are of the whole', async () => {
      const all = await breakdown({ customer, by: 'user' });
      const rows = [];
      let cursor: string | undefined;
      do {
        const page = await breakdown({ customer, by: 'user', limit: '2', cursor });
        rows.push(...page.rows);
        expect((page.rest?.rows ?? 0) + rows.length).toBe(all.rows.length);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(rows).toEqual(all.rows);
      expect(all.rows.find(({ key }) => key === 'u3')?.share).toBe('0.2222');
      expect(all.rows.find(({ key }) => key === 'u1')).toMatchObject({
        label: 'Anna',
        parent: 't1',
      });
    });

    test('the log shows the newest first, with draws, corrections and what is charged now', async () => {
      const page = await activity({ customer, limit: '3' });
      expect(page.data.map(({ id, state, current }) => [id, state, current.credits])).toEqual([
        ['m1', 'amended', '8'],
        ['v1', 'voided', '0'],
        ['b3', 'recorded', '0'],
      ]);
      expect(page.data[1]).toMatchObject({
        credits: '100',
        draws: [{ kind: 'monthly', amount: '100' }],
        corrections: [{ kind: 'void', credits: '-100', reason: 'a test' }],
      });
      expect(page.total).toEqual({ credits: TOTAL, list_credits: TOTAL, events: 10 });
      const next = await activity({ customer, limit: '100', cursor: page.next_cursor ?? '' });
      expect([...page.data, ...next.data].map(({ id }) => id)).toEqual([
        'm1',
        'v1',
        'b3',
        'b2',
        'b1',
        't1',
        'e1',
        'w4',
        'w3',
        'w2',
        'w1',
      ]);
      expect(next.next_cursor).toBeNull();
    });

    test.each([
      [{ filter: 'folder:in:a1' }, ['e1', 'w2']],
      [{ filter: 'folder:in:;meter:in:work' }, ['w4']],
      [{ filter: 'token_type:in:output' }, ['t1']],
      [{ filter: 'user:ex:u1,u2,u3;category:in:work' }, ['w4']],
      [{ status: 'voided' }, ['v1']],
      [{ run: 'run_8' }, ['w3']],
      [{ q: 'RUN_' }, ['w3']],
      [{ q: 'cli' }, ['w2']],
      [{ id: 'w1', source: 'api' }, ['w1']],
      [{ type: 'extra' }, ['e1']],
      [{ type: 'extra', from: '2026-10-06' }, []],
    ])('the log searched for %j has %j', async (query, ids) => {
      const { data } = await activity({ customer, ...query });
      expect(data.map(({ id }) => id)).toEqual(ids);
    });

    test('one event opens to all its transfers', async () => {
      const event = bodyOf(await readEvent(world.context, world.caller, { customer, id: 'v1' }));
      expect(
        event.entries.map(({ kind, amount, credit }) => [kind, amount, credit === 'used']),
      ).toEqual([
        ['draw', '100', true],
        ['void', '100', false],
      ]);
      expect(codeOf(await readEvent(world.context, world.caller, { customer, id: 'x' }))).toBe(
        'event_unknown',
      );
    });

    test('entries of a page at a time are all entries, and add up to what is used', async () => {
      const entries = [];
      let cursor: string | undefined;
      do {
        const page = bodyOf(
          await readEntries(world.context, world.caller, { customer, limit: '3', cursor }),
        );
        entries.push(...page.data);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      const places = entries.map(({ seq, part }) => seq * 1000 + part);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(new Set(places).size).toBe(places.length);
      const used = entries.reduce((sum, { debit, credit, amount }) => {
        return sum + (credit === 'used' ? Number(amount) : debit === 'used' ? -Number(amount) : 0);
      }, 0);
      expect(String(used)).toBe((await balance({ customer })).used);
      const ofEvent = await readEntries(world.context, world.caller, { customer, event: 'm1' });
      expect(bodyOf(ofEvent).data.map(({ kind }) => kind)).toEqual(['draw', 'void', 'amend']);
      const granted = await readEntries(world.context, world.caller, {
        customer,
        kind: 'grant',
        from: '2026-10-01',
        to: '2026-10-02',
      });
      expect(bodyOf(granted).data.map(({ amount }) => amount)).toEqual(['1000']);
    });

    test.each([
      [{ filter: 'colour:in:red' }, 'dimension_unknown'],
      [{ filter: 'meter:in:nothing' }, 'query_invalid'],
      [{ filter: 'folder=a' }, 'query_invalid'],
      [{ group_by: 'colour' }, 'dimension_unknown'],
      [{ granularity: 'minute' }, 'query_invalid'],
      [{ unit: 'gold' }, 'query_invalid'],
      [{ from: 'yesterday' }, 'time_invalid'],
      [{ from: '2026-10-05', to: '2026-10-05' }, 'time_invalid'],
      [{ from: '2020-01-01', to: '2026-10-05', granularity: 'hour' }, 'query_invalid'],
      [{ series: 'flex' }, 'query_invalid'],
    ])('the question %j is refused as %s', async (query, code) => {
      expect(codeOf(await readUsage(world.context, world.caller, { customer, ...query }))).toBe(
        code,
      );
    });

    test('another key sees no such customer', async () => {
      const stranger = { actor: 'stranger', isTest: null, customers: ['other'] };
      expect(codeOf(await readUsage(world.context, stranger, { customer }))).toBe(
        'customer_unknown',
      );
      expect(codeOf(await readBalance(world.context, stranger, { customer }))).toBe(
        'customer_unknown',
      );
    });
  });
});

/** Folders, members, and usage of every kind, one event of it voided and one amended. */
async function recordMonth(world: ReadsWorld, customer: string): Promise<void> {
  world.setClock('2026-10-01T00:00:00+02:00');
  await world.putCustomer(customer, BERLIN);
  world.setClock('2026-10-20T12:00:00+02:00');
  const folders = [
    ['a', null],
    ['a1', 'a'],
    ['a2', 'a'],
    ['b', null],
  ] as const;
  for (const [id, parent] of folders) {
    const body = { name: `Folder ${id}`, parent };
    const entry = { customer, kind: 'scopes' as const, id, body };
    bodyOf(await putDirectory(world.context, world.caller, entry));
  }
  const anna = {
    customer,
    kind: 'members' as const,
    id: 'u1',
    body: { name: 'Anna', parent: 't1' },
  };
  bodyOf(await putDirectory(world.context, world.caller, anna));
  await world.record(customer, MONTH);
  const reason = 'a test';
  bodyOf(await voidEvent(world.context, world.caller, { customer, body: { id: 'v1', reason } }));
  const amended = {
    id: 'm1',
    reason,
    data: { amount: 8 },
    dimensions: { folder: 'b', user: 'u3' },
  };
  bodyOf(await amendEvent(world.context, world.caller, { customer, body: amended }));
}

const MONTH: readonly SentUsage[] = [
  {
    id: 'w1',
    type: 'work',
    at: '2026-10-02T10:15:00Z',
    amount: 3,
    dimensions: { folder: 'a', user: 'u1', surface: 'web' },
  },
  {
    id: 'w2',
    type: 'work',
    at: '2026-10-02T10:45:00Z',
    amount: 4,
    dimensions: { folder: 'a1', user: 'u1', surface: 'cli' },
  },
  {
    id: 'w3',
    type: 'work',
    at: '2026-10-03T22:30:00Z',
    amount: 5,
    dimensions: { folder: 'b', user: 'u2' },
    run: 'run_8',
  },
  { id: 'w4', type: 'work', at: '2026-10-05T08:00:00Z', amount: 6.5 },
  {
    id: 'e1',
    type: 'extra',
    at: '2026-10-05T09:00:00Z',
    amount: 7,
    dimensions: { folder: 'a1', user: 'u1' },
  },
  {
    id: 't1',
    type: 'tokens',
    at: '2026-10-06T09:00:00Z',
    data: { input_tokens: 2000, output_tokens: 500 },
    dimensions: { user: 'u2' },
  },
  {
    id: 'b1',
    type: 'built',
    at: '2026-10-06T09:00:00Z',
    dimensions: { user: 'u1', team: 't1' },
  },
  {
    id: 'b2',
    type: 'built',
    at: '2026-10-07T09:00:00Z',
    dimensions: { user: 'u1', team: 't1' },
  },
  {
    id: 'b3',
    type: 'built',
    at: '2026-10-07T10:00:00Z',
    dimensions: { user: 'u2', team: 't2' },
  },
  {
    id: 'v1',
    type: 'work',
    at: '2026-10-08T10:00:00Z',
    amount: 100,
    dimensions: { folder: 'a2', user: 'u1', surface: 'web' },
  },
  {
    id: 'm1',
    type: 'work',
    at: '2026-10-09T10:00:00Z',
    amount: 20,
    dimensions: { folder: 'a2', user: 'u1' },
  },
];
