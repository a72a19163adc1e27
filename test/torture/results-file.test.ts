import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readResults } from './results-file.ts';

/** A process for each part, on a machine that does much else beside. */
const PATIENT_MS = 300_000;

test('a programme that is carried on does what is missing, and quotes it all', {
  timeout: PATIENT_MS,
}, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-results-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'results.jsonl');
  const run = (seeds: number, ...more: string[]) => simulate(file, [`--seeds=${seeds}`, ...more]);
  const ranges = () => readResults(file).map(({ from, to }) => [from, to]);

  run(3, '--seed=11');
  expect(ranges()).toEqual([[0, 3]]);
  // As if it had been killed while it wrote.
  fs.appendFileSync(file, '{"kind":"simul');
  const { stdout } = run(5);
  expect(ranges()).toEqual([
    [0, 3],
    [3, 5],
  ]);
  expect(stdout).toContain('5 simulated seeds, 0 failures');
  expect(stdout).toContain('in 2 sittings');

  expect(run(5).stdout).toContain('5 simulated seeds, 0 failures');
  expect(ranges()).toHaveLength(2);
  const other = run(5, '--seed=12');
  expect(other.status).toBe(2);
  expect(other.stderr).toContain('holds results of seed 11');
});

function simulate(file: string, words: readonly string[]) {
  const main = path.join(import.meta.dirname, 'main.ts');
  const all = [main, '--only=simulation', `--results=${file}`, ...words];
  return spawnSync(process.execPath, all, { encoding: 'utf8' });
}
