import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A disk of its own, in memory. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all space but so many bytes. */
  fill(leave: number): void;
  /** Gives back what `fill` took. */
  free(): void;
  /** Whatever still uses it keeps its files until it ends. */
  remove(): void;
}

/** Only root may mount. */
export const canMount: boolean = process.getuid?.() === 0 && process.platform === 'linux';

export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=777`, 'tmpfs', folder]);
  const unmount = (): void => {
    execFileSync('umount', ['--lazy', folder]);
    fs.rmdirSync(folder);
  };
  process.once('exit', unmount);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill(leave) {
      const file = fs.openSync(filler, 'a');
      try {
        for (const size of BLOCKS) writeUntilFull(file, Buffer.alloc(size));
        if (leave > 0) fs.ftruncateSync(file, Math.max(fs.fstatSync(file).size - leave, 0));
      } finally {
        fs.closeSync(file);
      }
    },
    free: () => fs.rmSync(filler, { force: true }),
    remove() {
      process.off('exit', unmount);
      unmount();
    },
  };
}

const BLOCKS = [1 << 20, 1 << 12];

function writeUntilFull(file: number, block: Buffer): void {
  try {
    for (;;) fs.writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
