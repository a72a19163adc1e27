import { fork } from 'node:child_process';
import path from 'node:path';
import type { Outcome, Part } from './part.ts';

const PROGRAM = path.join(import.meta.dirname, 'process/run-part.ts');

/** No part takes a tenth of it on a machine that has nothing else to do. */
const LIMIT_MINUTES = 60;

/** Who sends these means the process, not the part: they say nothing about it. */
const FROM_OUTSIDE: ReadonlySet<string | null> = new Set([
  'SIGHUP',
  'SIGINT',
  'SIGKILL',
  'SIGTERM',
]);

/**
 * Does a part in a process of its own, so that the programme goes on whatever happens to it: one that ends without an
 * outcome, or not at all, has failed and counts for nothing. The signal ends it. Null for one that somebody else has
 * ended: it has not been done.
 */
export async function runApart(part: Part, signal: AbortSignal): Promise<Outcome | null> {
  // At the head of a group, which ends with all that it has started.
  const child = fork(PROGRAM, { detached: true });
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    kill();
  }, LIMIT_MINUTES * 60_000);
  signal.addEventListener('abort', kill);
  const outcome = await new Promise<Outcome | null>((resolve) => {
    child.once('message', (message) => resolve(message as Outcome));
    child.once('exit', (code, endedBy) => {
      if (FROM_OUTSIDE.has(endedBy) && !isLate) return resolve(null);
      const why = `ended with ${code ?? endedBy} and without an outcome`;
      resolve({ counts: {}, unseen: [], failures: [`${why} (${LIMIT_MINUTES} minutes at most)`] });
    });
    child.send(part);
  });
  clearTimeout(limit);
  signal.removeEventListener('abort', kill);
  return outcome;
}
