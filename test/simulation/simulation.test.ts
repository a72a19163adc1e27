import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DEFECTS } from './memory-engine.ts';
import { runSeed, runSeeds, type Tier } from './simulate.ts';
import { neverSeen } from './sometimes.ts';

/** Seeds that once showed a mistake, and which. */
const REMEMBERED = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'seeds.json'), 'utf8'),
) as readonly { readonly seed: number; readonly tier: Tier; readonly showed: string }[];

const SEEDS = 300;
/** On the product's own store, where each takes seconds. */
const STORE_SEEDS = 5;
const FROM = Number(process.env['FUELGAUGE_SEED'] ?? 1);
/** The machine may be busy with other things. */
const TIMEOUT_MS = 600_000;

test(`whatever fails, what was acknowledged is there once and as answered, in ${SEEDS} seeds`, {
  timeout: TIMEOUT_MS,
}, async () => {
  const { failures, sometimes, operations } = await runSeeds({ from: FROM, count: SEEDS });
  expect(failures).toEqual([]);
  expect(neverSeen(sometimes), 'things that never happened make the run void').toEqual([]);
  expect(operations).toBeGreaterThan(SEEDS * 100);
});

test(`the product's operations and SQL hold against the model, with every proof, in ${STORE_SEEDS} seeds`, {
  timeout: TIMEOUT_MS,
}, async () => {
  const range = { from: FROM, count: STORE_SEEDS, tier: 'pglite' } as const;
  const { failures, sometimes, operations } = await runSeeds(range);
  expect(failures).toEqual([]);
  expect(sometimes).toMatchObject({
    'cut off between statements': expect.any(Number),
    'the answer to COMMIT was lost': expect.any(Number),
    'two servers at one customer': expect.any(Number),
    overdraft: expect.any(Number),
  });
  expect(operations).toBeGreaterThan(STORE_SEEDS * 50);
});

test.each(DEFECTS)(
  'a store or server that %s is found',
  { timeout: TIMEOUT_MS },
  async (defect) => {
    for (let seed = FROM; seed < FROM + SEEDS; seed += 1) {
      const { failure } = await runSeed(seed, { defect });
      if (failure !== null) return;
    }
    expect.fail(`none of ${SEEDS} seeds has found it`);
  },
);

test.each(REMEMBERED)(
  'seed $seed ($tier) stays right: $showed',
  { timeout: TIMEOUT_MS },
  async ({ seed, tier }) => {
    expect((await runSeed(seed, { tier })).failure).toBeNull();
  },
);

test.each(['memory', 'pglite'] as const)(
  'a seed tells the same story each time (%s)',
  { timeout: TIMEOUT_MS },
  async (tier) => {
    const [once, again] = [await runSeed(FROM, { tier }), await runSeed(FROM, { tier })];
    expect(once.story().length).toBeGreaterThan(1000);
    expect(again.story()).toBe(once.story());
  },
);
