import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openContext } from '../../server/src/open-store.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import type { Database } from '../../server/src/store/database.ts';
import { openPglite } from '../../server/src/store/pglite.ts';
import { migratedDump } from '../support/databases.ts';
import type { Fault, FaultOrder, FaultTally } from './fault.ts';
import { type DiskImage, type Draw, imageAfter } from './power/disk-image.ts';
import { type AcknowledgedEvent, type DiskRecord, readTrace } from './power/disk-trace.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * The power of the embedded database's machine is cut. A cycle is one moment of one run of the store: the disk is made as it
 * may then have been, opened, and asked for everything acknowledged until then. It hits when the disk lacks something that
 * had been written and not synced, after something was acknowledged.
 */
export const powerLoss: Fault = {
  id: 'F7',
  name: 'power lost while recording',
  engines: ['pglite'],
  run: (order) => cutPower(order, { isSyncing: true }),
};

/** Cuts the power of a store whose syncs reach the disk, or of one that syncs nothing. */
export async function cutPower(
  { cycles, seed, onCycle }: Pick<FaultOrder, 'cycles' | 'seed' | 'onCycle'>,
  { isSyncing }: { isSyncing: boolean },
): Promise<FaultTally> {
  const place = fs.mkdtempSync(path.join(roomyMemory() ?? os.tmpdir(), 'fuelgauge-power-'));
  const random = seededRandom(seed);
  const draw: Draw = (below) => random.between(0, below - 1);
  let tally: FaultTally = { cycles: 0, hits: 0, acknowledged: 0, lost: 0, doubled: 0, drift: 0 };
  try {
    await prepare(path.join(place, 'base'));
    while (tally.cycles < cycles) {
      const run = await recordUntilCut(place, isSyncing);
      const lost = new Set<string>();
      tally = { ...tally, acknowledged: tally.acknowledged + acknowledgedIn(run).length };
      for (let cut = 0; cut < CUTS_OF_A_RUN && tally.cycles < cycles; cut += 1) {
        const found = await openAfter(place, { run, draw });
        const fresh = found.lost.filter((event) => !lost.has(event));
        for (const event of fresh) lost.add(event);
        tally = {
          ...tally,
          cycles: tally.cycles + 1,
          hits: tally.hits + (found.isHit ? 1 : 0),
          lost: tally.lost + fresh.length,
          doubled: tally.doubled + found.doubled,
          drift: tally.drift + found.drift,
        };
        onCycle?.(tally);
      }
    }
    return tally;
  } finally {
    fs.rmSync(place, { recursive: true });
  }
}

const CUTS_OF_A_RUN = 25;
const DRAWS = 20;
const ROUNDS = 40;
const CUSTOMERS = ['ada', 'ben', 'cy'];
const CATALOG = path.join(import.meta.dirname, '../scenarios/catalogs/small.json');
const CALLER = { actor: 'test', isTest: null, customers: null };

/** Nothing here has to reach a disk: what would have is in the trace. */
function roomyMemory(): string | undefined {
  const memory = '/dev/shm';
  if (!fs.existsSync(memory)) return undefined;
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : undefined;
}

interface Found {
  readonly isHit: boolean;
  readonly lost: readonly string[];
  readonly doubled: number;
  readonly drift: number;
}

/** A data directory with customers, closed and wholly on disk. */
async function prepare(directory: string): Promise<void> {
  const database = await openPglite({ directory, load: await migratedDump() });
  const context = openContext(database);
  const document = JSON.parse(fs.readFileSync(CATALOG, 'utf8'));
  await publishCatalog(context, CALLER, { document });
  for (const customer of CUSTOMERS) {
    await putCustomer(context, CALLER, { customer, body: { catalog: 'small', plan: 'basic' } });
  }
  await database.close();
}

