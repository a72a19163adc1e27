import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../../server/src/store/migrate.ts';
import { openPglite } from '../../../server/src/store/pglite.ts';
import { engines, openTestDatabase } from '../../support/databases.ts';
import { recordEverything } from '../../support/everything.ts';
import { type Running, runCli, startCli } from './run-cli.ts';

const OPERATOR_KEY = 'an-operator-key-for-the-tests-of-backups';

let place: string;
let running: Running | undefined;
beforeAll(async () => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-backup-'));
  const database = await openPglite({ directory: path.join(place, 'data') });
  await migrate(database);
  await recordEverything(database);
  await database.close();
}, 300_000);
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  fs.rmSync(place, { recursive: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  runCli(args, { env, cwd: place });

it('takes a backup of a running server, restores it elsewhere, and proves that nothing is missing', async () => {
  const source = { FUELGAUGE_DATA_DIR: 'data' };
  running = startCli(['serve'], {
    env: { ...source, FUELGAUGE_PORT: '0', FUELGAUGE_OPERATOR_KEY: OPERATOR_KEY },
    cwd: place,
  });
  const [, url = ''] = await running.said(/"url":"([^"]+)"/);
  const asking = { ...source, FUELGAUGE_URL: url, FUELGAUGE_KEY: OPERATOR_KEY };
  const taken = await run(['backup', 'copy.zst'], asking);
  expect(taken.stderr).toMatch(
    /^data|is in use by the process with pid \d+\. Asking that server\.\n$/,
  );
  const [, digest = 'none'] =
    /^copy\.zst: 2 customers, 123 events, [\d,]+ bytes, [\d.]+ s, read back and whole, digest ([0-9a-f]{64})\n$/.exec(
      taken.stdout,
    ) ?? [];
  expect(taken.code).toBe(0);
  expect(fs.statSync(path.join(place, 'copy.zst')).mode & 0o777).toBe(0o600);
  expect(await run(['backup', 'copy.zst'], asking)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('copy.zst is there already'),
  });

  const target = { FUELGAUGE_DATA_DIR: 'restored' };
  const restored = await run(['restore', 'copy.zst'], target);
  expect(restored.stdout).toMatch(
    /^copy\.zst is whole: taken at \S+ by Fuelgauge \S+, schema \d+\.\n2 customers and 123 events are restored, /,
  );
  expect(restored.stdout).toContain(
    `digest ${digest}\nThe digest is that of the backup: every entry is there.\n`,
  );
  expect(restored.code).toBe(0);
  expect(await run(['restore', 'copy.zst'], target)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('The target is not empty: it holds 2 customers'),
  });
  expect((await run(['backup', 'again.zst'], target)).stdout).toContain(`digest ${digest}\n`);
  expect(await run(['restore', 'copy.zst'], { FUELGAUGE_DATA_DIR: '.' })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('set FUELGAUGE_DATA_DIR to a folder that is empty'),
  });
  expect(fs.readdirSync(place).filter((name) => name.includes('unfinished'))).toEqual([]);
}, 300_000);

it.runIf(engines.includes('postgres'))(
  'moves to PostgreSQL, after which the old place says where the data are until the move is undone',
  async () => {
    running?.child.kill('SIGTERM');
    await running?.ended;
    const source = { FUELGAUGE_DATA_DIR: 'data' };
    const target = await openTestDatabase('postgres', { empty: true });
    const to = target.url ?? '';
    try {
      const moved = await run(['move', '--to', to], source);
      expect(moved.stdout).toContain(
        'The digest is that of the source: every entry is there.\nMoved.',
      );
      expect(moved.code).toBe(0);
      for (const command of ['serve', 'verify', 'migrate']) {
        const stopped = await run([command], source);
        expect(stopped.stderr).toMatch(
          /^fuelgauge: The data of this database were moved to PostgreSQL at [\w.:/]+ at [\d: -]+ UTC: use them there\./,
        );
        expect(stopped.code).toBe(3);
      }
      const there = await run(['verify'], { DATABASE_URL: to });
      expect(there.stdout).toMatch(/\nproved: 2 customers, 123 events, 0 differences, /);
      expect((await run(['move', '--to', to], source)).stderr).toContain(
        'were moved to PostgreSQL',
      );
      expect((await run(['move', '--undo'], source)).stdout).toMatch(
        /^The data here are in use again/,
      );
      expect((await run(['verify'], source)).code).toBe(0);
      expect((await run(['move', '--to', to], source)).stderr).toContain('it holds 2 customers');
      // The connection that this test has open is one of Fuelgauge.
      await target.query('select 1');
      expect((await run(['move', '--to', to], { DATABASE_URL: to })).stderr).toMatch(
        /The source is in use: \d+ other connections of Fuelgauge/,
      );
    } finally {
      await target.close();
    }
  },
  300_000,
);
