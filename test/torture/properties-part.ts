import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Outcome, Part } from './part.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FILES = ['test/model', 'test/integration/reads-agree.test.ts'];

/** The properties of the test run, on cases that it does not draw. */
export async function propertiesPart({ seed }: Part): Promise<Outcome> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-torture-'));
  const results = path.join(folder, 'results.json');
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporting = ['--reporter=json', `--outputFile=${results}`];
  const child = spawn(process.execPath, [vitest, 'run', ...FILES, ...reporting], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, FUELGAUGE_SEED: String(seed) },
  });
  const [code] = await once(child, 'exit');
  const { numTotalTests: tests, numFailedTests: failed } = fs.existsSync(results)
    ? (JSON.parse(fs.readFileSync(results, 'utf8')) as Results)
    : { numTotalTests: 0, numFailedTests: 0 };
  fs.rmSync(folder, { recursive: true });
  const again = `FUELGAUGE_SEED=${seed} npx vitest run ${FILES.join(' ')}`;
  return {
    counts: { tests, 'tests failed': failed },
    unseen: [],
    failures: code === 0 && tests > 0 ? [] : [`see ${again}`],
  };
}

interface Results {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
}
