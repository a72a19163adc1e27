import assert from 'node:assert/strict';
import { checkRun } from './check-run.ts';
import { type Habits, type Load, runClient } from './client.ts';
import { openDatabaseEngine } from './database-engine.ts';
import type { Engine } from './engine.ts';
import { type Defect, openMemoryEngine } from './memory-engine.ts';
import { openRandom, type Random } from './random.ts';
import { type SimulatedServer, startServer } from './simulated-server.ts';
import { openTimeline } from './timeline.ts';
import type { History } from './workload.ts';
import { note, type Weather, type World } from './world.ts';

/** `memory` is tier A; `pglite` runs the product's operations on its own store. */
export type Tier = 'memory' | 'pglite';

export interface SeedRun {
  readonly seed: number;
  /** Transactions that were committed. */
  readonly operations: number;
  /** What went wrong; null when everything held. */
  readonly failure: string | null;
  readonly sometimes: ReadonlyMap<string, number>;
  /** Everything that was committed and acknowledged, in words: equal for equal seeds. */
  readonly story: () => string;
}

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;

/** Once nothing fails any more, everything that a client has begun ends within this time. */
const LIVENESS = 180 * SECOND;

export interface SeedOptions {
  readonly tier?: Tier;
  /** Makes the store or the server do something wrong, for which the run must fail. */
  readonly defect?: Defect;
}

/** Runs one seed: clients, servers, store and clock, and then everything against the model. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedRun> {
  const world = openWorld(seed);
  const names = Array.from({ length: world.random.between(1, 3) }, (_, index) => `c${index + 1}`);
  const engine =
    options.tier === 'pglite'
      ? await openDatabaseEngine(world, names)
      : openMemoryEngine(world, options.defect);
  let failure: string | null = null;
  try {
    await live(world, engine, names);
    await checkRun(world, engine);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    await engine.close();
  }
  const { commits, sometimes } = world;
  return { seed, operations: commits.length, failure, sometimes, story: () => storyOf(world) };
}

function openWorld(seed: number): World {
  const random = openRandom(seed);
  return {
    timeline: openTimeline(),
    random,
    weather: drawWeather(random),
    isCalm: false,
    clockOffset: 0,
    stalledUntil: 0,
    commits: [],
    acknowledged: [],
    faults: [],
    sometimes: new Map(),
  };
}

/** Each kind of fault is absent in some seeds and common in others, so that none hides another. */
function drawWeather(random: Random): Weather {
  const upTo = (most: number) => (random.chance(0.3) ? 0 : random.next() * most);
  return {
    dropped: upTo(0.15),
    duplicated: upTo(0.2),
    slow: upTo(0.1),
    cutBeforeCommit: upTo(0.1),
    answerLost: upTo(0.1),
    diskFull: upTo(0.05),
    pausedUnderLock: upTo(0.05),
    unreachable: upTo(0.1),
  };
}

/** Some bursts of work over some weeks, with crashes and steps of the clock, and a calm end. */
async function live(world: World, engine: Engine, names: readonly string[]): Promise<void> {
  const { random, timeline } = world;
  const servers = Array.from({ length: random.between(2, 3) }, (_, index) =>
    startServer(world, engine, index),
  );
  const customers = names.map(
    (customer): History => ({ customer, events: [], acts: [], deeds: [] }),
  );
  const habits = Array.from({ length: random.between(3, 6) }, () => drawHabits(random));
  const load: Load = { begun: 0, done: 0 };
  for (let burst = 0, bursts = random.between(4, 8); burst < bursts; burst += 1) {
    const gap = random.pick([SECOND, HOUR, 30 * HOUR, 70 * HOUR, 120 * HOUR]);
    await timeline.runUntil(timeline.now() + gap + random.between(0, HOUR));
    stepClock(world);
    for (const [index, each] of habits.entries()) {
      const name = `b${burst}c${index}`;
      const client = {
        name,
        habits: each,
        servers: atLeastOne(servers),
        history: random.pick(atLeastOne(customers)),
      };
      void runClient(world, client, { deeds: random.between(2, 8), load }).catch((error: unknown) =>
        world.faults.push(error),
      );
    }
    troubleServers(world, servers);
    await timeline.runUntil(timeline.now() + random.between(3, 40) * SECOND);
  }
  world.isCalm = true;
  world.stalledUntil = 0;
  for (const server of servers) if (!server.isUp()) server.restart();
  await timeline.runUntil(timeline.now() + LIVENESS);
  assert.equal(load.done, load.begun, 'everything that was begun has been answered');
}

function drawHabits(random: Random): Habits {
  return {
    timeout: random.between(200, 8000) * 1000,
    backoff: random.between(10, 1000) * 1000,
    isPolite: random.chance(0.7),
    hands: random.between(1, 4),
    isFaithful: random.chance(0.5),
  };
}

function stepClock(world: World): void {
  const { random } = world;
  const before = world.clockOffset;
  world.clockOffset = random.chance(0.25) ? random.between(-2 * 3600, 2 * 3600) * SECOND : 0;
  if (world.clockOffset < before) note(world, 'the clock stepped back');
}

function troubleServers(world: World, servers: readonly SimulatedServer[]): void {
  const { random, timeline } = world;
  for (const server of servers) {
    if (random.chance(0.4)) continue;
    timeline.after(random.between(1, 3000) * 1000, () => {
      if (!server.isUp()) return;
      server.crash();
      timeline.after(random.between(50, 4000) * 1000, () => {
        if (!server.isUp()) server.restart();
      });
    });
  }
  if (random.chance(0.2)) {
    timeline.after(random.between(1, 2000) * 1000, () => {
      world.stalledUntil = timeline.now() + random.between(500, 8000) * 1000;
    });
  }
}

function atLeastOne<T>(items: readonly T[]): readonly [T, ...T[]] {
  assert(items.length > 0);
  return items as readonly [T, ...T[]];
}

function storyOf({ commits, acknowledged }: World): string {
  const lines = [...commits, ...acknowledged].map((each) =>
    JSON.stringify(each, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  );
  return lines.join('\n');
}

/** What a number of seeds have shown. */
export interface SeedRuns {
  readonly seeds: number;
  readonly operations: number;
  readonly failures: { readonly seed: number; readonly message: string }[];
  /** How often each thing happened that the runs are for. */
  readonly sometimes: Record<string, number>;
}

export interface SeedRange extends SeedOptions {
  readonly from: number;
  readonly count: number;
  readonly onSeed?: (run: SeedRun) => void;
}

/** Runs seeds one after the other. */
export async function runSeeds({ from, count, onSeed, ...options }: SeedRange): Promise<SeedRuns> {
  const failures: { seed: number; message: string }[] = [];
  const sometimes: Record<string, number> = {};
  let operations = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const run = await runSeed(seed, options);
    operations += run.operations;
    if (run.failure !== null) failures.push({ seed, message: run.failure });
    for (const [what, times] of run.sometimes) sometimes[what] = (sometimes[what] ?? 0) + times;
    onSeed?.(run);
  }
  return { seeds: count, operations, failures, sometimes };
}
