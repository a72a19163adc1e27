import { openDatabase } from '../../server/src/open-store.ts';
import type { Database } from '../../server/src/store/database.ts';

/**
 * Reads every page of every table and index of a PostgreSQL, and says which are not as they were written: pages whose checksum
 * is wrong, rows that are damaged, indexes out of order, rows that an index lacks. What is in its memory is not read from the
 * disk: restart it before.
 */
export async function provePages(databaseUrl: string): Promise<string[]> {
  const database = await openDatabase({ databaseUrl, dataDirectory: '', poolSize: 1 });
  try {
    const [setting] = await database.query<{ data_checksums: string }>('show data_checksums');
    if (setting?.data_checksums !== 'on') throw new Error('Its pages have no checksums.');
    await database.script('create extension if not exists amcheck');
    const tables = await relations(database, 'rmt', ROWS_OF_TABLE);
    const indexes = await relations(database, 'i', ORDER_OF_INDEX);
    if (tables.length === 0 || indexes.length === 0) throw new Error('There is nothing to read.');
    const findings: string[] = [];
    for (const relation of [...tables, ...indexes]) {
      findings.push(...(await damageIn(database, relation)));
    }
    return findings;
  } finally {
    await database.close();
  }
}

const ROWS_OF_TABLE =
  'select msg from verify_heapam($1::oid::regclass) where msg is not null limit 5';
const ORDER_OF_INDEX =
  "select msg from (select bt_index_check($1::oid::regclass, true)::text as msg) as checked where msg <> ''";

interface Relation {
  readonly oid: number;
  readonly name: string;
  /** What reads all of it, and answers its damage or fails. */
  readonly statement: string;
}

async function relations(
  database: Database,
  kinds: string,
  statement: string,
): Promise<Relation[]> {
  const rows = await database.query<{ oid: number; name: string }>(
    `select c.oid::int as oid, c.oid::regclass::text as name from pg_class c
       left join pg_am a on a.oid = c.relam
      where c.relkind = any(string_to_array($1, null)) and c.relpersistence = 'p'
        and (c.relkind <> 'i' or a.amname = 'btree') order by 2`,
    [kinds],
  );
  return rows.map((row) => ({ ...row, statement }));
}

/** A page that cannot be read fails the statement that reads it. */
async function damageIn(database: Database, { oid, name, statement }: Relation): Promise<string[]> {
  try {
    const rows = await database.query<{ msg: string }>(statement, [oid]);
    return rows.map(({ msg }) => `${name}: ${msg}`);
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}
