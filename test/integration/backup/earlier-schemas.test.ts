import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fillPlace } from '../../../server/src/operations/backup/fill-place.ts';
import { readBackup } from '../../../server/src/operations/backup/read-backup.ts';
import { findSchemaNumber, latestSchema } from '../../../server/src/store/migrate.ts';
import { engines, openTestDatabase } from '../../support/databases.ts';
import { repeat } from '../../support/everything.ts';
import { proveAll } from '../../support/prove-all.ts';
import { rowsOf } from '../../support/rows-of.ts';

/** Backups of `recordEverything`, named for the schema they were taken at. They are kept for ever. */
const FILES = fs.readdirSync(import.meta.dirname).filter((name) => name.endsWith('.zst'));

/** An embedded database is made from nothing, which a busy machine takes its time for. */
const TIMEOUT_MS = 180_000;

describe.each(engines)('on %s', (engine) => {
  test.each(FILES)(
    '%s restores into the schema of today and is proved',
    {
      timeout: TIMEOUT_MS,
    },
    async (name) => {
      const database = await openTestDatabase(engine, { empty: true });
      try {
        const parts = readBackup(fs.createReadStream(path.join(import.meta.dirname, name)));
        const { head, end } = await fillPlace(database, { by: 'a test', parts });
        expect(`schema-${head.schema}.zst`).toBe(name);
        expect(await findSchemaNumber(database)).toBe(latestSchema());
        expect(await proveAll(database)).toBe(end.digest);
        const before = await rowsOf(database);
        expect(await repeat(database)).toMatchObject({ outcomes: [{ status: 'duplicate' }, {}] });
        expect(await rowsOf(database)).toEqual(before);
      } finally {
        await database.close();
      }
    },
  );
});
