import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { type Place, type ServerProcess, startServer } from '../support/server-process.ts';
import { checkLedger } from './check-ledger.ts';
import { customerKey, makeEventBatch } from './event-batch.ts';
import { type Figure, figureOf } from './figure.ts';
import { openSite } from './place.ts';
import { openPreparedStore } from './prepare-store.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Events a second, whatever the server answers with: arrivals do not wait for it. */
  readonly rate: number;
  readonly onProgress: (sentence: string) => void;
}

const BATCH_EVENTS = 50;
const CUSTOMERS = 20;
const SAMPLE_MS = 10_000;
/** Before this part of the time is over nothing counts: caches fill, code is compiled. */
const WARM_UP_SHARE = 0.2;

/**
 * Sends events at a steady rate for a long time and asks for balances between them. `soak.memory` is by how many MB a minute
 * the server's memory grew once it was warm, by least squares over samples every ten seconds, beside its median in MB;
 * `soak.ledger_table` is how large the table that every event rewrites has become, in pages, beside what it takes fresh.
 */
export async function benchSoak(options: SoakOptions): Promise<Figure[]> {
  const site = await openSite('postgres');
  try {
    const place = await site.open();
    const prepared = await openPreparedStore(place, CUSTOMERS);
    await prepared.database.close();
    const freshPages = await countLedgerPages(place);
    const server = await startServer(place);
    const samples = await soak(server, options);
    const pages = await countLedgerPages(place);
    await server.stop();
    await checkLedger(place, { name: 'soak', acknowledged: samples.acknowledged });
    const warm = samples.memory.slice(Math.floor(samples.memory.length * WARM_UP_SHARE));
    const megabytes = warm.map(({ mb }) => mb);
    return [
      figureOf('soak.memory', 'MB/min', {
        values: [slopeOf(warm)],
        baselines: megabytes,
        baselineName: 'median_mb',
      }),
      figureOf('soak.ledger_table', 'pages', {
        values: [pages],
        baselines: [freshPages],
        baselineName: 'fresh_pages',
      }),
    ];
  } finally {
    await site.close();
  }
}

interface Sample {
  readonly minute: number;
  readonly mb: number;
}

async function soak(
  server: ServerProcess,
  { minutes, rate, onProgress }: SoakOptions,
): Promise<{ memory: Sample[]; acknowledged: number }> {
  const memory: Sample[] = [];
  const underWay = new Set<Promise<void>>();
  const begin = performance.now();
  const endMs = minutes * 60_000;
  let acknowledged = 0;
  let turn = 0;
  for (let now = 0; now < endMs; now = performance.now() - begin) {
    const customer = customerKey(turn % CUSTOMERS);
    turn += 1;
    const sent = Promise.all([sendEvents(server, customer), readBalance(server, customer)]).then(
      ([events]) => {
        acknowledged += events;
      },
    );
    underWay.add(sent);
    void sent.finally(() => underWay.delete(sent));
    if (now >= memory.length * SAMPLE_MS) {
      const sample = { minute: now / 60_000, mb: memoryOf(server.pid) };
      memory.push(sample);
      if (memory.length % 30 === 1) {
        onProgress(
          `${sample.minute.toFixed(0)} min: ${sample.mb.toFixed(0)} MB, ${acknowledged} events`,
        );
      }
    }
    const nextMs = (turn * BATCH_EVENTS * 1000) / rate;
    await sleep(Math.max(0, nextMs - (performance.now() - begin)));
  }
  await Promise.all(underWay);
  return { memory, acknowledged };
}

async function sendEvents(server: ServerProcess, customer: string): Promise<number> {
  const batch = makeEventBatch(BATCH_EVENTS, Date.now());
  batch.renew(customer);
  const answer = await ask(server, '/v1/events', batch.body);
  return answer.split('"status":"charged"').length - 1;
}

async function readBalance(server: ServerProcess, customer: string): Promise<void> {
  await ask(server, `/v1/customers/${customer}/balance`);
}

/** Throws when the server does not answer 200: a soak that was refused measured something else. */
async function ask(server: ServerProcess, path: string, body?: Buffer): Promise<string> {
  const headers = {
    authorization: `Bearer ${server.operatorKey}`,
    'content-type': 'application/json',
  };
  const asked = body ? { method: 'POST', headers, body: Buffer.from(body) } : { headers };
  const answer = await fetch(new URL(path, server.url), asked);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${text}`);
  return text;
}

function memoryOf(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function countLedgerPages(place: Place): Promise<number> {
  const database = await openPostgres({ url: place.databaseUrl ?? '', poolSize: 1 });
  try {
    const [row] = await database.query<{ pages: bigint }>(
      `select pg_relation_size('ledger') / 8192 as pages`,
    );
    return Number(row?.pages ?? 0);
  } finally {
    await database.close();
  }
}

/** MB a minute, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (pick: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [minute, mb] = [mean((each) => each.minute), mean((each) => each.mb)];
  const covariance = mean((each) => (each.minute - minute) * (each.mb - mb));
  return covariance / mean((each) => (each.minute - minute) ** 2);
}
