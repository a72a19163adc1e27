import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { count, LEFT_OUT, type PartReport, type TortureOrder } from './part.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FILES = ['test/model', 'test/integration/reads-agree.test.ts'];

/** The properties of the test run, on cases that it does not draw. */
export async function propertiesPart(order: TortureOrder): Promise<PartReport> {
  if (order.only !== undefined && order.only !== 'properties') return LEFT_OUT;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-torture-'));
  const results = path.join(folder, 'results.json');
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporting = ['--reporter=json', `--outputFile=${results}`];
  const child = spawn(process.execPath, [vitest, 'run', ...FILES, ...reporting], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, FUELGAUGE_SEED: String(order.seed) },
  });
  const [code] = await once(child, 'exit');
  const { numTotalTests: total, numFailedTests: failed } = fs.existsSync(results)
    ? (JSON.parse(fs.readFileSync(results, 'utf8')) as Results)
    : { numTotalTests: 0, numFailedTests: 0 };
  fs.rmSync(folder, { recursive: true });
  const again = `FUELGAUGE_SEED=${order.seed} npx vitest run ${FILES.join(' ')}`;
  return {
    heads: ['properties', 'tests', 'failed'],
    rows: [['model and reads', count(total), count(failed)]],
    quote: `${count(total)} tests of properties with a new seed, ${count(failed)} failed`,
    failures: code === 0 && total > 0 ? [] : [`properties: see ${again}`],
  };
}

interface Results {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
}
