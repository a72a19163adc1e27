// One process per data directory: two on the same files lose acknowledged data without a word.
//
// The lock is a file that names its holder. It appears whole (written aside, then linked), so
// nobody reads half of it. Who finds a dead holder's lock removes it under a second lock file, so
// that two finders cannot both win.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreFault } from './database.ts';

export interface DataLock {
  /** Idempotent; also done when the process exits by itself. */
  release(): void;
}

/**
 * Makes the directory when missing, checks that this program can use it, and locks it. Throws a
 * {@link StoreFault} within 2 s: unusable, of a newer format, or in use, naming the process.
 * `onLost` runs when the lock is taken from us.
 */
export async function lockDataDirectory(options: {
  readonly directory: string;
  readonly onLost?: () => void;
}): Promise<DataLock> {
  const directory = path.resolve(options.directory);
  prepareDirectory(directory);
  const lockFile = path.join(directory, LOCK_NAME);
  const mine = describeSelf();
  await takeLock({ lockFile, mine, directory });
  try {
    checkFormat(directory);
  } catch (error) {
    removeOwn(lockFile, mine);
    throw error;
  }
  return holdLock({ lockFile, mine, onLost: options.onLost });
}

/** The layout of the data directory that this program reads and writes. */
export const DATA_FORMAT = 1;

const LOCK_NAME = 'fuelgauge.lock';
const FORMAT_NAME = 'format';

const HEARTBEAT_MS = 2_000;
// A holder on another machine or in another container can only be judged by its heartbeat.
const SILENT_MS = 15_000;
const GIVE_UP_MS = 1_500;
const RETRY_MS = 25;

interface Holder {
  readonly pid: number;
  /**
   * When the process began, in the kernel's ticks: tells it from a later one of the same number.
   * Empty when unknown.
   */
  readonly startedAt: string;
  readonly host: string;
  /** Changes when the machine restarts. Empty when unknown. */
  readonly boot: string;
  /** Numbers of processes are only comparable within one of these. Empty when unknown. */
  readonly pidSpace: string;
  readonly nonce: string;
}

interface Attempt {
  readonly lockFile: string;
  readonly mine: Holder;
  readonly directory: string;
}

async function takeLock(attempt: Attempt): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    if (createWhole(attempt.lockFile, attempt.mine)) return;
    const holder = readHolder(attempt.lockFile);
    if (holder && !isGone(holder, attempt.lockFile)) throw inUse(attempt.directory, holder);
    if (holder) removeStale(attempt);
    if (Date.now() > deadline) throw inUse(attempt.directory, holder);
    await sleep(RETRY_MS);
  }
}

/** Under a lock of its own and after a second look: the file may by now be another finder's. */
function removeStale({ lockFile, mine }: Attempt): void {
  const takeover = `${lockFile}.takeover`;
  if (!createWhole(takeover, mine)) {
    const other = readHolder(takeover);
    if (other && isGone(other, takeover)) fs.rmSync(takeover, { force: true });
    return;
  }
  try {
    const holder = readHolder(lockFile);
    if (holder && isGone(holder, lockFile)) fs.rmSync(lockFile, { force: true });
  } finally {
    removeOwn(takeover, mine);
  }
}

