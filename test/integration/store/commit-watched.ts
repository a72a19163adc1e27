// Run by durability.test.ts under count-syncs.ts: commits a number of times and says how many syncs
// that took; or how a failing disk ended it, what the database said next, and how many rows it has
// once the disk works again.

import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPglite } from '../../../server/src/store/pglite.ts';

const [directory = '', commits = '', failFrom = 'never'] = process.argv.slice(2);
const noteFile = process.env['SYNC_NOTES'] ?? '';
const database = await openPglite({ directory });
await database.script('create table t (a int)');
const before = fs.statSync(noteFile).size;
try {
  for (let n = 0; n < Number(commits); n += 1) {
    if (String(n) === failFrom) fs.writeFileSync(process.env['SYNC_FAILS'] ?? '', '');
    await database.query('insert into t values ($1)', [n]);
  }
  console.log(fs.statSync(noteFile).size - before);
} catch (error) {
  const next = await database.query('select 1').catch((later: Error) => later.message);
  fs.rmSync(process.env['SYNC_FAILS'] ?? '');
  console.log(JSON.stringify([(error as Error).message, next, await countRows()]));
}
await database.close();

/** However long the database takes to come back. */
async function countRows(): Promise<number> {
  for (;;) {
    try {
      const [row] = await database.query<{ n: bigint }>('select count(*) as n from t');
      return Number(row?.n);
    } catch {
      await sleep(50);
    }
  }
}
