import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credits, formatCredits } from '../../core/src/index.ts';
import { amendEvent, voidEvent } from '../../server/src/operations/correct-event.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { listCustomerStates } from '../../server/src/operations/read-customer-states.ts';
import { type LogQuery, readLog } from '../../server/src/operations/read-log.ts';
import { readUsage } from '../../server/src/operations/read-usage.ts';
import { summariseLog } from '../../server/src/operations/sum-log.ts';
import type { LogRowJson } from '../../server/src/operations/wire/log-json.ts';
import { engines } from '../support/databases.ts';
import { bodyOf, codeOf, openReadsWorld, type ReadsWorld } from '../support/reads-world.ts';

const MONTH = { from: '2026-10-01', to: '2026-11-01' };
const value = (names: readonly string[]) =>
  fc.option(fc.constantFrom(...names), { nil: undefined });
const used = fc.record({
  type: fc.constantFrom('work', 'extra', 'tokens'),
  at: fc
    .integer({ min: Date.parse('2026-10-01T00:00:00Z'), max: Date.parse('2026-10-30T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString()),
  amount: fc.integer({ min: 0, max: 40 }),
  folder: value(['a', 'b']),
  user: value(['u1', 'u2']),
  surface: value(['web', 'cli']),
  became: fc.constantFrom('stays', 'stays', 'void', 'amend'),
});
type Used = typeof used extends fc.Arbitrary<infer Each> ? Each : never;
const history = fc.array(used, { minLength: 1, maxLength: 12 });

const FILTERS = [
  undefined,
  'meter:in:work',
  'folder:in:a',
  'folder:ex:a',
  'user:in:u1,',
  'token_type:in:input',
  'surface:in:web;user:ex:u2',
];

describe.each(engines)('the log of any history on %s', (engine) => {
  let world: ReadsWorld;
  let customers = 0;

  beforeAll(async () => {
    world = await openReadsWorld(engine);
  });

  afterAll(() => world?.close());

  async function recorded(events: readonly Used[]): Promise<string> {
    customers += 1;
    const customer = `log${customers}`;
    const { context, caller } = world;
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' });
    world.setClock('2026-10-31T12:00:00+01:00');
    const sent = events.map(({ type, at, amount, folder, user, surface }, index) => {
      const named = Object.entries({ folder, user, surface }).filter(([, each]) => each);
      const dimensions = Object.fromEntries(named) as Record<string, string>;
      const about = { id: `e${index}`, type, at, dimensions };
      const data = { input_tokens: amount, output_tokens: 1000 };
      return type === 'tokens' ? { ...about, data } : { ...about, amount };
    });
    await world.record(customer, sent);
    const grant = { kind: 'bought', amount: '7', reason: 'a test' };
    bodyOf(await issueGrant(context, caller, { customer, body: grant }));
    for (const [index, { became, type }] of events.entries()) {
      const id = `e${index}`;
      const body = { id, reason: 'a test' };
      if (became === 'void') bodyOf(await voidEvent(context, caller, { customer, body }));
      if (became === 'amend' && type !== 'tokens') {
        const amended = { ...body, data: { amount: 3 } };
        bodyOf(await amendEvent(context, caller, { customer, body: amended }));
      }
    }
    return customer;
  }

  async function allRows(query: LogQuery): Promise<LogRowJson[]> {
    const rows: LogRowJson[] = [];
    let cursor: string | null | undefined;
    do {
      const page = bodyOf(
        await readLog(world.context, world.caller, {
          ...query,
          limit: '3',
          ...(cursor && { cursor }),
        }),
      );
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return rows;
  }

  const sumOf = (rows: readonly LogRowJson[], field: 'credits' | 'matched') =>
    rows.reduce((sum, row) => sum + credits(row[field]), 0n);

  test('the footer is what the rows of all pages add up to, and the usage of the same filter', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom(...FILTERS), async (events, filter) => {
        const customer = await recorded(events);
        const query = { customer, ...MONTH, filter };
        const [rows, summary, usage] = [
          await allRows({ ...query, kind: 'debit,correction' }),
          bodyOf(await summariseLog(world.context, world.caller, query)),
          bodyOf(await readUsage(world.context, world.caller, query)),
        ];
        expect(summary.credits).toBe(usage.total.credits);
        expect(summary.whole).toBe(usage.whole.credits);
        expect(formatCredits(-sumOf(rows, 'matched'))).toBe(summary.credits);
        expect(summary.rows).toBe(rows.length);
        const days = summary.days.reduce((sum, day) => sum + credits(day.credits), 0n);
        expect(formatCredits(days)).toBe(summary.credits);
        // A search that everything passes goes through every line instead of what is summed as it is recorded.
        const searched = { ...query, q: 'amount:>0' };
        const found = bodyOf(await summariseLog(world.context, world.caller, searched));
        expect(found).toEqual(summary);
      }),
      { numRuns: 12 },
    );
  }, 180_000);

  test('money of own models is summed in its unit, and credits beside it are not added', async () => {
    const { context, caller } = world;
    const began = { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' };
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer('own', began);
    world.setClock('2026-10-10T00:00:00+02:00');
    const tokens = (id: string, at: string) => ({
      ...{ id, type: 'tokens', at },
      data: { input_tokens: 3000, output_tokens: 1000 },
    });
    await world.record('own', [tokens('before', '2026-10-05T00:00:00Z')]);
    await world.putCustomer('own', { billing_mode: 'own' });
    world.setClock('2026-10-20T00:00:00+02:00');
    await world.record('own', [tokens('after', '2026-10-15T00:00:00Z')]);
    const footer = async (more: { unit?: string; filter?: string } = {}) =>
      bodyOf(await summariseLog(context, caller, { customer: 'own', ...MONTH, ...more }));
    expect(await footer()).toMatchObject({ unit: 'usd', credits: '0.04', whole: '0.04', rows: 2 });
    expect(await footer({ filter: 'token_type:in:input' })).toMatchObject({ credits: '0.03' });
    const usage = { customer: 'own', ...MONTH, unit: 'usd' };
    expect((await footer()).credits).toBe(
      bodyOf(await readUsage(context, caller, usage)).total.credits,
    );
    expect(await footer({ unit: 'credits' })).toMatchObject({ unit: 'credit', credits: '4' });
    const asked = { customer: 'own', ...MONTH, unit: 'money' };
    expect(codeOf(await summariseLog(context, caller, asked))).toBe('query_invalid');
    const [own] = bodyOf(await listCustomerStates(context, caller, { q: 'own' })).data;
    expect(own).toMatchObject({ unit: 'usd', used: '0.04', used_percent: null });
    expect(own).toMatchObject({ available: null, flags: [] });
  });

  test('all rows together are the balance, in the order of booking, each once', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const customer = await recorded(events);
        const rows = await allRows({ customer, ...MONTH });
        const balance = bodyOf(await readBalance(world.context, world.caller, { customer }));
        expect(formatCredits(sumOf(rows, 'credits'))).toBe(
          formatCredits(credits(balance.remaining) - credits(balance.overdrawn)),
        );
        const places = rows.map(({ booked_at, seq }) => [Date.parse(booked_at), seq] as const);
        const sorted = places.toSorted(([a, b], [c, d]) => c - a || d - b);
        expect(places).toEqual(sorted);
        expect(new Set(rows.map(({ seq }) => seq)).size).toBe(rows.length);
      }),
      { numRuns: 8 },
    );
  }, 180_000);

  test('a search finds by what people call things, by field and by amount', async () => {
    const at = '2026-10-10T10:00:00Z';
    const about = { type: 'work' as const, at, amount: 4, became: 'stays' as const };
    const [folder, user, surface] = [undefined, undefined, undefined];
    const customer = await recorded([
      { ...about, user: 'u1', folder, surface },
      { ...about, amount: 40, user: 'u2', folder, surface },
      { ...about, type: 'extra' as const, user, folder: 'a', surface },
    ]);
    const { context, caller } = world;
    const named = { customer, kind: 'members', id: 'u1' } as const;
    bodyOf(await putDirectory(context, caller, { ...named, body: { name: 'Mia Night' } }));
    const ids = async (q: string) =>
      (await allRows({ customer, ...MONTH, q })).map(({ event }) => event?.id);
    expect(await ids('user:"mia night"')).toEqual(['e0']);
    expect(await ids('user:u2')).toEqual(['e1']);
    expect(await ids('id:e2')).toEqual(['e2']);
    expect(await ids('folder:a')).toEqual(['e2']);
    expect(await ids('user:u1 id:e1')).toEqual([]);
    const [most] = await allRows({ customer, ...MONTH, q: 'id:e1' });
    expect(await ids(`amount:>${most?.credits.slice(1)}`)).toEqual(['e1']);
    const unknown = await readLog(context, caller, { customer, ...MONTH, q: 'yacht:big' });
    expect(codeOf(unknown)).toBe('query_invalid');
  });
});
