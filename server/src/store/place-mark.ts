// What a database says of itself as a place to keep data: that it is empty, half filled, or left for another.

import { type Database, type Queries, StoreFault } from './database.ts';

/** Why nobody may work with a database. It stands in a table of its own, so that any schema can carry it. */
export interface PlaceMark {
  /** `filling`: a restore or a move has begun to fill it. `left`: its data were moved. */
  readonly kind: 'filling' | 'left';
  /** What fills it, or where its data are now: part of a sentence. */
  readonly by: string;
  /** When, in UTC, to the second. */
  readonly at: string;
}

const MARK = 'place_mark';

/** Tables that are not data: which schema this is, and the mark. */
export const NOT_DATA: readonly string[] = ['migration', MARK];

/** The mark of a database; undefined when it has none, which is the rule. */
export async function findMark(queries: Queries): Promise<PlaceMark | undefined> {
  const [there] = await queries.query('select 1 from pg_class where oid = to_regclass($1)', [MARK]);
  if (!there) return undefined;
  const [mark] = await queries.query<PlaceMark>(
    `select kind, by, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as at from ${MARK}`,
  );
  return mark;
}

/** Throws a {@link StoreFault} that says what to do when the database is half filled or was left. */
export async function assertUnmarked(queries: Queries): Promise<void> {
  const mark = await findMark(queries);
  if (!mark) return;
  const message =
    mark.kind === 'filling'
      ? `This database is not whole: ${mark.by} began to fill it at ${mark.at} and did not finish. Do that again; it starts over.`
      : `The data of this database were moved to ${mark.by} at ${mark.at}: use them there. To go back to how they were here, "fuelgauge move --undo".`;
  throw new StoreFault('setup', message);
}

/** Marks a database that has no mark. */
export async function markPlace(
  database: Database,
  { kind, by }: Omit<PlaceMark, 'at'>,
): Promise<void> {
  await database.transaction({ owner: true }, async (tx) => {
    await tx.query(
      `create table ${MARK} (kind text not null, by text not null, at timestamptz not null)`,
    );
    await tx.query(`insert into ${MARK} values ($1, $2, clock_timestamp())`, [kind, by]);
  });
}

export async function removeMark(database: Database): Promise<void> {
  await database.script(`drop table if exists ${MARK}`);
}

/** The names of all tables there are, whoever made them. */
export async function listTableNames(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname collate "C"`,
  );
  return rows.map(({ name }) => name);
}

/** How many customers there are in a database that has a table of them. */
export async function countCustomers(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    'select count(*)::int as count from customer_key',
  );
  return row?.count ?? 0;
}

/** Removes every table, view and sequence: for what a restore left half done, and nothing else. */
export async function clearPlace(database: Database): Promise<void> {
  const rows = await database.query<{ statement: string }>(
    `select format('drop %s if exists %I cascade',
              case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
              c.relname) as statement
       from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and not exists (select from pg_depend d where d.objid = c.oid
                        and (d.deptype = 'e' or c.relkind = 'S' and d.deptype in ('i', 'a')))
      order by c.relname = '${MARK}', c.relname`,
  );
  // The mark goes last: cut off before that, the place is still known for what it is.
  for (const { statement } of rows) await database.script(statement);
}

/** Empties every table of data, where a migration may have put rows of its own. */
export async function clearRows(database: Database, tables: readonly string[]): Promise<void> {
  await database.script(`truncate ${tables.map((name) => `"${name}"`).join(', ')}`);
}

/**
 * Runs `work` while no other process fills the same database. Takes a connection of its own, so PostgreSQL needs two;
 * the embedded one is locked by its folder.
 */
export async function fillingAlone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.engine === 'pglite') return work();
  return database.transaction({ owner: true }, async (tx) => {
    const [row] = await tx.query<{ is_mine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as is_mine',
      [FILLING_LOCK],
    );
    if (!row?.is_mine) {
      throw new StoreFault('setup', 'Another restore is filling this database: wait for it.');
    }
    return work();
  });
}

const FILLING_LOCK = 719_256n;

/**
 * How many connections of other processes of the product a database has, asked while we have but one; the embedded one has
 * none but ours.
 */
export async function countOthers(database: Database): Promise<number> {
  if (database.engine === 'pglite') return 0;
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'fuelgauge' and pid <> pg_backend_pid()`,
  );
  return row?.count ?? 0;
}
