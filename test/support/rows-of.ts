import type { Database } from '../../server/src/store/database.ts';

/**
 * Every row of every table and the state of every sequence, as text, found by asking the database
 * which there are: what a later schema adds is compared too. When a migration ran is not data.
 */
export async function rowsOf(
  database: Database,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await database.query<{ name: string; type: string }>(
    `select table_name::text as name, table_type::text as type from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  const sequences = await database.query<{ name: string }>(
    `select relname::text as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'S' order by 1`,
  );
  const found: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const row = name === 'migration' ? 'number::text || file_name' : 'each::text';
    found[name] = await texts(database, `select ${row} as text from "${name}" as each`);
  }
  for (const { name } of sequences) {
    const next = 'last_value + is_called::int';
    found[name] = await texts(database, `select (${next})::text as text from "${name}"`);
  }
  return found;
}

async function texts(database: Database, sql: string): Promise<string[]> {
  const rows = await database.query<{ text: string }>(sql);
  return rows.map(({ text }) => text).sort();
}