/** Runs the store in a process of its own that writes down what it does to its disk. */
async function recordUntilCut(place: string, isSyncing: boolean): Promise<DiskRecord[]> {
  const [live, trace] = [path.join(place, 'live'), path.join(place, 'trace')];
  for (const old of [live, trace]) fs.rmSync(old, { recursive: true, force: true });
  fs.cpSync(path.join(place, 'base'), live, { recursive: true });
  const at = (name: string): string => path.join(import.meta.dirname, 'power', name);
  const words = ['--import', at('record-disk.ts'), at('write-until-cut.ts')];
  const child = spawn(process.execPath, [...words, live, CUSTOMERS.join(), String(ROUNDS)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DISK_FOLDER: path.join(live, 'postgres'),
      DISK_TRACE: trace,
      DISK_SYNCS: isSyncing ? 'on' : 'off',
    },
  });
  const [code, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL') throw new Error(`The store ended by itself (${code}).`);
  return readTrace(trace);
}

/** Directly behind an acknowledgement, where a promise has just been made; before a sync, where most is at stake; anywhere. */
function cutSomewhere(records: readonly DiskRecord[], draw: Draw): readonly DiskRecord[] {
  const placesOf = (op: DiskRecord['op']) =>
    records.flatMap((record, index) => (record.op === op ? [index] : []));
  const first = placesOf('acknowledged')[0] ?? 0;
  const behind = placesOf('acknowledged').map((place) => place + 1);
  const before = placesOf('sync').filter((place) => place > first);
  const anywhere = records.map((_, place) => place).slice(first + 1);
  const places = [behind, before, anywhere][draw(3)] ?? anywhere;
  return records.slice(0, places[draw(places.length)]);
}

/** A cut whose disk lacks nothing is the end of a process, and no loss of power: then another one is drawn. */
function drawImage(
  base: string,
  run: readonly DiskRecord[],
  draw: Draw,
): { image: DiskImage; records: readonly DiskRecord[] } {
  for (let attempt = 1; ; attempt += 1) {
    const records = cutSomewhere(run, draw);
    const image = imageAfter({ base, records, draw });
    if (image.dropped > 0 || attempt === DRAWS) return { image, records };
  }
}

async function openAfter(
  place: string,
  { run, draw }: { run: readonly DiskRecord[]; draw: Draw },
): Promise<Found> {
  const directory = path.join(place, 'image');
  const { image, records } = drawImage(path.join(place, 'base/postgres'), run, draw);
  const acknowledged = acknowledgedIn(records);
  fs.mkdirSync(directory);
  try {
    fs.cpSync(path.join(place, 'base/format'), path.join(directory, 'format'));
    image.writeTo(path.join(directory, 'postgres'));
    const isHit = image.dropped > 0 && acknowledged.length > 0;
    return { isHit, ...(await compare(directory, acknowledged)) };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** A disk that does not open, or that cannot be read, has lost everything. */
async function compare(
  directory: string,
  acknowledged: readonly AcknowledgedEvent[],
): Promise<Omit<Found, 'isHit'>> {
  const nothing = { lost: acknowledged.map(nameOf), doubled: 0, drift: 1 };
  const database = await openPglite({ directory }).catch(() => undefined);
  if (!database) return nothing;
  try {
    const stored = await storedEvents(database);
    const lost = acknowledged.filter((event) => {
      const [found] = stored.get(nameOf(event)) ?? [];
      return found?.status !== event.status || found.credits !== event.credits;
    });
    const doubled = [...stored.values()].filter((each) => each.length > 1).length;
    return { lost: lost.map(nameOf), doubled, drift: await driftOf(database) };
  } catch {
    return nothing;
  } finally {
    await database.close();
  }
}

async function storedEvents(database: Database): Promise<Map<string, AcknowledgedEvent[]>> {
  const rows = await database.query<AcknowledgedEvent>(
    `select k.key as customer, e.id, e.status, trim_scale(e.credits / 1000000000::numeric)::text as credits
       from event e join customer_key k using (customer_id)`,
  );
  return Map.groupBy(rows, nameOf);
}

async function driftOf(database: Database): Promise<number> {
  let drift = 0;
  for await (const proof of verifyLedger(openContext(database), { customers: CUSTOMERS })) {
    if (proof.kind === 'ledger') drift = proof.differences + proof.unknown.length;
  }
  return drift;
}

function acknowledgedIn(records: readonly DiskRecord[]): AcknowledgedEvent[] {
  return records.flatMap((record) => (record.op === 'acknowledged' ? record.events : []));
}

function nameOf({ customer, id }: Pick<AcknowledgedEvent, 'customer' | 'id'>): string {
  return `${customer} ${id}`;
}