/** False when the file is already there. */
function createWhole(file: string, holder: Holder): boolean {
  const aside = `${file}.${holder.nonce}`;
  const text = `${JSON.stringify(holder)}\n`;
  try {
    fs.writeFileSync(aside, text);
    fs.linkSync(aside, file);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (WITHOUT_LINKS.has(code)) return createExclusively(file, text);
    throw unusable(path.dirname(file), error);
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

// Disks such as exFAT have no links; there a reader may find the file still empty, and looks again.
const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

function createExclusively(file: string, text: string): boolean {
  try {
    fs.writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw unusable(path.dirname(file), error);
  }
}

function holdLock(held: {
  readonly lockFile: string;
  readonly mine: Holder;
  readonly onLost: (() => void) | undefined;
}): DataLock {
  const { lockFile, mine, onLost } = held;
  const beat = (): void => {
    try {
      if (fs.readFileSync(lockFile, 'utf8').includes(mine.nonce)) {
        const now = new Date();
        fs.utimesSync(lockFile, now, now);
        return;
      }
    } catch (error) {
      // Who cannot look, as when files run out, has not seen that another took it.
      if (errorCode(error) !== 'ENOENT') return;
    }
    release();
    onLost?.();
  };
  const release = (): void => {
    clearInterval(heartbeat);
    process.off('exit', release);
    removeOwn(lockFile, mine);
  };
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  heartbeat.unref();
  process.on('exit', release);
  return { release };
}

function isGone(holder: Holder, lockFile: string): boolean {
  const self = describeSelf();
  if (holder.host === self.host && holder.boot !== self.boot) return true;
  const isNeighbour = holder.host === self.host && holder.pidSpace === self.pidSpace;
  if (isNeighbour) return !isRunning(holder);
  return silentMs(lockFile) > SILENT_MS;
}

function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (errorCode(error) === 'ESRCH') return false;
  }
  const began = processStart(pid);
  return began === '' || startedAt === '' || began === startedAt;
}

function silentMs(file: string): number {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : Number.POSITIVE_INFINITY;
}

function describeSelf(): Holder {
  return {
    pid: process.pid,
    startedAt: processStart(process.pid),
    host: os.hostname(),
    boot: readIfThere('/proc/sys/kernel/random/boot_id').trim(),
    pidSpace: linkIfThere('/proc/self/ns/pid'),
    nonce: crypto.randomUUID(),
  };
}

/**
 * The 22nd field of /proc/<pid>/stat; the second is a name in brackets that may hold anything,
 * brackets included.
 */
function processStart(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[19] ?? '';
}

function readHolder(file: string): Holder | undefined {
  const text = readIfThere(file);
  if (text === '') return undefined;
  const holder = parseHolder(text);
  if (holder) return holder;
  const message = `${file} is not a lock of Fuelgauge: remove it when no Fuelgauge is running here.`;
  throw new StoreFault('setup', message);
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && holder.nonce ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function removeOwn(file: string, mine: Holder): void {
  if (readIfThere(file).includes(mine.nonce)) fs.rmSync(file, { force: true });
}

function prepareDirectory(directory: string): void {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    fs.accessSync(directory, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    fs.readdirSync(directory);
  } catch (error) {
    throw unusable(directory, error);
  }
}

/**
 * Marks a directory that holds nothing yet; refuses one of a later program, which may mean other
 * things by its files.
 */
function checkFormat(directory: string): void {
  const file = path.join(directory, FORMAT_NAME);
  const text = readIfThere(file).trim();
  if (text === '') {
    writeFormat(directory, file);
    return;
  }
  const format = Number(text);
  if (format <= DATA_FORMAT) return;
  const message = Number.isInteger(format)
    ? `${directory} was written by a later Fuelgauge (format ${format}, this one reads ${DATA_FORMAT}): start that one.`
    : `${file} is not a format number of Fuelgauge: restore it from a backup.`;
  throw new StoreFault('setup', message);
}

function writeFormat(directory: string, file: string): void {
  try {
    fs.writeFileSync(file, `${DATA_FORMAT}\n`);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function inUse(directory: string, holder: Holder | undefined): StoreFault {
  const place = holder && holder.host !== os.hostname() ? ` on ${holder.host}` : '';
  const who = holder ? `the process with pid ${holder.pid}${place}` : 'another process';
  return new StoreFault('setup', `${directory} is in use by ${who}: stop it first.`);
}

function unusable(directory: string, error: unknown): StoreFault {
  const reasons: Readonly<Record<string, string>> = {
    EEXIST: 'is not a directory',
    ENOTDIR: 'is not a directory',
    EACCES: 'cannot be read and written by this user',
    EPERM: 'cannot be read and written by this user',
    EROFS: 'is on a read-only disk',
    ENOSPC: 'is on a full disk',
  };
  const code = errorCode(error);
  const reason = reasons[code] ?? `cannot be used (${code})`;
  return new StoreFault('setup', `The data directory ${directory} ${reason}.`);
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function linkIfThere(file: string): string {
  try {
    return fs.readlinkSync(file);
  } catch {
    return '';
  }
}

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
