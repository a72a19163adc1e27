import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../../server/src/store/postgres.ts';
import type { Fault, FaultOrder, FaultTally } from './fault.ts';
import { type FaultPlace, openFaultPlace, startFaultServer } from './fault-place.ts';
import { runFault } from './run-fault.ts';
import { seededRandom } from './seeded-random.ts';
import { kill, openServerScene } from './server-scene.ts';

/**
 * A first start is killed at a moment of its duration, the next a little later, and so on; every few kills one may finish, and
 * must find a place that it can use. A cycle is a kill; a hit is one that came before the server listened.
 */
export const startKilled: Fault = {
  id: 'F9',
  name: 'first start killed: making the database, migrating it',
  engines: ['pglite', 'postgres'],
  run,
};

/** Starts killed in one place before one may finish. */
const KILLS = 4;

async function run(order: FaultOrder): Promise<FaultTally> {
  const durationMs = await measureStart(order.engine);
  const sum = { cycles: 0, hits: 0, acknowledged: 0, lost: 0, doubled: 0, drift: 0 };
  const sometimes: Record<string, number> = {};
  const random = seededRandom(order.seed);
  while (sum.cycles < order.cycles) {
    const kills = Math.min(KILLS, order.cycles - sum.cycles);
    const place = await openFaultPlace(order.engine);
    for (let left = kills; left > 0; left -= 1) {
      // Interleaved, so that each place is killed early and late, and at no moment twice.
      const slot = (sum.cycles * PRIME) % order.cycles;
      const share = (slot + random.next()) / order.cycles;
      const stage = await killStart(place, durationMs * share);
      sum.cycles += 1;
      if (stage !== 'listening') sum.hits += 1;
      sometimes[stage] = (sometimes[stage] ?? 0) + 1;
    }
    const seed = order.seed + sum.cycles;
    const proof = await runFault({ engine: order.engine, cycles: 1, seed }, () =>
      openServerScene(place, async () => () => true),
    );
    for (const each of ['acknowledged', 'lost', 'doubled', 'drift'] as const)
      sum[each] += proof[each];
    order.onCycle?.({ ...sum, sometimes });
  }
  return { ...sum, sometimes };
}

/** Has no factor in common with usual numbers of cycles. */
const PRIME = 7919;

async function measureStart(engine: Fault['engines'][number]): Promise<number> {
  const place = await openFaultPlace(engine);
  const from = performance.now();
  const server = await startFaultServer(place);
  const durationMs = performance.now() - from;
  await kill(server);
  await place.remove();
  return durationMs;
}

/** How far a start was when it was killed. */
type Stage = 'nothing made' | 'database made' | 'migrated' | 'listening';

async function killStart(place: FaultPlace, afterMs: number): Promise<Stage> {
  const killed = new AbortController();
  const started = startFaultServer(place, { signal: killed.signal }).then(
    (server) => server,
    () => undefined,
  );
  await sleep(afterMs);
  killed.abort();
  const server = await started;
  if (server !== undefined) {
    await kill(server);
    return 'listening';
  }
  return stageOf(place);
}

async function stageOf({ databaseUrl, dataDirectory }: FaultPlace): Promise<Stage> {
  if (databaseUrl === null)
    return fs.existsSync(path.join(dataDirectory, 'postgres')) ? 'database made' : 'nothing made';
  const database = await openPostgres({ url: databaseUrl, poolSize: 1 });
  try {
    const [found] = await database.query<{ name: string | null }>(
      "select to_regclass('migration')::text as name",
    );
    if (found?.name == null) return 'nothing made';
    const migrated = await database.query('select from migration limit 1');
    return migrated.length > 0 ? 'migrated' : 'database made';
  } finally {
    await database.close();
  }
}
