import type { Database } from './database.ts';

/**
 * Frees what changed rows left behind and renews the planner's figures, one table at a time so that others have their turn in
 * between. PostgreSQL does so by itself; the embedded engine has nobody who would. Stops early once the signal says so.
 */
export async function vacuum(database: Database, signal?: AbortSignal): Promise<void> {
  const tables = await database.query<{ name: string }>(
    'select quote_ident(relname) as name from pg_stat_user_tables order by relname',
  );
  for (const { name } of tables) {
    if (signal?.aborted) return;
    await database.query(`vacuum ${name}`);
    await database.transaction({ owner: true }, async (tx) => {
      // A tenth of the usual sample: all wait while wide rows are read.
      await tx.query('set local default_statistics_target = 10');
      await tx.query(`analyze ${name}`);
    });
  }
}
