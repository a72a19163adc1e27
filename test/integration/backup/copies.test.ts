import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openKeyRing } from '../../../server/src/operations/authenticate-key.ts';
import type { BackupEnd } from '../../../server/src/operations/backup/backup-format.ts';
import { fillPlace } from '../../../server/src/operations/backup/fill-place.ts';
import { readBackup } from '../../../server/src/operations/backup/read-backup.ts';
import { takeBackup } from '../../../server/src/operations/backup/take-backup.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';
import { contextOf, recordAs, recordEverything, repeat } from '../../support/everything.ts';
import { proveAll } from '../../support/prove-all.ts';
import { rowsOf } from '../../support/rows-of.ts';

// An embedded database is made from nothing, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.each(engines)('a backup of %s', (engine) => {
  let source: TestDatabase;
  let secret: string;
  let bytes: Uint8Array[];
  let end: BackupEnd;

  beforeAll(async () => {
    source = await openTestDatabase(engine);
    secret = await recordEverything(source);
    bytes = [];
    end = await takeBackup(contextOf(source), { write: async (each) => void bytes.push(each) });
  });
  afterAll(() => source.close());

  test('finds a row in every table, so that none is copied only in appearance', async () => {
    const rows = await rowsOf(source);
    expect(Object.keys(rows).filter((name) => rows[name]?.length === 0)).toEqual([]);
  });

  describe.each(engines)('restored on %s', (other) => {
    let copy: TestDatabase;

    beforeAll(async () => {
      copy = await openTestDatabase(other, { empty: true });
      await fillPlace(copy, { by: 'a test', parts: readBackup(streamOf(bytes)) });
    });
    afterAll(() => copy.close());

    test('F12: has every row of every table and the next number of every sequence', async () => {
      expect(await rowsOf(copy)).toEqual(await rowsOf(source));
    });

    test('is proved, with the digest of the source', async () => {
      const digest = await proveAll(copy);
      expect(digest).toBe(await proveAll(source));
      expect(digest).toBe(end.digest);
    });

    test('answers what is sent again as the source does, opens to its keys, and goes on', async () => {
      const before = await rowsOf(copy);
      expect(await repeat(copy)).toEqual(await repeat(source));
      expect(await rowsOf(copy)).toEqual(before);
      expect(await openKeyRing(contextOf(copy), null).identify(secret)).toBeDefined();
      const recorded = await recordAs(contextOf(copy), ['after-1']);
      expect(recorded).toMatchObject({ ok: true, outcomes: [{ status: 'recorded' }] });
      await proveAll(copy);
    });
  });
});

async function* streamOf(bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
