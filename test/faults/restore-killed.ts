import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkBackup } from '../../server/src/backup-file.ts';
import { openContext, openDatabase } from '../../server/src/open-store.ts';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import { restoreStore } from '../../server/src/restore-store.ts';
import type { Database } from '../../server/src/store/database.ts';
import { migrate } from '../../server/src/store/migrate.ts';
import { findMark } from '../../server/src/store/place-mark.ts';
import { startCli } from '../integration/cli/run-cli.ts';
import type { Fault, FaultOrder, FaultTally } from './fault.ts';
import { type FaultPlace, openFaultPlace } from './fault-place.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * A restore is killed at a moment of its duration, again a little later, and so on; every few kills one may finish, and must
 * leave all that the backup holds. A cycle is a kill; a hit is one that left a place half filled, which no server then takes.
 */
export const restoreKilled: Fault = {
  id: 'F9',
  name: 'restore killed half way',
  engines: ['pglite', 'postgres'],
  run,
};

const BACKUP = path.join(import.meta.dirname, '../integration/backup/schema-3.zst');

/** Restores killed in one place before one may finish. */
const KILLS = 5;

/** Has no factor in common with usual numbers of cycles. */
const PRIME = 7919;

async function run(order: FaultOrder): Promise<FaultTally> {
  const durationMs = await measureRestore(order);
  const sum = { cycles: 0, hits: 0, acknowledged: 0, lost: 0, doubled: 0, drift: 0 };
  const sometimes: Record<string, number> = {};
  const random = seededRandom(order.seed);
  while (sum.cycles < order.cycles) {
    const kills = Math.min(KILLS, order.cycles - sum.cycles);
    const place = await openFaultPlace(order.engine);
    try {
      for (let left = kills; left > 0; left -= 1) {
        // Interleaved, so that each place is killed early and late, and at no moment twice.
        const slot = (sum.cycles * PRIME) % order.cycles;
        const share = (slot + random.next()) / order.cycles;
        const when = await killRestore(place, durationMs * share);
        sum.cycles += 1;
        if (when === 'half way') sum.hits += 1;
        sometimes[when] = (sometimes[when] ?? 0) + 1;
      }
      const proof = await finish(place);
      for (const each of ['acknowledged', 'lost', 'doubled', 'drift'] as const)
        sum[each] += proof[each];
    } finally {
      await place.remove();
    }
    order.onCycle?.({ ...sum, sometimes });
  }
  return { ...sum, sometimes };
}

function startRestore({ databaseUrl, dataDirectory }: FaultPlace): ReturnType<typeof startCli> {
  const env =
    databaseUrl === null ? { FUELGAUGE_DATA_DIR: dataDirectory } : { DATABASE_URL: databaseUrl };
  return startCli(['restore', BACKUP], { env });
}

/** From the moment that it has an empty place before it to the moment that all is there. */
async function measureRestore({ engine }: FaultOrder): Promise<number> {
  const place = await openFaultPlace(engine);
  try {
    const restore = startRestore(place);
    await restore.said(/ is whole: /);
    const from = performance.now();
    await restore.said(/ are restored, /);
    const durationMs = performance.now() - from;
    await restore.ended;
    return durationMs;
  } finally {
    await place.remove();
  }
}

/** When a restore was killed; one whose place was filled before refuses to begin. */
async function killRestore(
  place: FaultPlace,
  afterMs: number,
): Promise<'half way' | 'while it proved' | 'not at all'> {
  const restore = startRestore(place);
  const isBegun = await restore.said(/ is whole: /).then(
    () => true,
    () => false,
  );
  if (isBegun) await sleep(afterMs);
  restore.child.kill('SIGKILL');
  const { stdout } = await restore.ended;
  if (!isBegun) return 'not at all';
  return stdout.includes(' are restored, ') ? 'while it proved' : 'half way';
}

type Stage = 'empty' | 'half filled' | 'whole';

/** Throws when a place that is half filled would be taken for a whole one. */
async function stageOf(place: FaultPlace): Promise<Stage> {
  const database = await openDatabase(place);
  try {
    const tables = await database.query<{ name: string | null }>(
      "select to_regclass('ledger')::text as name",
    );
    if ((await findMark(database)) === undefined)
      return tables[0]?.name == null ? 'empty' : 'whole';
    const refused = await migrate(database).then(
      () => '',
      (error: unknown) => String(error),
    );
    if (!refused.includes('This database is not whole'))
      throw new Error(`It was taken: ${refused}`);
    return 'half filled';
  } finally {
    await database.close();
  }
}

/** Restores what is not whole yet, and compares it with the backup: all events of it count as acknowledged. */
async function finish(place: FaultPlace) {
  const { end } = await checkBackup(BACKUP);
  if ((await stageOf(place)) !== 'whole') {
    const { context } = await restoreStore(place, BACKUP);
    await context.database.close();
  }
  const database = await openDatabase(place);
  try {
    const [row] = await database.query<{ events: number }>(
      'select count(*)::int as events from event',
    );
    const events = row?.events ?? 0;
    const drift = await differencesOf(database, end.digest);
    const [lost, doubled] = [Math.max(0, end.events - events), Math.max(0, events - end.events)];
    return { acknowledged: end.events, lost, doubled, drift };
  } finally {
    await database.close();
  }
}

async function differencesOf(database: Database, digest: string): Promise<number> {
  for await (const proof of verifyLedger(openContext(database), { customers: 'all' })) {
    if (proof.kind === 'ledger') return proof.differences + (proof.digest === digest ? 0 : 1);
  }
  return 1;
}
