import { faultText, runFuzz } from '../fuzz/fuzz.ts';
import { engines } from '../support/databases.ts';
import { count, LEFT_OUT, type PartReport, type TortureOrder } from './part.ts';

const SAY_EVERY_MS = 30_000;

/** Requests of every kind to every route, shared out among the engines. */
export async function fuzzPart(order: TortureOrder): Promise<PartReport> {
  if (order.only !== undefined && order.only !== 'fuzz') return LEFT_OUT;
  const rows: string[][] = [];
  const failures: string[] = [];
  const sum = { requests: 0, serverErrors: 0, faults: 0 };
  for (const engine of engines) {
    let said = Date.now();
    const tally = await runFuzz({
      requests: Math.ceil(order.fuzz / engines.length),
      seed: order.seed,
      engine,
      onProgress({ requests }) {
        if (Date.now() - said < SAY_EVERY_MS) return;
        said = Date.now();
        order.say(`fuzz ${engine}: ${requests} requests`);
      },
    });
    const { requests, syntaxErrors, byStatus } = tally;
    const faults = tally.faults.length + tally.moreFaults;
    const serverErrors = Object.entries(byStatus)
      .filter(([status]) => status.startsWith('5'))
      .reduce((sum, [, times]) => sum + times, 0);
    rows.push([engine, ...[requests, serverErrors, faults, syntaxErrors].map(count)]);
    sum.requests += requests;
    sum.serverErrors += serverErrors;
    sum.faults += faults;
    failures.push(...tally.faults.map(faultText));
    if (syntaxErrors > 0) failures.push(`${syntaxErrors} syntax errors in the log of ${engine}`);
    failures.push(...tally.unreached.map((what) => `no request got through to ${what}`));
  }
  return {
    heads: ['fuzz', 'requests', '5xx', 'undeclared or wrong', 'syntax errors'],
    rows,
    quote: `${count(sum.requests)} fuzzed requests, ${count(sum.serverErrors)} server errors, ${count(sum.faults)} undeclared answers`,
    failures,
  };
}
