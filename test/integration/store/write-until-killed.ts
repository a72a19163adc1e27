// Run by durability.test.ts: commits to the data directory without end and writes down each number
// once acknowledged.

import fs from 'node:fs';
import { openPglite } from '../../../server/src/store/pglite.ts';

const [directory = '', acknowledgedFile = ''] = process.argv.slice(2);
const database = await openPglite({ directory });
await database.script('create table if not exists kept (id bigserial primary key, twice bigint)');
const acknowledged = fs.openSync(acknowledgedFile, 'a');
console.log('writing');
for (;;) {
  const rows = await database.transaction({ owner: true }, async (tx) => {
    const inserted = await tx.query<{ id: bigint }>(
      'insert into kept (twice) select null from generate_series(1, 20) returning id',
    );
    await tx.query('update kept set twice = id * 2 where id = any($1)', [
      inserted.map(({ id }) => id),
    ]);
    return inserted;
  });
  fs.writeSync(acknowledged, rows.map(({ id }) => `${id}\n`).join(''));
}
