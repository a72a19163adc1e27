import type { Permission } from '@fuelgauge/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { voidEvent } from '../../server/src/operations/correct-event.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import { readUsage } from '../../server/src/operations/read-usage.ts';
import type { Sight } from '../../server/src/operations/sight.ts';
import { engines } from '../support/databases.ts';
import { bodyOf, openReadsWorld, type ReadsWorld, type SentUsage } from '../support/reads-world.ts';

const START = Date.parse('2026-10-01T00:00:00+02:00');
const END = Date.parse('2026-11-01T00:00:00+01:00');
const BY = ['meter', 'category', 'team', 'user', 'folder', 'surface', 'token_type'];

const between = (min: number, max: number) =>
  fc.integer({ min, max }).map((ms) => new Date(ms).toISOString());
const moment = between(START, END - 1);
/** Strictly inside, so that neither part of a cut range is empty, which a range may not be. */
const inside = between(START + 1, END - 1);
const value = (names: readonly string[]) =>
  fc.option(fc.constantFrom(...names), { nil: undefined });
const used = fc.record({
  type: fc.constantFrom('work', 'extra', 'tokens'),
  at: moment,
  amount: fc.integer({ min: 0, max: 30 }),
  folder: value(['a', 'b', 'c']),
  user: value(['u1', 'u2']),
  surface: value(['web', 'cli']),
  isVoid: fc.boolean(),
});
const history = fc.array(used, { minLength: 1, maxLength: 12 });

type Used = typeof used extends fc.Arbitrary<infer Each> ? Each : never;

function sent({ type, at, amount, folder, user, surface }: Used, index: number): SentUsage {
  const named = Object.entries({ folder, user, surface }).filter(([, name]) => name !== undefined);
  const dimensions = Object.fromEntries(named) as Record<string, string>;
  const data = { input_tokens: amount, output_tokens: 1000 };
  const about = { id: `e${index}`, type, at, dimensions };
  return type === 'tokens' ? { ...about, data } : { ...about, amount };
}

describe.each(engines)('readings of any history on %s', (engine) => {
  let world: ReadsWorld;
  let customers = 0;

  beforeAll(async () => {
    world = await openReadsWorld(engine);
  });

  afterAll(() => world?.close());

  async function recorded(events: readonly Used[]): Promise<string> {
    customers += 1;
    const customer = `c${customers}`;
    world.setClock('2026-10-01T00:00:00+02:00');
    await world.putCustomer(customer, { plan: 'basic', started_at: '2026-10-01T00:00:00+02:00' });
    world.setClock('2026-11-01T12:00:00+01:00');
    await world.record(customer, events.map(sent));
    for (const [index, { isVoid }] of events.entries()) {
      if (!isVoid) continue;
      const body = { id: `e${index}`, reason: 'a test' };
      bodyOf(await voidEvent(world.context, world.caller, { customer, body }));
    }
    return customer;
  }

  const breakdown = async (query: Parameters<typeof readBreakdown>[2]) =>
    bodyOf(await readBreakdown(world.context, world.caller, query));

  test('every attribute, every way of reading and every way of cutting the range give one total', async () => {
    await fc.assert(
      fc.asyncProperty(history, inside, async (events, cut) => {
        const customer = await recorded(events);
        const month = { customer, from: '2026-10-01', to: '2026-11-01' };
        const at = '2026-10-31T22:59:59.999999Z';
        const restated = await readBalance(world.context, world.caller, {
          customer,
          at,
          known: 'now',
        });
        const { used: total } = bodyOf(restated);
        for (const by of BY) {
          const stored = await breakdown({ ...month, by });
          expect(stored.total.credits).toBe(total);
          // A second and a third dimension leave nothing stored to read from.
          const lines = await breakdown({ ...month, by, filter: 'surface:ex:none;user:ex:none' });
          expect(lines.rows).toEqual(stored.rows);
          const before = await breakdown({ ...month, by, to: cut });
          const after = await breakdown({ ...month, by, from: cut });
          for (const { key, ...row } of stored.rows) {
            const parts = [before, after].map(({ rows }) => rows.find((each) => each.key === key));
            const own = parts.map((part) => Number((part?.direct ?? part)?.credits ?? 0));
            expect(sum(own)).toBeCloseTo(Number((row.direct ?? row).credits), 9);
          }
          const usage = await readUsage(world.context, world.caller, { ...month, group_by: by });
          const { groups } = bodyOf(usage);
          expect(sum(groups.flatMap(({ credits }) => credits.map(Number)))).toBeCloseTo(
            Number(total),
            9,
          );
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  test('what is looked for among the lines is what is left of all of them, whoever asks', async () => {
    await fc.assert(
      fc.asyncProperty(history, inside, async (events, cut) => {
        const customer = await recorded(events);
        const ranges = [
          { customer, from: '2026-10-01', to: '2026-11-01' },
          { customer, from: '2026-10-01', to: cut },
        ];
        for (const { name, found, others, sight } of VIEWS) {
          const filter = `${name}:in:${found}`;
          const sights = new Map([[customer, { ...EVERYTHING, ...sight }]]);
          const bound = { ...world.caller, sights };
          for (const [range, by] of ranges.flatMap((each) => BY.map((by) => [each, by] as const))) {
            // Everything else is left out of all lines, one by one.
            const rest = await breakdown({ ...range, by, filter: `${name}:ex:${others}` });
            const looked = await breakdown({ ...range, by, filter });
            expect(looked).toEqual(rest);
            if (sight === undefined) continue;
            const seen = bodyOf(await readBreakdown(world.context, bound, { ...range, by }));
            expect(seen.rows).toEqual(rest.rows);
            expect(seen.total).toEqual(rest.total);
          }
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});

/** Some usage by one dimension: the values it has, all it may have beside them, and who sees nothing else. */
const VIEWS: readonly View[] = [
  { name: 'folder', found: 'a,b', others: 'c,' },
  { name: 'folder', found: 'a', others: 'b,c,', sight: { scope: 'a' } },
  { name: 'user', found: 'u1', others: 'u2,', sight: { member: 'u1', permissions: new Set() } },
  { name: 'token_type', found: 'input', others: 'output,' },
];

interface View {
  readonly name: string;
  readonly found: string;
  readonly others: string;
  readonly sight?: Partial<Sight>;
}

const EVERYTHING: Sight = {
  permissions: new Set<Permission>(['usage.read', 'billing.read']),
  member: null,
  scope: null,
  groups: null,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
