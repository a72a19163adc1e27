import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type BackupEnd, BackupFault, type BackupHead } from './operations/backup/backup-format.ts';
import { readBackup } from './operations/backup/read-backup.ts';
import { syncPath } from './store/durable-fs.ts';

/**
 * Writes a file that nobody else may read under a name of its own, and gives it its final name once it is whole and on disk;
 * when `fill` throws, nothing is left. Refuses a name that is taken. Answers its size in bytes.
 */
export async function writeWhole(
  file: string,
  fill: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<number> {
  if (fs.existsSync(file)) {
    throw new BackupFault(`${file} is there already: give another name, or remove it.`);
  }
  const aside = `${file}.${randomUUID().slice(0, 8)}.unfinished`;
  try {
    const handle = await fs.promises.open(aside, 'wx', 0o600);
    let size = 0;
    try {
      await fill(async (bytes) => {
        await handle.writeFile(bytes);
        size += bytes.length;
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    fs.renameSync(aside, file);
    syncPath(path.dirname(file));
    return size;
  } catch (error) {
    fs.rmSync(aside, { force: true });
    throw writeFault(file, error);
  }
}

/** Reads a whole backup and loads nothing: whoever gets an answer has a file that can be restored. */
export async function checkBackup(file: string): Promise<{ head: BackupHead; end: BackupEnd }> {
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  for await (const part of readBackup(fs.createReadStream(file, READING))) {
    if (part.kind === 'head') head = part.head;
    else if (part.kind === 'end') end = part.end;
  }
  if (!head || !end) throw new BackupFault(`${file} is empty: use another copy.`);
  return { head, end };
}

/** The parts of a backup in a file. */
export function openBackup(file: string): ReturnType<typeof readBackup> {
  return readBackup(fs.createReadStream(file, READING));
}

const READING = { highWaterMark: 256 * 1024 };

function writeFault(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const sentence = code === undefined ? undefined : WRITE_SENTENCES[code]?.(path.dirname(file));
  return sentence === undefined ? error : new BackupFault(sentence, { cause: error });
}

const WRITE_SENTENCES: Readonly<Record<string, (folder: string) => string>> = {
  ENOSPC: (folder) =>
    `The disk of ${folder} is full; nothing was left there. Make room and repeat.`,
  EDQUOT: (folder) => `The quota in ${folder} is used up; nothing was left there.`,
  EFBIG: (folder) => `The file would be too large for ${folder}; nothing was left there.`,
  EACCES: (folder) => `This user may not write in ${folder}.`,
  EPERM: (folder) => `This user may not write in ${folder}.`,
  EROFS: (folder) => `${folder} is on a read-only disk.`,
  ENOENT: (folder) => `There is no folder ${folder}: make it first.`,
  ENOTDIR: (folder) => `${folder} is not a folder.`,
};
