import { parseArgs } from 'node:util';
import type { Engine } from '../../server/src/store/database.ts';
import { type Figure, tableOf } from './figure.ts';
import { benchIngest } from './ingest.ts';

const USAGE = `node test/bench/main.ts [ingest | ingest.hot | ingest.spread | ingest.single]
  --engine postgres|pglite|both   postgres
  --seconds N                     10, for each of the rounds
  --rounds N                      3
  --json                          print [{name, value, unit, baseline, baseline_name, ratio}]`;

const ENGINES: Readonly<Record<string, readonly Engine[]>> = {
  postgres: ['postgres'],
  pglite: ['pglite'],
  both: ['postgres', 'pglite'],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'postgres' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const engines = ENGINES[values.engine];
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const only = positionals[0] ?? 'ingest';
if (!engines || !(seconds > 0) || !(rounds >= 1) || !only.startsWith('ingest')) {
  console.error(USAGE);
  process.exit(2);
}
const figures: Figure[] = [];
for (const engine of engines) {
  const onProgress = (sentence: string) => {
    if (!values.json) console.error(sentence);
  };
  figures.push(...(await benchIngest({ engine, seconds, rounds, only, onProgress })));
}
console.log(values.json ? JSON.stringify(figures, null, 2) : tableOf(figures));
