import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const PATIENT_MS = 300_000;

test('F6: the embedded database goes on once there are descriptors, whichever step of making a file lacked one', {
  timeout: PATIENT_MS,
}, () => {
  const refused = {
    hasFailed: true,
    withheld: INSUFFICIENT_RESOURCES,
    given: 'filled',
    rows: 3000,
  };
  // PostgreSQL closes another file and tries again by itself.
  const unnoticed = { hasFailed: true, withheld: 'filled', given: 'filled', rows: 6000 };
  expect(fillTables(['make 1000000', 'open 1000000', 'make 1', 'open 1'])).toEqual([
    { note: 'make 1000000', ...refused },
    { note: 'open 1000000', ...refused },
    { note: 'make 1', ...unnoticed },
    { note: 'open 1', ...unnoticed },
  ]);
});

/** Which is answered with 503 and Retry-After. */
const INSUFFICIENT_RESOURCES = '53000';

/** In a process of its own, whose files are withheld. */
function fillTables(notes: readonly string[]): unknown {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-files-'));
  onTestFinished(() => fs.rmSync(place, { recursive: true }));
  const at = (name: string): string => path.join(import.meta.dirname, name);
  const words = [
    '--import',
    at('withhold-files.ts'),
    at('fill-tables.ts'),
    path.join(place, 'data'),
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [...words, ...notes], {
    encoding: 'utf8',
    env: { ...process.env, FILES_WITHHELD: path.join(place, 'note') },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
