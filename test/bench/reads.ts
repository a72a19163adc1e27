import http from 'node:http';
import type { Database } from '../../server/src/store/database.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { type Place, type ServerProcess, startServer } from '../support/server-process.ts';
import { type Figure, figureOf, percentile } from './figure.ts';
import { openSite } from './place.ts';
import { QUESTIONS, type Question, type Stretch } from './questions.ts';
import { recordUsageSet, SET_CUSTOMER } from './usage-set.ts';

export interface ReadsOptions {
  /** How many events the customer has: a set for each, in a database `reads_<size>`. */
  readonly sizes: readonly number[];
  /** Requests of each question. */
  readonly requests: number;
  readonly onProgress: (sentence: string) => void;
}

/**
 * Measures reading one customer with more and more events from a server of its own, over HTTP, one request after the other, each
 * about another of its 30 cycles. Values are 95th percentiles in milliseconds; the baseline is the median of the plain
 * statement on the same rows. `ready` is how long the server takes to its first answer, beside one with nothing stored.
 * Sets that the server of `FUELGAUGE_BENCH_SERVER_URL` already has are used again.
 */
export async function benchReads({ sizes, ...options }: ReadsOptions): Promise<Figure[]> {
  const site = await openSite('postgres');
  const figures: Figure[] = [];
  try {
    const emptyMs = await startAndStop(await site.open());
    for (const events of sizes) {
      const place = await site.open(`reads_${events}`);
      await ensureSet(place, { events, onProgress: options.onProgress });
      const label = new Intl.NumberFormat('en', { notation: 'compact' }).format(events);
      const readyMs = await startAndStop(place);
      const ready = { values: [readyMs], baselines: [emptyMs], baselineName: 'nothing_stored' };
      figures.push(figureOf(`ready@${label}`, 'ms', ready));
      figures.push(...(await measureSet(place, { ...options, label })));
    }
  } finally {
    await site.close();
  }
  return figures;
}

async function startAndStop(place: Place): Promise<number> {
  const start = performance.now();
  const server = await startServer(place);
  const readyMs = performance.now() - start;
  await server.stop();
  return readyMs;
}

async function ensureSet(
  place: Place,
  set: { readonly events: number; readonly onProgress: (sentence: string) => void },
): Promise<void> {
  const database = await openPostgres({ url: place.databaseUrl ?? '', poolSize: 1 });
  try {
    const recorded = await countEvents(database);
    if (recorded < set.events) await recordUsageSet(place, { ...set, recorded });
    // As after a while of use: what autovacuum would have done by then.
    await database.script('vacuum analyze');
  } finally {
    await database.close();
  }
}

/** 0 in a database that has no tables yet. */
async function countEvents(database: Database): Promise<number> {
  const [table] = await database.query<{ name: string | null }>(
    `select to_regclass('ledger')::text as name`,
  );
  if (!table?.name) return 0;
  const [row] = await database.transaction({ owner: true }, (tx) =>
    tx.query<{ events: bigint }>('select count(*) as events from event'),
  );
  return Number(row?.events ?? 0);
}

interface SetOptions {
  readonly requests: number;
  readonly label: string;
  readonly onProgress: (sentence: string) => void;
}

async function measureSet(place: Place, options: SetOptions): Promise<Figure[]> {
  const server = await startServer(place);
  const database = await openPostgres({ url: place.databaseUrl ?? '', poolSize: 1 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const cycles = await readCycles(server, agent);
    const figures: Figure[] = [];
    for (const question of QUESTIONS) {
      const ask = (cycle: Stretch) => get(server, { agent, path: question.path(cycle) });
      // Plans, caches and compiled code settle.
      for (const cycle of cycles) await ask(cycle);
      const values: number[] = [];
      for (let turn = 0; turn < options.requests; turn += 1) {
        const start = performance.now();
        await ask(cycles[turn % cycles.length] as Stretch);
        values.push(performance.now() - start);
      }
      const baselines = await timePlainSql(database, question, cycles);
      const p95 = [percentile(values, 0.95)];
      const p50 = percentile(values, 0.5).toFixed(1);
      const name = `${question.name}@${options.label}`;
      options.onProgress(`${name}: half of all requests within ${p50} ms`);
      figures.push(figureOf(name, 'ms', { values: p95, baselines, baselineName: 'plain_sql' }));
    }
    return figures;
  } finally {
    agent.destroy();
    await Promise.all([server.stop(), database.close()]);
  }
}

async function readCycles(server: ServerProcess, agent: http.Agent): Promise<Stretch[]> {
  const answer = await get(server, { agent, path: 'cycles?limit=100' });
  const { data } = JSON.parse(answer) as { data: { start: string; end: string; state: string }[] };
  const begun = data.filter(({ state }) => state !== 'next');
  return begun.map(({ start, end }) => ({ from: start, to: end }));
}

const PLAIN_RUNS = 5;

async function timePlainSql(
  database: Database,
  { plainSql }: Question,
  cycles: readonly Stretch[],
): Promise<number[]> {
  const scope = { owner: true, statementTimeoutMs: 0 } as const;
  const [row] = await database.query<{ customer_id: bigint }>(
    'select customer_id from customer_key where key = $1',
    [SET_CUSTOMER],
  );
  const times: number[] = [];
  for (const { from, to } of cycles.slice(0, PLAIN_RUNS)) {
    const start = performance.now();
    await database.transaction(scope, (tx) =>
      tx.query(plainSql, [row?.customer_id ?? 0n, from, to]),
    );
    times.push(performance.now() - start);
  }
  return times;
}

function get(
  server: ServerProcess,
  { agent, path }: { readonly agent: http.Agent; readonly path: string },
): Promise<string> {
  const url = new URL(`/v1/customers/${SET_CUSTOMER}/${path}`, server.url);
  const headers = { authorization: `Bearer ${server.operatorKey}` };
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${path} was answered ${response.statusCode}: ${text}`));
      });
    });
    request.on('error', reject);
  });
}
