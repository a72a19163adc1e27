import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Place } from './place.ts';

/** A server in a process of its own, as it runs in production. */
export interface ServerProcess {
  readonly url: string;
  readonly operatorKey: string;
  /** Asks it to stop, and throws when it does not do so cleanly. */
  stop(): Promise<void>;
}

const MAIN = path.join(import.meta.dirname, '../../server/src/cli/main.ts');
const OPERATOR_KEY = 'bench-operator-key-of-this-process-alone';

/** Starts a server on a free port. A folder in FUELGAUGE_BENCH_PROFILE receives its processor profile. */
export async function startServer(place: Place): Promise<ServerProcess> {
  const profile = process.env['FUELGAUGE_BENCH_PROFILE'];
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, MAIN, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      FUELGAUGE_PORT: '0',
      FUELGAUGE_OPERATOR_KEY: OPERATOR_KEY,
      FUELGAUGE_POOL_SIZE: String(place.poolSize),
      FUELGAUGE_DATA_DIR: place.dataDirectory,
      ...(place.databaseUrl !== null && { DATABASE_URL: place.databaseUrl }),
    },
  });
  const ended = once(child, 'exit');
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const found = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
    }
    child.once('exit', () => reject(new Error(`The server did not start:\n${said.join('\n')}`)));
  });
  return {
    url,
    operatorKey: OPERATOR_KEY,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`The server ended with ${code}:\n${said.join('\n')}`);
    },
  };
}
