import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from '../support/postgres-cluster.ts';

/** What a figure cannot do without beside its commit: where it was measured. */
export function describeMachine(): string {
  const cpus = os.cpus();
  const memory = `${(os.totalmem() / 2 ** 30).toFixed(0)} GB`;
  const programs = findPostgres();
  const postgres = programs && said(path.join(programs, 'postgres'), ['--version']);
  return [
    `${cpus.length} cores (${cpus[0]?.model.trim()}), ${memory}, ${os.type()} ${os.release()};`,
    `${postgres ?? 'no PostgreSQL'}, Node ${process.version}.`,
  ].join('\n');
}

/** Of the code as it lies there now. */
export function currentCommit(): string {
  const isChanged = said('git', ['status', '--porcelain']) !== '';
  return `${said('git', ['rev-parse', '--short', 'HEAD'])}${isChanged ? ' changed' : ''}`;
}

function said(program: string, words: readonly string[]): string {
  try {
    return execFileSync(program, words, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
  } catch {
    return 'unknown';
  }
}
