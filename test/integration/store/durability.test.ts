import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/src/store/pglite.ts';

const KILLS = 6;
const COMMITS = 40;

describe('the embedded database in a directory', () => {
  let place: string;

  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-durability-'));
  });

  afterEach(() => fs.rmSync(place, { recursive: true }));

  const at = (name: string): string => path.join(place, name);

  test('F1: killing the process at any moment loses nothing acknowledged and keeps nothing by halves', async () => {
    const program = path.join(import.meta.dirname, 'write-until-killed.ts');
    let killedWhileWriting = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [program, at('data'), at('acknowledged')]);
      const exit = once(child, 'exit');
      await once(child.stdout, 'data');
      const before = fs.statSync(at('acknowledged')).size;
      await sleep(20 + 60 * kill);
      child.kill('SIGKILL');
      await exit;
      if (fs.statSync(at('acknowledged')).size > before) killedWhileWriting += 1;
    }
    const acknowledged = fs.readFileSync(at('acknowledged'), 'utf8').trim().split('\n').map(BigInt);
    const database = await openPglite({ directory: at('data') });
    const rows = await database.query<{ id: bigint; twice: bigint }>('select id, twice from kept');
    await database.close();
    const kept = new Set(rows.map(({ id }) => id));
    expect(killedWhileWriting).toBeGreaterThan(KILLS / 2);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(rows.filter(({ id, twice }) => twice !== id * 2n)).toEqual([]);
  }, 120_000);

  test('F9: killing the first start at any moment leaves a directory that opens', async () => {
    const program = path.join(import.meta.dirname, 'write-until-killed.ts');
    let killedUnfinished = 0;
    for (const delayMs of [600, 1_200, 1_800]) {
      const data = at(`data-${delayMs}`);
      const child = spawn(process.execPath, [program, data, at('acknowledged')]);
      const exit = once(child, 'exit');
      await sleep(delayMs);
      child.kill('SIGKILL');
      await exit;
      if (!fs.existsSync(path.join(data, 'postgres'))) killedUnfinished += 1;
      const database = await openPglite({ directory: data });
      expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
      await database.close();
      expect(fs.readdirSync(data).sort()).toEqual(['format', 'postgres']);
    }
    expect(killedUnfinished).toBeGreaterThan(0);
  }, 120_000);

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

  test('every commit is synced before it is acknowledged', () => {
    expect(Number(commitWatched())).toBeGreaterThanOrEqual(COMMITS);
  });

  // Where the system can tell, it is asked too.
  if (spawnSync('strace', ['-V']).status === 0) {
    test('the syncs reach the operating system, for files and folders', () => {
      const trace = at('trace');
      const strace = ['strace', '-f', '-y', '-e', 'trace=fsync,fdatasync', '-o', trace];
      commitWatched({ under: strace });
      const syncs = fs.readFileSync(trace, 'utf8').split('\n');
      const ofLog = syncs.filter((line) => line.includes(at('data/postgres/pg_wal/')));
      expect(ofLog.length).toBeGreaterThanOrEqual(COMMITS);
      expect(syncs.some((line) => line.includes(`<${at('data')}>`))).toBe(true);
    });
  }

  test('F5: a disk that cannot sync stops the database instead of acknowledging, until it can', async () => {
    const [first, second, rows] = JSON.parse(commitWatched({ failFrom: 10 }));
    const stopped = 'The embedded database has stopped: disk error; it is opened again.';
    expect([first, second]).toEqual([stopped, stopped]);
    // The eleventh was not acknowledged, and may have reached the disk before.
    expect([10, 11]).toContain(rows);
    const database = await openPglite({ directory: at('data') });
    const [row] = await database.query<{ n: bigint }>('select count(*) as n from t');
    await database.close();
    expect(row?.n).toBe(BigInt(rows));
  }, 120_000);
});
