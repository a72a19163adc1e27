import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The demo in a process of its own, with all its data. */
export interface Demo {
  readonly url: string;
  stop(): Promise<void>;
}

const MAIN = path.join(import.meta.dirname, '../../server/src/cli/main.ts');

/** Starts it on a free port, in the folder of `FUELGAUGE_BENCH_DEMO_DIR` or in one that is made and removed again. */
export async function startDemo(onProgress: (sentence: string) => void): Promise<Demo> {
  const named = process.env['FUELGAUGE_BENCH_DEMO_DIR'];
  const made = named ?? fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-bench-demo-'));
  const child = spawn(process.execPath, [MAIN, 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      FUELGAUGE_PORT: '0',
      FUELGAUGE_DATA_DIR: named ?? path.join(made, 'data'),
    },
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    if (named === undefined) fs.rmSync(made, { recursive: true, force: true });
  };
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    onProgress(line);
    url = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0] ?? url;
    if (line.endsWith('all there.')) return { url, stop };
  }
  await stop();
  throw new Error('The demo ended before its data were there.');
}
