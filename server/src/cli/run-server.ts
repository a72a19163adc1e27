import { once } from 'node:events';
import type { RunningServer } from '../index.ts';
import { EXIT } from './command.ts';

/**
 * Opens a server and waits until somebody asks the process to stop, then closes it. Asked while it opens, it stops as soon as it
 * is open; a second time at once.
 */
export async function runUntilStopped(open: () => Promise<RunningServer>): Promise<number> {
  const asked = new AbortController();
  const { signal } = asked;
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const isAsked = Promise.race([
    ...signals.map((name) => once(process, name, { signal })),
    orphaned(signal),
  ]).then(() => {
    asked.abort();
    for (const name of signals) process.once(name, () => process.exit(INTERRUPTED));
  });
  isAsked.catch(() => {});
  const server = await open().catch((error: unknown) => {
    asked.abort();
    throw error;
  });
  await isAsked;
  // Whatever hangs: all that was acknowledged is on disk.
  setTimeout(() => process.exit(EXIT.done), CLOSE_MS).unref();
  await server.close();
  return EXIT.done;
}

const INTERRUPTED = 130;
const CLOSE_MS = 9_500;

/** Under npm, resolves when its shell is gone: npm hands a signal to the shell, and the shell to nobody. */
function orphaned(signal: AbortSignal): Promise<void> {
  if (process.env['npm_lifecycle_event'] === undefined) return new Promise(() => {});
  const parent = process.ppid;
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, ORPHAN_MS);
    signal.addEventListener('abort', () => clearInterval(watch));
  });
}

const ORPHAN_MS = 250;
