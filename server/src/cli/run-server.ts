import { once } from 'node:events';
import type { RunningServer } from '../index.ts';
import { EXIT } from './command.ts';

/** Waits until somebody asks the process to stop, then closes the server. A second time it stops at once. */
export async function runUntilStopped(server: RunningServer): Promise<number> {
  const asked = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  await Promise.race(signals.map((name) => once(process, name, { signal: asked.signal })));
  asked.abort();
  for (const name of signals) process.once(name, () => process.exit(INTERRUPTED));
  // Whatever hangs: all that was acknowledged is on disk.
  setTimeout(() => process.exit(EXIT.done), CLOSE_MS).unref();
  await server.close();
  return EXIT.done;
}

const INTERRUPTED = 130;
const CLOSE_MS = 9_500;
