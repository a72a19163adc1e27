import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from '../support/postgres-cluster.ts';

/** What a figure cannot do without: when, of which commit, with which seed, and where it was measured. */
export function describeRun(seed: number): string {
  const isChanged = said('git', ['status', '--porcelain']) !== '';
  const commit = `${said('git', ['rev-parse', '--short', 'HEAD'])}${isChanged ? ', changed' : ''}`;
  const cpus = os.cpus();
  const memory = `${(os.totalmem() / 2 ** 30).toFixed(0)} GB`;
  const programs = findPostgres();
  const postgres = programs && said(path.join(programs, 'postgres'), ['--version']);
  return [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, seed ${seed};`,
    `${cpus.length} cores (${cpus[0]?.model.trim()}), ${memory}, ${os.type()} ${os.release()};`,
    `${postgres ?? 'no PostgreSQL'}, Node ${process.version}.`,
  ].join('\n');
}

function said(program: string, words: readonly string[]): string {
  try {
    return execFileSync(program, words, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
  } catch {
    return 'unknown';
  }
}
