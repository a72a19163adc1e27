import { expect, test } from 'vitest';
import { fillPlace } from '../../../server/src/operations/backup/fill-place.ts';
import { readBackup } from '../../../server/src/operations/backup/read-backup.ts';
import { takeBackup } from '../../../server/src/operations/backup/take-backup.ts';
import type { Database } from '../../../server/src/store/database.ts';
import { engines, openTestDatabase } from '../../support/databases.ts';
import { contextOf, recordAs, recordEverything } from '../../support/everything.ts';
import { proveAll } from '../../support/prove-all.ts';

const WRITERS = 4;

test.each(engines)(
  'F12: a backup of %s under load has all that was acknowledged before it began, and is proved; no writer waits for its reader',
  { timeout: 300_000 },
  async (engine) => {
    const source = await openTestDatabase(engine);
    const copy = await openTestDatabase(engine, { empty: true });
    try {
      await recordEverything(source);
      const load = startLoad(source);
      await load.untilMore(20);
      const before = [...load.acknowledged];
      const bytes: Uint8Array[] = [];
      const { digest } = await takeBackup(contextOf(source), {
        write: async (each) => {
          bytes.push(each);
          // A reader that takes nothing more until others have written.
          await load.untilMore(5);
        },
      });
      const during = load.acknowledged.size - before.length;
      await load.stop();
      expect(during).toBeGreaterThan(5);
      await fillPlace(copy, { by: 'a test', parts: readBackup(streamOf(bytes)) });
      expect(await proveAll(copy)).toBe(digest);
      const kept = await idsOf(copy);
      expect(before.filter((id) => !kept.has(id))).toEqual([]);
    } finally {
      await source.close();
      await copy.close();
    }
  },
);

/** Writers that record one event after another, each as soon as the one before was acknowledged. */
function startLoad(database: Database) {
  const acknowledged = new Set<string>();
  let isStopped = false;
  let heard = Promise.withResolvers<void>();
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; !isStopped; number += 1) {
      const id = `load-${writer}-${number}`;
      const recorded = await recordAs(contextOf(database), [id]);
      if (!recorded.ok) throw new Error(recorded.refusal.detail);
      acknowledged.add(id);
      heard.resolve();
      heard = Promise.withResolvers();
    }
  };
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, index) => write(index)));
  return {
    acknowledged,
    async untilMore(count: number): Promise<void> {
      const enough = acknowledged.size + count;
      while (acknowledged.size < enough) await Promise.race([heard.promise, writers]);
    },
    async stop(): Promise<void> {
      isStopped = true;
      await writers;
    },
  };
}

async function idsOf(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ id: string }>('select id from event');
  return new Set(rows.map(({ id }) => id));
}

async function* streamOf(bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
