// `npm test`: every project, or those named (`npm test -- core`); other words go to vitest. First
// finds, or as root installs, the servers that some tests need. The last line counts the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileCache } from '../test/support/compile-cache.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ROOT } from './run-step.ts';
import { type TestReport, tallyLine, tallyTests } from './test-tally.ts';

const PROJECTS: readonly string[] = ['core', 'server', 'integration', 'architecture'];

const words = process.argv.slice(2);
const projects = words.filter((word) => PROJECTS.includes(word));
const others = words.filter((word) => !PROJECTS.includes(word));
const maySkip = process.env['CI'] !== 'true';

if (projects.length === 0 || projects.includes('integration')) {
  runNode(['tools/ensure-postgres.ts']);
  if (existsSync(join(ROOT, 'test/browser'))) {
    process.env['FUELGAUGE_CHROMIUM'] = ensureChromium() ?? '';
  }
}
const { report, exitCode } = runTests();
const tally = tallyTests(report, exitCode);
for (const name of tally.skippedNames) console.log(`skipped: ${name}`);
console.log(tallyLine(tally, maySkip));
process.exitCode = tally.failed > 0 || (!maySkip && tally.skipped > 0) ? 1 : 0;

function runTests(): { report: TestReport | undefined; exitCode: number | null } {
  const place = mkdtempSync(join(tmpdir(), 'fuelgauge-test-'));
  const file = join(place, 'report.json');
  const exitCode = runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...others,
  ]);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(place, { recursive: true });
  return { report, exitCode };
}

function runNode(args: readonly string[]): number | null {
  const env = { ...process.env, ...compileCache };
  return spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' }).status;
}
