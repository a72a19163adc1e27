// Run by open-or-nothing.test.ts under withhold-files.ts: fills a table for each note until it needs another file, while it is
// refused and again when it is not, and says how either went and how many rows there are.

import fs from 'node:fs';
import { sqlState } from '../../../server/src/store/database.ts';
import { openPglite } from '../../../server/src/store/pglite.ts';

const [directory = '', ...notes] = process.argv.slice(2);
const noteFile = process.env['FILES_WITHHELD'] ?? '';
const database = await openPglite({ directory });
const outcomes = [];
for (const [index, note] of notes.entries()) {
  const table = `t${index}`;
  await database.script(`create table ${table} (a int)`);
  fs.writeFileSync(noteFile, note);
  const withheld = await fill(table);
  const hasFailed = fs.readFileSync(noteFile, 'utf8') !== note;
  fs.rmSync(noteFile);
  const given = await fill(table);
  const [row] = await database.query<{ n: bigint }>(`select count(*) as n from ${table}`);
  outcomes.push({ note, hasFailed, withheld, given, rows: Number(row?.n) });
}
await database.close();
console.log(JSON.stringify(outcomes));

function fill(table: string): Promise<string> {
  return database.query(`insert into ${table} select * from generate_series(1, 3000)`, []).then(
    () => 'filled',
    (error) => sqlState(error) ?? String(error),
  );
}
