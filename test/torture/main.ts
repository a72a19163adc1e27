// `npm run torture`: everything that may go wrong, as often as it is told. Progress goes to stderr, the report to stdout.

import { parseArgs } from 'node:util';
import { setup } from '../support/start-postgres.ts';
import { describeRun } from './describe-run.ts';
import { faultsPart } from './faults-part.ts';
import { fuzzPart } from './fuzz-part.ts';
import type { Part, TortureOrder } from './part.ts';
import { propertiesPart } from './properties-part.ts';
import { simulationPart } from './simulation-part.ts';

const USAGE = `npm run torture -- [options]
  --cycles N    of each kind of fault and engine: 50
  --seeds N     simulated: 5000
  --fuzz N      requests: 50000
  --only NAME   a fault by id or a part of its name, or simulation, fuzz or properties
  --seed N      what decides everything that the run decides by itself; a new one each time`;

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '50' },
    seeds: { type: 'string', default: '5000' },
    fuzz: { type: 'string', default: '50000' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const numbers = [values.cycles, values.seeds, values.fuzz, values.seed].map(Number);
if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exit(2);
}
const [cycles = 0, seeds = 0, fuzz = 0, seed = 0] = numbers;
const order: TortureOrder = {
  ...{ cycles, seeds, fuzz, seed },
  only: values.only?.toLowerCase(),
  say: (sentence) => console.error(sentence),
};
const began = performance.now();
const stopPostgres = await setup();
console.log(`${describeRun(seed)}\n`);
const reports: Awaited<ReturnType<Part>>[] = [];
for (const part of [faultsPart, simulationPart, fuzzPart, propertiesPart]) {
  const report = await part(order);
  if (report.rows.length === 0) continue;
  reports.push(report);
  console.log(`${table(report.heads, report.rows)}\n`);
}
const faults = reports.flatMap((report) => report.failures);
for (const failure of faults) console.log(`FAILED ${failure}\n`);
const minutes = ((performance.now() - began) / 60_000).toFixed(0);
console.log(`${reports.map(({ quote }) => quote).join('; ')}. Seed ${seed}, ${minutes} minutes.`);
await stopPostgres?.();
process.exit(faults.length > 0 || reports.length === 0 ? 1 : 0);

/** As documents have them. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [heads, heads.map(() => '---'), ...rows].map(line).join('\n');
}
