import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openPostgres } from '../../../server/src/store/postgres.ts';
import { findPostgres, startCluster } from '../../support/postgres-cluster.ts';

const serverOf = async (url: string): Promise<{ pid: number; place: string }> => {
  const database = await openPostgres({ url });
  const [row] = await database.query<{ place: string }>(
    "select current_setting('data_directory') as place",
  );
  const place = row?.place ?? '';
  const pid = Number(fs.readFileSync(path.join(place, 'postmaster.pid'), 'utf8').split('\n')[0]);
  await database.close();
  return { pid, place: path.dirname(place) };
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.runIf(findPostgres() !== undefined)('a throw-away PostgreSQL', () => {
  test('is gone, with its files, when stopped', async () => {
    const cluster = await startCluster();
    const { pid, place } = await serverOf(cluster.url);
    expect([isRunning(pid), place.startsWith(os.tmpdir())]).toEqual([true, true]);
    await cluster.stop();
    expect([isRunning(pid), fs.existsSync(place)]).toEqual([false, false]);
  });

  test('is gone, with its files, when its owner is killed', async () => {
    const module = path.resolve('test/support/postgres-cluster.ts');
    const script = `import { startCluster } from ${JSON.stringify(module)};
      console.log((await startCluster()).url); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    const [said] = await once(owner.stdout, 'data');
    const { pid, place } = await serverOf(String(said).trim());
    expect(isRunning(pid)).toBe(true);
    owner.kill('SIGKILL');
    await vi.waitFor(() => expect([isRunning(pid), fs.existsSync(place)]).toEqual([false, false]), {
      timeout: 20_000,
    });
  });
});
