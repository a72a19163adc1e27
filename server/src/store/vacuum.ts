import type { Queries } from './database.ts';

/**
 * Frees what changed rows left behind and renews the planner's figures, one table at a time so that others have their turn in
 * between. PostgreSQL does so by itself; the embedded engine has nobody who would. Stops early once the signal says so.
 */
export async function vacuum(queries: Queries, signal?: AbortSignal): Promise<void> {
  const tables = await queries.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_stat_user_tables
     where n_mod_since_analyze + n_dead_tup > 0 order by relname`,
  );
  for (const { name } of tables) {
    if (signal?.aborted) return;
    await queries.query(`vacuum (analyze) ${name}`);
  }
}
