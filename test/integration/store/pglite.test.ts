import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../../server/src/store/pglite.ts';

describe('the embedded database', () => {
  let place: string;

  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-pglite-'));
  });

  afterEach(() => fs.rmSync(place, { recursive: true }));

  test('transactions take turns in the order in which they were asked for', async () => {
    const database = await openPglite();
    const order: number[] = [];
    await database.script('create table t (a int)');
    await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        database.transaction({ owner: true }, async (tx) => {
          order.push(n);
          await tx.query('insert into t values ($1)', [n]);
          const [row] = await tx.query<{ n: bigint }>('select count(*) as n from t');
          expect(row?.n).toBe(BigInt(n));
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    await database.close();
  });

  test('a dump holds everything committed, opens elsewhere, and is ignored where data is', async () => {
    const database = await openPglite();
    await database.script('create table t (a int); insert into t values (1)');
    const dump = path.join(place, 'dump.tar');
    fs.writeFileSync(dump, await database.dump());
    await database.script('insert into t values (2)');
    expect(await database.query('select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }]);
    await database.close();
    const directory = path.join(place, 'data');
    const restored = await openPglite({ directory, load: dump });
    expect(await restored.query('select a from t')).toEqual([{ a: 1 }]);
    await restored.script('insert into t values (3)');
    await restored.close();
    const reopened = await openPglite({ directory, load: dump });
    expect(await reopened.query('select a from t order by a')).toEqual([{ a: 1 }, { a: 3 }]);
    await reopened.close();
  });

  test('a directory opens once, and again after closing', async () => {
    const directory = path.join(place, 'data');
    const first = await openPglite({ directory });
    await expect(openPglite({ directory })).rejects.toThrow(`pid ${process.pid}`);
    await first.close();
    const second = await openPglite({ directory });
    await second.close();
  });

  test('data of another PostgreSQL is refused in a sentence and left unlocked', async () => {
    const directory = path.join(place, 'data');
    fs.mkdirSync(path.join(directory, 'postgres'), { recursive: true });
    fs.writeFileSync(path.join(directory, 'postgres', 'PG_VERSION'), '12\n');
    await expect(openPglite({ directory })).rejects.toThrow(
      `${directory} holds data of PostgreSQL 12 and this Fuelgauge embeds 18: move it`,
    );
    expect(fs.existsSync(path.join(directory, 'fuelgauge.lock'))).toBe(false);
  });

  test('files that are no database are refused in a sentence, and left as they are', async () => {
    const directory = path.join(place, 'data');
    fs.mkdirSync(path.join(directory, 'postgres'), { recursive: true });
    fs.writeFileSync(path.join(directory, 'postgres', 'PG_VERSION'), '18\n');
    const sentence = /^The embedded database cannot be opened: [^\n]*\.$/;
    await expect(openPglite({ directory })).rejects.toThrow(sentence);
    expect(fs.readdirSync(directory).sort()).toEqual(['format', 'postgres']);
  });

  test('an answer of many megabytes arrives whole', async () => {
    const database = await openPglite();
    const [row] = await database.query<{ text: string }>("select repeat('x', 20000000) as text");
    expect(row?.text.length).toBe(20_000_000);
    const given = 'y'.repeat(5_000_000);
    const [echo] = await database.query<{ n: number }>('select length($1::text) as n', [given]);
    expect(echo?.n).toBe(given.length);
    await database.close();
  });

  test('checkpoints are made while it works, so that the log does not grow without end', async () => {
    const directory = path.join(place, 'data');
    const database = await openPglite({ directory });
    await database.script('create table t (a text)');
    const lastCheckpoint = (): Promise<unknown> =>
      database.query('select checkpoint_lsn::text from pg_control_checkpoint()');
    const before = await lastCheckpoint();
    const block = 'z'.repeat(2_000_000);
    for (let n = 0; n < 20; n += 1) await database.query('insert into t values ($1)', [block]);
    expect(await lastCheckpoint()).not.toEqual(before);
    await database.close();
  });
});
