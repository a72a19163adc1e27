// Loaded before everything else, in every thread: writes down what is done to a folder, through the
// very functions that the embedded database does it by. With DISK_SYNCS=off nothing is synced, as
// in an embedded database that comes without a file system of ours.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { appendRecord, type DiskRecord } from './disk-trace.ts';

const folder = path.resolve(process.env['DISK_FOLDER'] ?? '');
const isSyncing = process.env['DISK_SYNCS'] !== 'off';
const { O_TRUNC } = fs.constants;
const real = { ...fs };
const trace = real.openSync(process.env['DISK_TRACE'] ?? '', 'a');

/** Descriptors of what lies in the folder. */
const ours = new Set<number>();

function inFolder(target: unknown): string | undefined {
  const full = path.resolve(String(target));
  if (full === folder) return '.';
  return full.startsWith(`${folder}${path.sep}`) ? path.relative(folder, full) : undefined;
}

function note(record: DiskRecord): void {
  appendRecord(trace, record);
}

fs.openSync = (target, flags, mode) => {
  const fd = real.openSync(target, flags, mode);
  const name = inFolder(target);
  if (name !== undefined) {
    ours.add(fd);
    const empties = typeof flags === 'number' ? (flags & O_TRUNC) !== 0 : /^w/.test(flags ?? 'r');
    note({ op: 'open', fd, path: name, empties });
  }
  return fd;
};

fs.closeSync = (fd) => {
  if (ours.delete(fd)) note({ op: 'close', fd });
  real.closeSync(fd);
};

fs.writeSync = ((fd: number, data: NodeJS.ArrayBufferView, ...rest: never[]): number => {
  const written = real.writeSync(fd, data, ...rest);
  if (ours.has(fd)) {
    const [offset = 0, , at] = rest as readonly (number | undefined)[];
    if (typeof at !== 'number') throw new Error('A write of the database names its position.');
    const bytes = Buffer.from(data.buffer, data.byteOffset + offset, written);
    note({ op: 'write', fd, at, bytes });
  }
  return written;
}) as typeof fs.writeSync;

fs.ftruncateSync = (fd, length) => {
  real.ftruncateSync(fd, length);
  if (ours.has(fd)) note({ op: 'resize', fd, length: length ?? 0 });
};

fs.truncateSync = (target, length) => {
  real.truncateSync(target, length);
  const name = inFolder(target);
  if (name !== undefined) note({ op: 'resize path', path: name, length: length ?? 0 });
};

fs.fsyncSync = (fd) => {
  if (!isSyncing) return;
  real.fsyncSync(fd);
  if (ours.has(fd)) note({ op: 'sync', fd });
};

fs.writeFileSync = ((target: fs.PathOrFileDescriptor, data: string, options?: object) => {
  real.writeFileSync(target, data, options);
  const name = typeof target === 'number' ? undefined : inFolder(target);
  if (name === undefined) return;
  if (data !== '') throw new Error('The database makes files empty and writes to them after.');
  note({ op: 'create', path: name });
}) as typeof fs.writeFileSync;

fs.mkdirSync = ((target: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
  const made = real.mkdirSync(target, options);
  const name = inFolder(target);
  if (name !== undefined) note({ op: 'folder', path: name });
  return made;
}) as typeof fs.mkdirSync;

fs.renameSync = (from, to) => {
  real.renameSync(from, to);
  const [name, next] = [inFolder(from), inFolder(to)];
  if (name !== undefined && next !== undefined) note({ op: 'rename', path: name, to: next });
};

fs.unlinkSync = (target) => {
  real.unlinkSync(target);
  const name = inFolder(target);
  if (name !== undefined) note({ op: 'remove', path: name });
};

fs.rmdirSync = (target) => {
  real.rmdirSync(target);
  const name = inFolder(target);
  if (name !== undefined) note({ op: 'remove', path: name });
};

syncBuiltinESMExports();
