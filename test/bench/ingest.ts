import type { Engine } from '../../server/src/store/database.ts';
import { openBareInsert } from './bare-insert.ts';
import { openDirectSender } from './direct-sender.ts';
import { type Figure, figureOf, percentile } from './figure.ts';
import { openHttpSender } from './http-sender.ts';
import { type Measured, measureSenders } from './measure-senders.ts';
import { openSite } from './place.ts';
import type { Load } from './sender.ts';

/** What is sent, by name. */
const LOADS: Readonly<Record<string, Load>> = {
  'ingest.hot': { batchSize: 500, customers: 1, callers: 16 },
  'ingest.spread': { batchSize: 500, customers: 200, callers: 16 },
  'ingest.single': { batchSize: 1, customers: 1, callers: 32 },
};

export interface IngestOptions {
  readonly engine: Engine;
  readonly seconds: number;
  readonly rounds: number;
  /** Only measurements whose name begins so. */
  readonly only: string;
  readonly onProgress: (sentence: string) => void;
}

/** Measures recording events over HTTP beside a bare insert, and beside the same work without HTTP. */
export async function benchIngest(options: IngestOptions): Promise<Figure[]> {
  const { engine, seconds, rounds, only, onProgress } = options;
  const site = await openSite(engine);
  const figures: Figure[] = [];
  try {
    for (const [name, load] of Object.entries(LOADS)) {
      if (!name.startsWith(only)) continue;
      onProgress(`${name} on ${engine}`);
      const senders = [
        await openBareInsert(await site.open()),
        await openDirectSender(await site.open(), load),
        await openHttpSender(await site.open(), load),
      ];
      const measured = await measureSenders(senders, {
        load,
        seconds,
        rounds,
        warmUpSeconds: Math.min(3, seconds),
      });
      const label = engine === 'postgres' ? name : `${name}@${engine}`;
      figures.push(...figuresOf(label, measured));
    }
  } finally {
    await site.close();
  }
  return figures;
}

/** Rates beside both baselines, how long requests took beside bare ones, and the server's memory beside what it began with. */
function figuresOf(label: string, [bare, direct, http]: readonly Measured[]): Figure[] {
  if (!bare || !direct || !http?.peakMemory) throw new Error(`${label} was not measured.`);
  const rates = [
    { values: http.rates, baselines: bare.rates, baselineName: 'bare_insert' },
    { values: http.rates, baselines: direct.rates, baselineName: 'without_http' },
  ];
  const latencies = [0.5, 0.99].map((share) =>
    figureOf(`${label}.p${share * 100}`, 'ms', {
      values: [percentile(http.latenciesMs, share)],
      baselines: [percentile(bare.latenciesMs, share)],
      baselineName: 'bare_insert',
    }),
  );
  const { before, after } = http.peakMemory;
  const memory = { values: [after], baselines: [before], baselineName: 'when_ready' };
  return [
    ...rates.map((each) => figureOf(label, 'events/s', each)),
    ...latencies,
    figureOf(`${label}.memory`, 'MB', memory),
  ];
}
