// `npm run torture`: everything that may go wrong, as often as it is told. Progress goes to stderr, the report to stdout.

import { faults } from '../faults/faults.ts';
import { engines } from '../support/databases.ts';
import { setup } from '../support/start-postgres.ts';
import { currentCommit, describeMachine } from './describe-machine.ts';
import { type PartResult, partText } from './part.ts';
import { missingParts, planParts } from './plan-parts.ts';
import { readOrder, USAGE } from './read-order.ts';
import { reportOf } from './report-of.ts';
import { appendResult, readResults } from './results-file.ts';
import { runApart } from './run-apart.ts';

const order = readOrder(process.argv.slice(2)) ?? refuse(USAGE);
const results: PartResult[] = order.results === undefined ? [] : readResults(order.results);
const known = results[0]?.seed;
const seed = order.seed ?? known ?? Date.now() % 2 ** 31;
if (known !== undefined && results.some((result) => result.seed !== seed))
  refuse(`${order.results} holds results of seed ${known}: go on with that, or in another file.`);

const plan = planParts({ ...order, seed }, { faults, engines });
if (plan.length === 0) refuse(`Nothing is called "${order.only}".\n${USAGE}`);
const todo = missingParts(plan, results, order);
const sitting = new Date().toISOString();
const stop = new AbortController();
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopSoon());

say(`${todo.length} of ${plan.length} parts to do, seed ${seed}`);
const stopPostgres = todo.some(({ engine }) => engine === 'postgres') ? await setup() : undefined;
const queue = todo.entries();
await Promise.all(Array.from({ length: order.workers }, () => work()));
await stopPostgres?.();
const missing = missingParts(plan, results);
const { text, quote, isGood } = reportOf(results, missing);
console.log(`${describeMachine()}\n\n${text}\n\n${quote}`);
process.exit(isGood && missing.length === 0 ? 0 : 1);

/** Takes parts from the queue until none is left. */
async function work(): Promise<void> {
  for (const [index, part] of queue) {
    if (isStopping) return;
    const began = performance.now();
    const commit = currentCommit();
    const outcome = await runApart(part, stop.signal);
    if (stop.signal.aborted) return;
    if (outcome === null) {
      say(`${index + 1} of ${todo.length}: ${partText(part)}: ended from outside, and not done`);
      continue;
    }
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const result = { ...part, ...outcome, seconds, commit, at: new Date().toISOString(), sitting };
    results.push(result);
    if (order.results !== undefined) appendResult(order.results, result);
    const failures = outcome.failures.map((why) => `FAILED: ${why}`);
    const told = [JSON.stringify(outcome.counts), `${seconds} s`, ...failures].join(' ');
    say(`${index + 1} of ${todo.length}: ${partText(part)}: ${told}`);
  }
}

function say(sentence: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${sentence}`);
}

/** Once: after the part under way. Twice: now, and that part has not been done. */
function stopSoon(): void {
  if (isStopping) stop.abort();
  isStopping = true;
  say('Stopping after what is under way; a second time stops at once.');
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
