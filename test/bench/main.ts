import { parseArgs } from 'node:util';
import type { Engine } from '../../server/src/store/database.ts';
import { type Figure, tableOf } from './figure.ts';
import { benchIngest } from './ingest.ts';
import { benchReads } from './reads.ts';
import { benchSoak } from './soak.ts';
import { benchWeb } from './web.ts';

const USAGE = `node test/bench/main.ts [ingest | ingest.hot | ingest.spread | ingest.single | reads | soak | web | web.charts | web.interactions | web.log | web.pages]
  --engine postgres|pglite|both   postgres; reads are measured there alone
  --seconds N                     10, for each of the rounds
  --rounds N                      3
  --sizes N,N                     1000000,10000000: events that are read among
  --requests N                    300 of each question
  --minutes N                     60 of soak, which runs only when named, as web does
  --rate N                        300 events a second of soak
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
    sizes: { type: 'string', default: '1000000,10000000' },
    requests: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
});
const engines = ENGINES[values.engine];
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const sizes = values.sizes.split(',').map(Number);
const requests = Number(values.requests);
const only = positionals[0] ?? '';
const minutes = Number(values.minutes);
const rate = Number(values.rate);
const WEB = ['web', 'web.charts', 'web.interactions', 'web.log', 'web.pages'];
const isKnown = ['', 'reads', 'soak', ...WEB].includes(only) || only.startsWith('ingest');
const numbers = [seconds, rounds, requests, minutes, rate, ...sizes];
if (!engines || !isKnown || !numbers.every((each) => each > 0)) {
  console.error(USAGE);
  process.exit(2);
}
const onProgress = (sentence: string) => {
  if (!values.json) console.error(sentence);
};
const figures: Figure[] = [];
if (only === '' || only.startsWith('ingest')) {
  for (const engine of engines) {
    figures.push(...(await benchIngest({ engine, seconds, rounds, only, onProgress })));
  }
}
if (only === '' || only === 'reads') {
  figures.push(...(await benchReads({ sizes, requests, onProgress })));
}
if (only === 'soak') figures.push(...(await benchSoak({ minutes, rate, onProgress })));
if (WEB.includes(only)) figures.push(...(await benchWeb({ rounds, only, onProgress })));
console.log(values.json ? JSON.stringify(figures, null, 2) : tableOf(figures));
