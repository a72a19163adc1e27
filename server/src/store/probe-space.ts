import type { Database } from './database.ts';

/**
 * Writes a megabyte that nobody keeps. Throws what every write throws while the disk of the database is full, and leaves no
 * trace.
 */
export async function probeSpace(database: Database): Promise<void> {
  await database.transaction({ owner: true, statementTimeoutMs: 2_000 }, async (tx) => {
    // Rows short enough to be stored as they are: what can be compressed needs no space.
    await tx.query(
      "create temporary table space on commit drop as select repeat('x', 1500) as text from generate_series(1, 700)",
    );
  });
}
