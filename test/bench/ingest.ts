import type { Engine } from '../../server/src/store/database.ts';
import { openBareInsert } from './bare-insert.ts';
import { openDirectSender } from './direct-sender.ts';
import { type Figure, figureOf } from './figure.ts';
import { openHttpSender } from './http-sender.ts';
import { measureSenders } from './measure-senders.ts';
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
      const [bare = [], direct = [], values = []] = await measureSenders(senders, {
        load,
        seconds,
        rounds,
        warmUpSeconds: Math.min(3, seconds),
      });
      const label = engine === 'postgres' ? name : `${name}@${engine}`;
      const series = [
        { values, baselines: bare, baselineName: 'bare_insert' },
        { values, baselines: direct, baselineName: 'without_http' },
      ];
      figures.push(...series.map((each) => figureOf(label, 'events/s', each)));
    }
  } finally {
    await site.close();
  }
  return figures;
}
