import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '../../../server/src/backup-file.ts';
import { fillPlace } from '../../../server/src/operations/backup/fill-place.ts';
import { readBackup } from '../../../server/src/operations/backup/read-backup.ts';
import { migrate } from '../../../server/src/store/migrate.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const WHOLE = fs.readFileSync(path.join(import.meta.dirname, 'schema-3.zst'));
const LINES = zstdDecompressSync(WHOLE).toString();

let place: string;
beforeAll(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-backup-'));
});
afterAll(() => fs.rmSync(place, { recursive: true }));

/** Reads it to the end, as a restore does before it loads anything. */
async function check(bytes: Uint8Array): Promise<void> {
  for await (const _ of readBackup(streamOf(bytes)));
}

/** The same backup with other lines, compressed as if it had been written so. */
function rewritten(change: (lines: string) => string): Uint8Array {
  return zstdCompressSync(change(LINES));
}

describe('a file is refused before anything is loaded', () => {
  it('when any byte of it is another', async () => {
    for (let at = 0; at < WHOLE.length; at += 211) {
      const bytes = Buffer.from(WHOLE);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await expect(check(bytes), `byte ${at}`).rejects.toMatchObject({ name: 'BackupFault' });
    }
  });

  it('when it ends too early, wherever that is', async () => {
    for (let length = 0; length < WHOLE.length; length += 211) {
      const cut = check(WHOLE.subarray(0, length));
      await expect(cut, `${length} bytes`).rejects.toThrow(/cut off|no backup|damaged/);
    }
    await expect(check(WHOLE.subarray(0, 20_000))).rejects.toThrow(
      /^This backup was cut off: it ends near byte 20000, /,
    );
  });

  it('when a line is missing, added or another, although it unpacks', async () => {
    const row = LINES.split('\n').find((line) => line.startsWith('[')) ?? '';
    await expect(check(rewritten((lines) => lines.replace(`${row}\n`, '')))).rejects.toThrow(
      'not those that were written',
    );
    await expect(check(rewritten((lines) => lines.replace('try-out', 'try-outs')))).rejects.toThrow(
      'not those that were written',
    );
    await expect(check(rewritten((lines) => `${lines}{"more":1}\n`))).rejects.toThrow(
      'something follows its last line',
    );
    await expect(
      check(rewritten((lines) => lines.replace('{"customer"', '{customer'))),
    ).rejects.toThrow('cannot be read');
  });

  it('when it is something else, or of a later format', async () => {
    const nothing = 'This is no backup of Fuelgauge';
    for (const bytes of ['', 'name,amount\n1,2\n', '{"format":"fuelgauge-backup/1"}'])
      await expect(check(Buffer.from(bytes))).rejects.toThrow(/no backup of Fuelgauge|cut off/);
    await expect(check(zstdCompressSync('a line\nanother\n'))).rejects.toThrow(nothing);
    await expect(check(zstdCompressSync('{"a":1}\n'))).rejects.toThrow(nothing);
    const later = rewritten((lines) => lines.replace('fuelgauge-backup/1', 'fuelgauge-backup/2'));
    await expect(check(later)).rejects.toThrow(
      'This backup has the format fuelgauge-backup/2 of Fuelgauge 0.1.0 and this one reads fuelgauge-backup/1',
    );
  });
});

// An embedded database is made from nothing, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.each(engines)('a place on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine, { empty: true });
  });
  afterAll(() => database.close());

  const fill = (bytes: Uint8Array) =>
    fillPlace(database, { by: '"fuelgauge restore"', parts: readBackup(streamOf(bytes)) });

  it('that holds tables of something else is not touched, and they are named', async () => {
    await database.script('create table apples (n int); create table pears (n int)');
    const message = 'The target is not empty: it holds the tables apples, pears. Name another.';
    await expect(fill(WHOLE)).rejects.toThrow(message);
    await database.script('drop table apples, pears');
  });

  it('takes no backup of a later schema', async () => {
    const later = rewritten((lines) => lines.replace('"schema":3', '"schema":99'));
    await expect(fill(later)).rejects.toThrow(
      /^This backup was taken by Fuelgauge 0\.1\.0 at schema 99 and this one knows \d+:/,
    );
  });

  it('F12: that was left half filled says so, and is filled from the beginning', async () => {
    await expect(fill(WHOLE.subarray(0, 15_000))).rejects.toThrow('cut off');
    await expect(migrate(database)).rejects.toThrow(
      /^This database is not whole: "fuelgauge restore" began to fill it at [\d: -]+ UTC and did not finish\. Do that again; it starts over\.$/,
    );
    expect((await fill(WHOLE)).end.customers).toBe(2);
    await migrate(database);
  });

  it('that holds customers is not touched, and they are counted', async () => {
    await expect(fill(WHOLE)).rejects.toThrow(
      /^The target is not empty: it holds 2 customers of Fuelgauge \(schema \d+\)/,
    );
  });
});

describe('a backup that cannot be written', () => {
  it('leaves nothing, and says which disk, folder or name stands against it', async () => {
    const fails = (code: string) => async (write: (bytes: Uint8Array) => Promise<void>) => {
      await write(Buffer.from('some'));
      throw Object.assign(new Error(code), { code });
    };
    const file = path.join(place, 'new.zst');
    await expect(writeWhole(file, fails('ENOSPC'))).rejects.toThrow(
      `The disk of ${place} is full; nothing was left there.`,
    );
    await expect(writeWhole(path.join(place, 'no', 'b.zst'), fails(''))).rejects.toThrow(
      `There is no folder ${place}/no`,
    );
    fs.writeFileSync(path.join(place, 'there.zst'), '');
    await expect(writeWhole(path.join(place, 'there.zst'), fails(''))).rejects.toThrow(
      'is there already',
    );
    expect(
      fs.readdirSync(place).filter((name) => name.includes('unfinished') || name === 'new.zst'),
    ).toEqual([]);
  });
});

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
