import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credits, formatCredits } from '../../core/src/index.ts';
import { voidEvent } from '../../server/src/operations/correct-event.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import {
  type PivotJson,
  type PivotQuery,
  readPivot,
} from '../../server/src/operations/read-pivot.ts';
import { engines } from '../support/databases.ts';
import { bodyOf, codeOf, openReadsWorld, type ReadsWorld } from '../support/reads-world.ts';

const MONTH = { from: '2026-10-01', to: '2026-11-01' };
const NAMES = ['meter', 'category', 'user', 'folder', 'surface', 'token_type'];
const value = (names: readonly string[]) =>
  fc.option(fc.constantFrom(...names), { nil: undefined });
const used = fc.record({
  type: fc.constantFrom('work', 'extra', 'tokens'),
  hour: fc.integer({ min: 0, max: 600 }),
  amount: fc.integer({ min: 0, max: 40 }),
  folder: value(['a', 'b']),
  user: value(['u1', 'u2']),
  surface: value(['web', 'cli']),
  run: value(['r1', 'r2']),
  isVoid: fc.boolean(),
});
type Used = typeof used extends fc.Arbitrary<infer Each> ? Each : never;

describe.each(engines)('a pivot on %s', (engine) => {
  let world: ReadsWorld;
  let customers = 0;

  beforeAll(async () => {
    world = await openReadsWorld(engine);
  });

  afterAll(() => world?.close());

  async function recorded(events: readonly Used[]): Promise<string> {
    customers += 1;
    const customer = `pivot${customers}`;
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' });
    world.setClock('2026-10-31T12:00:00+01:00');
    const sent = events.map(({ type, hour, amount, folder, user, surface, run }, index) => {
      const at = new Date(Date.parse('2026-10-02T00:00:00Z') + hour * 3_600_000).toISOString();
      const named = Object.entries({ folder, user, surface }).filter(([, each]) => each);
      const about = {
        id: `e${index}`,
        type,
        at,
        dimensions: Object.fromEntries(named) as Record<string, string>,
        ...(run && { run }),
      };
      const data = { input_tokens: amount, output_tokens: 1000 };
      return type === 'tokens' ? { ...about, data } : { ...about, amount };
    });
    await world.record(customer, sent);
    for (const [index, { isVoid }] of events.entries()) {
      const body = { id: `e${index}`, reason: 'a test' };
      if (isVoid) bodyOf(await voidEvent(world.context, world.caller, { customer, body }));
    }
    return customer;
  }

  const pivot = async (query: PivotQuery) =>
    bodyOf(await readPivot(world.context, world.caller, query));

  test('totals in every direction agree, and with the breakdown by the same attribute', async () => {
    const attributes = fc.shuffledSubarray(NAMES, { minLength: 3, maxLength: 3 });
    const history = fc.array(used, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, attributes, async (events, [rows = '', one = '', two = '']) => {
        const customer = await recorded(events);
        const found = await pivot({ customer, ...MONTH, rows, columns: `${one},${two}` });
        for (const row of found.rows) expect(sum(row.cells)).toEqual(only(row));
        for (const [index, column] of found.columns.entries()) {
          expect(sum(found.rows.map(({ cells }) => cells[index] ?? null))).toEqual(only(column));
        }
        expect(sum(found.rows)).toEqual(found.total);
        const query = { customer, ...MONTH, by: rows };
        const ranked = bodyOf(await readBreakdown(world.context, world.caller, query));
        expect(found.total).toEqual(only(ranked.total));
        const direct = new Map(
          ranked.rows.map((row) => [row.key, only(row.direct ?? row)] as const),
        );
        for (const row of found.rows) expect(direct.get(row.key)).toEqual(only(row));
      }),
      { numRuns: 10 },
    );
  }, 180_000);

  test('who used nothing has a row too, deleted ones when asked for, with what the directory says', async () => {
    const nothing = { folder: undefined, surface: undefined, run: undefined, isVoid: false };
    const customer = await recorded([{ type: 'work', hour: 1, amount: 9, user: 'u1', ...nothing }]);
    const put = async (id: string, body: object) =>
      bodyOf(
        await putDirectory(world.context, world.caller, { customer, kind: 'members', id, body }),
      );
    await put('u1', { name: 'Mia', role: 'admin' });
    await put('idle', { name: 'Tom', status: 'paused', pause_reason: 'limit' });
    await put('gone', { name: 'Ida', status: 'deleted' });
    const keys = ({ rows }: PivotJson) => rows.map(({ key }) => key);
    const query = { customer, ...MONTH, rows: 'user', columns: 'surface' };
    expect(keys(await pivot(query))).toEqual(['u1']);
    const all = await pivot({ ...query, include: 'all' });
    expect(keys(all)).toEqual(['u1', 'idle']);
    expect(all.rows).toMatchObject([
      {
        label: 'Mia',
        entry: { role: 'admin', status: 'active' },
        last_used_at: expect.any(String),
      },
      { credits: '0', entry: { status: 'paused', pause_reason: 'limit' }, last_used_at: null },
    ]);
    expect(keys(await pivot({ ...query, include: 'deleted' }))).toEqual(['u1', 'gone', 'idle']);
  });

  test('a row says how many runs it had and what one was charged, corrections included', async () => {
    const about = { type: 'work' as const, user: 'u1', folder: undefined, surface: undefined };
    const customer = await recorded([
      { ...about, hour: 1, amount: 10, run: 'r1', isVoid: false },
      { ...about, hour: 2, amount: 10, run: 'r1', isVoid: true },
      { ...about, hour: 3, amount: 30, run: 'r2', isVoid: false },
    ]);
    const { rows } = await pivot({ customer, ...MONTH, rows: 'user', runs: 'true' });
    const [row] = rows;
    expect(row?.runs?.count).toBe(2);
    expect(credits(row?.runs?.p95 ?? '')).toBe(3n * credits(row?.runs?.median ?? ''));
    const both = credits(row?.runs?.p95 ?? '') + credits(row?.runs?.median ?? '');
    expect(formatCredits(both)).toBe(row?.credits);
  });

  test('what the catalog does not have, and a third column, are refused', async () => {
    const customer = await recorded([]);
    const ask = (query: object) =>
      readPivot(world.context, world.caller, { customer, rows: 'meter', ...query });
    expect(codeOf(await ask({ rows: 'yacht' }))).toBe('dimension_unknown');
    expect(codeOf(await ask({ columns: 'user,yacht' }))).toBe('dimension_unknown');
    expect(codeOf(await ask({ columns: 'user,folder,surface' }))).toBe('query_invalid');
  });
});

interface Amounts {
  readonly credits: string;
  readonly list_credits: string;
  readonly events: number;
}

function only({ credits: own, list_credits, events }: Amounts): Amounts {
  return { credits: own, list_credits, events };
}

function sum(all: readonly (Amounts | null)[]): Amounts {
  const total = (field: 'credits' | 'list_credits') =>
    formatCredits(all.reduce((whole, each) => whole + credits(each?.[field] ?? '0'), 0n));
  return {
    credits: total('credits'),
    list_credits: total('list_credits'),
    events: all.reduce((whole, each) => whole + (each?.events ?? 0), 0),
  };
}
