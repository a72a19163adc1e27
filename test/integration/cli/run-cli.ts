import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { compileCache } from '../../support/compile-cache.ts';

export const PROGRAM = path.join(import.meta.dirname, '../../../server/bin/fuelgauge.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** A command that runs. Nothing of this process's settings reaches it. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ran>;
  /** Resolves with the first match in what it said so far or will say; rejects when it ends without. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
}

export function startCli(args: readonly string[], options: RunOptions = {}): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: {
      ...compileCache,
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      ...options.env,
    },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const texts = { stdout: '', stderr: '' };
  const heard = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      for (const hear of heard) hear();
    });
  }
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const ended = once(child, 'close').then(
    ([code]): Ran => ({ code: code as number | null, ...texts }),
  );
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const hear = (): void => {
        const match = pattern.exec(texts.stdout) ?? pattern.exec(texts.stderr);
        if (!match) return;
        heard.delete(hear);
        resolve(match);
      };
      heard.add(hear);
      hear();
      void ended.then(({ stdout, stderr, code }) =>
        reject(new Error(`it ended with ${code} and never said ${pattern}:\n${stdout}${stderr}`)),
      );
    });
  return { child, ended, said };
}

/** Runs a command to its end. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return startCli(args, options).ended;
}
