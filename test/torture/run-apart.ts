import { fork } from 'node:child_process';
import path from 'node:path';
import type { Outcome, Part } from './part.ts';

const PROGRAM = path.join(import.meta.dirname, 'process/run-part.ts');

/** No part takes a tenth of it on a machine that has nothing else to do. */
const LIMIT_MINUTES = 60;

/**
 * Does a part in a process of its own, so that the programme goes on whatever happens to it: one that ends without an
 * outcome, or not at all, has failed and counts for nothing. The signal ends it.
 */
export async function runApart(part: Part, signal: AbortSignal): Promise<Outcome> {
  // At the head of a group, which ends with all that it has started.
  const child = fork(PROGRAM, { detached: true });
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const limit = setTimeout(kill, LIMIT_MINUTES * 60_000);
  signal.addEventListener('abort', kill);
  const outcome = await new Promise<Outcome>((resolve) => {
    child.once('message', (message) => resolve(message as Outcome));
    child.once('exit', (code, endedBy) => {
      const why = `ended with ${code ?? endedBy} and without an outcome`;
      resolve({ counts: {}, unseen: [], failures: [`${why} (${LIMIT_MINUTES} minutes at most)`] });
    });
    child.send(part);
  });
  clearTimeout(limit);
  signal.removeEventListener('abort', kill);
  return outcome;
}
