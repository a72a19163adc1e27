import fs from 'node:fs';
import path from 'node:path';
import { checkBackup, openBackup } from './backup-file.ts';
import { type Config, ConfigFault } from './config.ts';
import { openContext, openDatabase } from './open-store.ts';
import type { BackupEnd, BackupHead } from './operations/backup/backup-format.ts';
import {
  assertFillable,
  assertKnownSchema,
  type Filled,
  fillPlace,
} from './operations/backup/fill-place.ts';
import type { Context } from './operations/context.ts';

type Place = Pick<Config, 'databaseUrl' | 'dataDirectory' | 'poolSize'>;

export interface RestoreEvents {
  /** The file is whole, and the target empty. */
  readonly onChecked?: (file: { head: BackupHead; end: BackupEnd }) => void;
  readonly onProgress?: (progress: { customer: string; rows: number }) => void;
}

/**
 * Fills the empty place of the settings from a backup file, which is read to its end before anything is loaded. Answers what
 * operations run on there; the caller closes its database.
 */
export async function restoreStore(
  config: Place,
  file: string,
  { onChecked, onProgress }: RestoreEvents = {},
): Promise<{ context: Context; filled: Filled }> {
  assertFree(config);
  const checked = await checkBackup(file);
  assertKnownSchema(checked.head);
  const database = await openTarget(config);
  try {
    await assertFillable(database);
    onChecked?.(checked);
    const filled = await fillPlace(database, {
      by: '"fuelgauge restore"',
      parts: openBackup(file),
      ...(onProgress && { onProgress }),
    });
    return { context: openContext(database), filled };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A database that is to be filled: one connection keeps others from filling it too. */
export function openTarget(config: Place): ReturnType<typeof openDatabase> {
  return openDatabase({ ...config, poolSize: Math.max(config.poolSize, FILLING_CONNECTIONS) });
}

const FILLING_CONNECTIONS = 4;

/** A folder with files of something else is not made a data directory. */
function assertFree({ databaseUrl, dataDirectory }: Place): void {
  if (databaseUrl !== null || !fs.existsSync(dataDirectory)) return;
  const other = fs.readdirSync(dataDirectory).find((name) => !OWN_FILES.test(name));
  if (other === undefined) return;
  throw new ConfigFault(
    `${dataDirectory} holds ${path.join(dataDirectory, other)}: set FUELGAUGE_DATA_DIR to a folder that is empty or not there.`,
  );
}

const OWN_FILES = /^(?:format|postgres|postgres\.unfinished|fuelgauge\.lock.*)$/;
