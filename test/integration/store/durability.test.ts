import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/src/store/pglite.ts';

const COMMITS = 40;

/** Making a database takes seconds, and a machine that is busy takes many of them. */
const PATIENT_MS = 120_000;

describe('the embedded database in a directory', () => {
  let place: string;

  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-durability-'));
  });

  afterEach(() => fs.rmSync(place, { recursive: true }));

  const at = (name: string): string => path.join(place, name);

  /** Commits in a process of its own, in which every fsync is noted, and gives what it printed. */
  const commitWatched = (options: { under?: string[]; failFrom?: number } = {}): string => {
    const preload = path.join(import.meta.dirname, 'count-syncs.ts');
    const program = path.join(import.meta.dirname, 'commit-watched.ts');
    const words = [at('data'), String(COMMITS), String(options.failFrom ?? 'never')];
    const command = [process.execPath, '--import', preload, program, ...words];
    const [first = '', ...rest] = [...(options.under ?? []), ...command];
    const { stdout, stderr } = spawnSync(first, rest, {
      encoding: 'utf8',
      env: { ...process.env, SYNC_NOTES: at('notes'), SYNC_FAILS: at('fails') },
    });
    expect(stderr).toBe('');
    return stdout;
  };

  test(
    'every commit is synced before it is acknowledged',
    () => {
      expect(Number(commitWatched())).toBeGreaterThanOrEqual(COMMITS);
    },
    PATIENT_MS,
  );

  // Where the system can tell, it is asked too.
  if (spawnSync('strace', ['-V']).status === 0) {
    test(
      'the syncs reach the operating system, for files and folders',
      () => {
        const trace = at('trace');
        const strace = ['strace', '-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', trace];
        commitWatched({ under: strace });
        const syncs = fs.readFileSync(trace, 'utf8').split('\n');
        const ofLog = syncs.filter((line) => line.includes(at('data/postgres/pg_wal/')));
        expect(ofLog.length).toBeGreaterThanOrEqual(COMMITS);
        expect(syncs.some((line) => line.includes(`<${at('data')}>`))).toBe(true);
      },
      PATIENT_MS,
    );
  }

  test(
    'F5: a disk that cannot sync stops the database instead of acknowledging, until it can',
    async () => {
      const [first, second, rows] = JSON.parse(commitWatched({ failFrom: 10 }));
      const stopped = 'The embedded database has stopped: disk error; it is opened again.';
      expect([first, second]).toEqual([stopped, stopped]);
      // The eleventh was not acknowledged, and may have reached the disk before.
      expect([10, 11]).toContain(rows);
      const database = await openPglite({ directory: at('data') });
      const [row] = await database.query<{ n: bigint }>('select count(*) as n from t');
      await database.close();
      expect(row?.n).toBe(BigInt(rows));
    },
    PATIENT_MS,
  );
});
