import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { openDatabase } from '../../server/src/open-store.ts';
import { compileCache } from './compile-cache.ts';

/** Where a database of its own lies, in the words of the server's settings. */
export type Place = Parameters<typeof openDatabase>[0];

/** A server in a process of its own, as it runs in production. */
export interface ServerProcess {
  readonly url: string;
  readonly operatorKey: string;
  readonly pid: number;
  /** Everything it has written to its outputs, by line. */
  readonly said: readonly string[];
  /** Resolves when it is gone, with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop, and throws when it does not do so cleanly. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Settings beside those of the place. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of the Node that runs it. */
  readonly flags?: readonly string[];
  /** Runs the server instead of this Node: a shell that sets a limit first. Takes the Node and its words behind it. */
  readonly through?: readonly string[];
  /** Kills it with `kill -9`, also before it has started. */
  readonly signal?: AbortSignal;
}

const MAIN = path.join(import.meta.dirname, '../../server/src/cli/main.ts');
const OPERATOR_KEY = 'operator-key-of-one-measurement-or-test-alone';

/** Starts a server on a free port; throws, with what it said, when it ends before it listens. */
export async function startServer(
  place: Place,
  { env = {}, flags = [], through = [], signal }: ServerOptions = {},
): Promise<ServerProcess> {
  const [program = '', ...words] = [...through, process.execPath, ...flags, MAIN, 'serve'];
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...compileCache,
      PATH: process.env['PATH'],
      FUELGAUGE_PORT: '0',
      FUELGAUGE_OPERATOR_KEY: OPERATOR_KEY,
      FUELGAUGE_POOL_SIZE: String(place.poolSize),
      FUELGAUGE_DATA_DIR: place.dataDirectory,
      ...(place.databaseUrl !== null && { DATABASE_URL: place.databaseUrl }),
      ...env,
    },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  signal?.addEventListener('abort', () => child.kill('SIGKILL'));
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const found = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
    }
    // Once its outputs are read to their ends.
    child.once('close', (code) => {
      const words = `The server did not start (exit code ${code}):\n${said.join('\n')}`;
      reject(new Error(words));
    });
  });
  return {
    url,
    operatorKey: OPERATOR_KEY,
    pid: child.pid ?? 0,
    said,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`The server ended with ${code}:\n${said.join('\n')}`);
    },
  };
}
