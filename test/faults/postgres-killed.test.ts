import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../server/src/open-store.ts';
import { engines } from '../support/databases.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { postgresKilled } from './postgres-killed.ts';
import { provePages } from './prove-pages.ts';
import { testFault } from './test-fault.ts';

testFault(postgresKilled);

test.runIf(engines.includes('postgres'))(
  'F2: a byte that changed on the disk of the database is found',
  async () => {
    const cluster = await startCluster({ hasChecksums: true });
    try {
      const file = await makeTable(cluster.url);
      expect(await provePages(cluster.url)).toEqual([]);
      await cluster.kill();
      const handle = fs.openSync(file, 'r+');
      fs.writeSync(handle, Buffer.from([0xff]), 0, 1, 8192 * 3 + 5000);
      fs.closeSync(handle);
      await cluster.restart();
      expect(await provePages(cluster.url)).toEqual([
        expect.stringMatching(/^kept: invalid page in block 3/),
        expect.stringMatching(/^kept_pkey: invalid page in block 3/),
      ]);
    } finally {
      await cluster.stop();
    }
  },
);

/** A table of some pages, all of them on the disk. Answers the file they are in. */
async function makeTable(databaseUrl: string): Promise<string> {
  const database = await openDatabase({ databaseUrl, dataDirectory: '', poolSize: 1 });
  await database.script('create table kept (id int primary key, word text)');
  await database.query(
    "insert into kept select n, repeat('x', 100) from generate_series(1, 2000) as n",
  );
  await database.script('checkpoint');
  const [place] = await database.query<{ folder: string; file: string }>(
    "select current_setting('data_directory') as folder, pg_relation_filepath('kept') as file",
  );
  await database.close();
  return path.join(place?.folder ?? '', place?.file ?? '');
}
