import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Place, ServerProcess } from '../support/server-process.ts';
import type { FaultOrder, FaultTally } from './fault.ts';
import { type Load, startLoad } from './load.ts';
import type { LoadReport } from './load-protocol.ts';
import { proveJournals } from './prove-journals.ts';
import { proveOverHttp } from './prove-over-http.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** What a fault happens to: servers on a database that holds nothing but the load's work. */
export interface Scene {
  readonly place: Place;
  /** Those that answer between two cycles; they change when a cycle restarts them. */
  servers(): readonly ServerProcess[];
  /**
   * Does the fault to the load that is under way, and leaves servers that answer behind, at which the load is aimed. Answers
   * how the load's report shows whether the fault met work.
   */
  disturb(moment: Moment): Promise<(report: LoadReport) => boolean>;
  /** Stops the servers, so that nobody uses the database. */
  settle(): Promise<void>;
  /** What of the storage below the database is not as it was written; not asked where absent. */
  proveStorage?(): Promise<readonly string[]>;
  /** Takes everything away, whatever state it is in. */
  remove(): Promise<void>;
}

export interface Moment {
  /** Counted from 0. */
  readonly cycle: number;
  readonly random: SeededRandom;
  readonly load: Pick<Load, 'aim' | 'untilAnswered'>;
}

export interface LoadShape {
  /** Customers of a cycle. */
  readonly customers?: number;
  /** Requests under way at a time. */
  readonly callers?: number;
  /** Send everything to all servers at once, under the same ids. */
  readonly isShared?: boolean;
}

/**
 * Runs the cycles of an order, each under a load of its own customers. Proves the ledger of those after each cycle through
 * the server, and at the end everything from the database itself and the storage below it. Throws when a request is never answered, or as it must
 * not be.
 */
export async function runFault(
  order: FaultOrder,
  openScene: (order: FaultOrder) => Promise<Scene>,
  shape: LoadShape = {},
): Promise<FaultTally> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-fault-'));
  const load = startLoad();
  const scene = await openScene(order);
  try {
    const run = { order, scene, load, shape, folder, random: seededRandom(order.seed) };
    const seen = { cycles: 0, hits: 0, sometimes: {} as Record<string, number> };
    const journals: string[] = [];
    let drift = 0;
    for (let cycle = 0; cycle < order.cycles; cycle += 1) {
      const done = await runCycle(run, cycle);
      journals.push(done.journal);
      drift += done.drift;
      seen.cycles += 1;
      if (done.isHit) seen.hits += 1;
      addSometimes(seen.sometimes, done.report);
      order.onCycle?.({ ...seen, acknowledged: 0, lost: 0, doubled: 0, drift });
    }
    await scene.settle();
    const proof = await proveJournals(scene.place, journals);
    const damage = (await scene.proveStorage?.()) ?? [];
    for (const finding of [...proof.findings, ...damage])
      console.error(`${order.engine}: ${finding}`);
    const { acknowledged, lost, doubled } = proof;
    return { ...seen, acknowledged, lost, doubled, drift: drift + proof.drift + damage.length };
  } finally {
    await load.close();
    await scene.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly order: FaultOrder;
  readonly scene: Scene;
  readonly load: Load;
  readonly shape: LoadShape;
  readonly folder: string;
  readonly random: SeededRandom;
}

interface CycleDone {
  readonly journal: string;
  readonly report: LoadReport;
  readonly isHit: boolean;
  readonly drift: number;
}

async function runCycle(run: Run, cycle: number): Promise<CycleDone> {
  const { scene, load, shape, folder, random } = run;
  const { customers: count = 4, callers = 8, isShared = false } = shape;
  const customers = Array.from({ length: count }, (_, index) => `cycle-${cycle}-${index}`);
  const journal = path.join(folder, `${cycle}.jsonl`);
  const [server] = scene.servers();
  await load.begin({
    customers,
    servers: scene.servers().map(({ url }) => url),
    operatorKey: server?.operatorKey ?? '',
    journal,
    seed: random.between(0, 2 ** 31),
    callers,
    isShared,
  });
  const isHit = await scene.disturb({ cycle, random, load });
  const report = await load.finish();
  if (report.unexpected.length > 0)
    throw new Error(`In cycle ${cycle}: ${report.unexpected.slice(0, 5).join('\n')}`);
  const [answering] = scene.servers();
  const drift = answering ? await proveOverHttp(answering, customers) : 0;
  return { journal, report, isHit: isHit(report), drift };
}

/** What happened now and then, which shows that a run was in places where faults do harm. */
function addSometimes(sometimes: Record<string, number>, report: LoadReport): void {
  const { attempts, storedUnanswered } = report;
  const add = (what: string, more: number): void => {
    if (more > 0) sometimes[what] = (sometimes[what] ?? 0) + more;
  };
  add('stored unanswered', storedUnanswered);
  for (const { outcome } of attempts) if (!/^20\d$/.test(outcome)) add(outcome, 1);
}
