// Everything a commit needs, short of the slow tests. Prints one line a step, then the output of
// what failed, then the measures. Steps do not depend on each other, so two run at a time.
import { describeMeasures, measureRepository } from './measure-repository.ts';
import { readRepository } from './read-repository.ts';
import { type Outcome, ROOT, runSteps, type Step } from './run-step.ts';

const LANES = 2;

/** After the lockfile, longest first: neither lane waits for a slow last step. */
const STEPS: readonly Step[] = [
  step('lockfile', 'npm ci --dry-run --ignore-scripts'),
  step('core tests', 'node node_modules/vitest/vitest.mjs run --project core'),
  typesStep('root', '.'),
  typesStep('server', 'server'),
  typesStep('web', 'web'),
  typesStep('core', 'core'),
  typesStep('sdk', 'sdk'),
  step('snapshots', 'node tools/snapshot.ts --check'),
  step('import rules', 'depcruise --output-type err core sdk server web demo test tools'),
  step('dead code', 'knip'),
  step('format and lint', 'biome check --error-on-warnings --max-diagnostics=50'),
  step('house rules', 'node tools/tidy.ts'),
];

/** What it found is kept: the next time only what changed is looked at. */
function typesStep(name: string, folder: string): Step {
  const kept = `--incremental --tsBuildInfoFile node_modules/.cache/types/${name}`;
  return step(`types: ${name}`, `tsc -p ${folder} ${kept}`);
}

const started = performance.now();
const outcomes = await runSteps(STEPS, LANES, ({ step: { name }, passed, seconds }) => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1).padStart(5)} s  ${name}`);
});
const failed = outcomes.filter(({ passed }) => !passed);
failed.forEach(showOutput);
console.log(`\n${describeMeasures(measureRepository(readRepository(ROOT)))}`);
const total = ((performance.now() - started) / 1000).toFixed(0);
const names = failed.map(({ step: { name } }) => name).join(', ');
console.log(
  failed.length === 0
    ? `check: all ${outcomes.length} steps passed in ${total} s`
    : `check: ${failed.length} of ${outcomes.length} steps failed in ${total} s: ${names}`,
);
if (failed.length > 0) process.exitCode = 1;

function step(name: string, line: string): Step {
  const [command = '', ...args] = line.split(' ');
  return { name, command, args };
}

function showOutput({ step: { name, command, args }, output }: Outcome): void {
  console.log(`\n--- ${name}: ${[command, ...args].join(' ')}\n${output.trimEnd()}`);
}
