import { PassThrough } from 'node:stream';
import { type Config, ConfigFault } from './config.ts';
import { openCurrentStore } from './index.ts';
import { openContext, openDatabase } from './open-store.ts';
import { assertFillable, type Filled, fillPlace } from './operations/backup/fill-place.ts';
import { readBackup } from './operations/backup/read-backup.ts';
import { takeBackup } from './operations/backup/take-backup.ts';
import type { Context } from './operations/context.ts';
import { openTarget } from './restore-store.ts';
import { type Database, StoreFault } from './store/database.ts';
import { countOthers, findMark, markPlace, removeMark } from './store/place-mark.ts';

/** A copy that is not yet where the data are: the source goes on until {@link Moving.leave}. */
export interface Moving {
  /** What operations run on at the target. */
  readonly context: Context;
  readonly filled: Filled;
  /** Marks the source, so that a server started on it by mistake says where the data are. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Copies everything from the place of the settings to an empty PostgreSQL database. The source is not served meanwhile: its
 * folder is locked, and a database that other connections of Fuelgauge use is refused.
 */
export async function moveStore(
  config: Config,
  to: string,
  onProgress: (progress: { customer: string; rows: number }) => void,
): Promise<Moving> {
  const opened = await openCurrentStore(config);
  if (opened.isHeld) throw new StoreFault('setup', `${opened.reason} Stop it first.`);
  const source = opened.context;
  try {
    await assertUnserved(source.database);
    const database = await openTarget({ ...config, databaseUrl: to });
    try {
      await assertFillable(database);
      const filled = await copy(source, database, onProgress);
      return {
        context: openContext(database),
        filled,
        leave: () => markPlace(source.database, { kind: 'left', by: placeOf(to) }),
        close: async () => {
          await database.close();
          await source.database.close();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await source.database.close();
    throw error;
  }
}

/** Takes away the mark of a move, so that the data of the place are used again as they were. Answers where they had gone. */
export async function undoMove(config: Config): Promise<string> {
  const database = await openDatabase(config);
  try {
    const mark = await findMark(database);
    if (mark?.kind !== 'left') throw new ConfigFault('Nothing was moved away from here.');
    await removeMark(database);
    return mark.by;
  } finally {
    await database.close();
  }
}

/** The stream of a backup from one database into the other: what fails on either side ends both. */
async function copy(
  source: Context,
  target: Database,
  onProgress: (progress: { customer: string; rows: number }) => void,
): Promise<Filled> {
  const between = new PassThrough();
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (between.destroyed) throw new Error('the target was closed');
    if (!between.write(bytes)) await nextDrain(between);
  };
  const taking = takeBackup(source, { write }).then(
    () => between.end(),
    (error: unknown) => between.destroy(error as Error),
  );
  try {
    const parts = readBackup(between);
    return await fillPlace(target, { by: '"fuelgauge move"', parts, onProgress });
  } finally {
    between.destroy();
    await taking;
  }
}

function nextDrain(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

async function assertUnserved(database: Database): Promise<void> {
  const others = await countOthers(database);
  if (others === 0) return;
  throw new StoreFault(
    'setup',
    `The source is in use: ${others} other connections of Fuelgauge are open on it. Stop its servers first.`,
  );
}

/** An address without its password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
