import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DATA_FORMAT, lockDataDirectory } from '../../../server/src/store/data-lock.ts';

describe('the lock of a data directory', () => {
  let directory: string;
  const processes: ChildProcessWithoutNullStreams[] = [];

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-lock-'));
  });

  afterEach(() => {
    for (const child of processes.splice(0)) child.kill('SIGKILL');
    fs.rmSync(directory, { recursive: true });
  });

  const lockFile = (): string => path.join(directory, 'fuelgauge.lock');
  const readLock = (): Record<string, unknown> => JSON.parse(fs.readFileSync(lockFile(), 'utf8'));
  const changeLock = (change: Record<string, unknown>): void =>
    fs.writeFileSync(lockFile(), JSON.stringify({ ...readLock(), ...change }));

  /** Another process that takes the lock, and the first line it says. */
  const holdElsewhere = async (): Promise<{
    child: ChildProcessWithoutNullStreams;
    said: string;
  }> => {
    const program = path.join(import.meta.dirname, 'hold-data-lock.ts');
    const child = spawn(process.execPath, [program, directory]);
    processes.push(child);
    const [said] = await once(child.stdout, 'data');
    return { child, said: String(said).trim() };
  };

  const kill = async (
    child: ChildProcessWithoutNullStreams,
    signal: NodeJS.Signals,
  ): Promise<void> => {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };

  test('F8: a second process is refused within 2 s of asking and told the pid of the first', async () => {
    const { child, said } = await holdElsewhere();
    expect(said).toBe('locked');
    const asked = performance.now();
    const message = `${directory} is in use by the process with pid ${child.pid}: stop it first.`;
    await expect(lockDataDirectory({ directory })).rejects.toThrow(message);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect((await holdElsewhere()).said).toBe(message);
  });

  test('F8: the lock of a killed process is taken over', async () => {
    const { child } = await holdElsewhere();
    await kill(child, 'SIGKILL');
    expect(readLock()['pid']).toBe(child.pid);
    const lock = await lockDataDirectory({ directory });
    expect(readLock()['pid']).toBe(process.pid);
    lock.release();
  });

  test('of many processes that find a dead lock at once, one gets it', async () => {
    const { child } = await holdElsewhere();
    await kill(child, 'SIGKILL');
    const outcomes = await Promise.all(Array.from({ length: 6 }, holdElsewhere));
    expect(outcomes.filter(({ said }) => said === 'locked')).toHaveLength(1);
    const winner = outcomes.find(({ said }) => said === 'locked');
    expect(readLock()['pid']).toBe(winner?.child.pid);
    expect(fs.readdirSync(directory).sort()).toEqual(['format', 'fuelgauge.lock']);
  });

  test('releasing lets the next one in, and twice is harmless', async () => {
    const first = await lockDataDirectory({ directory });
    first.release();
    const second = await lockDataDirectory({ directory });
    first.release();
    await expect(lockDataDirectory({ directory })).rejects.toThrow('is in use');
    second.release();
    expect(fs.existsSync(lockFile())).toBe(false);
  });

  // Elsewhere a process does not tell when it began.
  if (fs.existsSync('/proc/self/stat')) {
    test('a live process with the pid of a dead holder does not keep the lock', async () => {
      await holdElsewhere();
      changeLock({ startedAt: '1' });
      const lock = await lockDataDirectory({ directory });
      lock.release();
    });
  }

  test('a holder on another machine counts as alive while its heartbeat is fresh', async () => {
    const held = await lockDataDirectory({ directory });
    changeLock({ host: 'elsewhere', pid: 7, nonce: 'theirs' });
    await expect(lockDataDirectory({ directory })).rejects.toThrow('pid 7 on elsewhere');
    const longAgo = new Date(Date.now() - 60_000);
    fs.utimesSync(lockFile(), longAgo, longAgo);
    const lock = await lockDataDirectory({ directory });
    lock.release();
    held.release();
  });

  test('a holder whose lock was taken learns of it', async () => {
    const lost = Promise.withResolvers<string>();
    const lock = await lockDataDirectory({ directory, onLost: () => lost.resolve('lost') });
    changeLock({ nonce: 'theirs' });
    expect(await lost.promise).toBe('lost');
    expect(readLock()['nonce']).toBe('theirs');
    lock.release();
  });

  test.each([
    [String(DATA_FORMAT + 1), 'was written by a later Fuelgauge'],
    ['x', 'is not a format number'],
  ])('a directory of format %s is refused and left unlocked', async (format, sentence) => {
    fs.writeFileSync(path.join(directory, 'format'), format);
    await expect(lockDataDirectory({ directory })).rejects.toThrow(sentence);
    expect(fs.existsSync(lockFile())).toBe(false);
  });

  test('a lock file of something else is refused, not removed', async () => {
    fs.writeFileSync(lockFile(), '4711');
    await expect(lockDataDirectory({ directory })).rejects.toThrow('is not a lock of Fuelgauge');
    expect(fs.readFileSync(lockFile(), 'utf8')).toBe('4711');
  });

  test('a path that is no directory is refused', async () => {
    const file = path.join(directory, 'file');
    fs.writeFileSync(file, '');
    await expect(lockDataDirectory({ directory: file })).rejects.toThrow('is not a directory.');
    const below = path.join(file, 'below');
    await expect(lockDataDirectory({ directory: below })).rejects.toThrow('is not a directory.');
  });

  test('a directory of somebody else is refused', async () => {
    fs.chmodSync(directory, 0o500);
    const locking = asOrdinaryUser(() => lockDataDirectory({ directory }));
    await expect(locking).rejects.toThrow('cannot be read and written by this user.');
  });
});

/** Root may open everything, so as root this acts as nobody until the first await. */
function asOrdinaryUser<T>(work: () => T): T {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody');
  try {
    return work();
  } finally {
    if (isRoot) process.seteuid?.('root');
  }
}
