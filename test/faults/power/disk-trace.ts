// What a program did to a folder, in order, as a file of records: who wrote, renamed and synced
// what, and what was acknowledged in between.

import fs from 'node:fs';

/** One thing that was done. Paths are relative to the folder; `fd` is what the program was given. */
export type DiskRecord =
  | { readonly op: 'open'; readonly fd: number; readonly path: string; readonly empties: boolean }
  | { readonly op: 'create'; readonly path: string }
  | { readonly op: 'write'; readonly fd: number; readonly at: number; readonly bytes: Buffer }
  | { readonly op: 'resize'; readonly fd: number; readonly length: number }
  | { readonly op: 'resize path'; readonly path: string; readonly length: number }
  | { readonly op: 'sync'; readonly fd: number }
  | { readonly op: 'close'; readonly fd: number }
  | { readonly op: 'folder'; readonly path: string }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'begun' }
  | { readonly op: 'acknowledged'; readonly events: readonly AcknowledgedEvent[] };

/** An event that was answered for. */
export interface AcknowledgedEvent {
  readonly customer: string;
  readonly id: string;
  readonly status: string;
  readonly credits: string;
}

const SIZES = 8;

/** Appends in one system call, so that threads and processes may write to one trace. */
export function appendRecord(trace: number, record: DiskRecord): void {
  const { bytes, ...rest } = 'bytes' in record ? record : { ...record, bytes: Buffer.alloc(0) };
  const head = Buffer.from(JSON.stringify(rest));
  const whole = Buffer.alloc(SIZES + head.length + bytes.length);
  whole.writeUInt32LE(head.length, 0);
  whole.writeUInt32LE(bytes.length, 4);
  head.copy(whole, SIZES);
  bytes.copy(whole, SIZES + head.length);
  writeWhole(trace, whole);
}

/** Taken before anybody replaces it, and so never recorded itself. */
const { writeSync } = fs;

function writeWhole(trace: number, whole: Buffer): void {
  if (writeSync(trace, whole) !== whole.length) throw new Error('The trace was cut short.');
}

/** All records of a trace whose writers have ended. */
export function readTrace(file: string): DiskRecord[] {
  const whole = fs.readFileSync(file);
  const records: DiskRecord[] = [];
  for (let start = 0; start < whole.length; ) {
    const head = start + SIZES;
    const body = head + whole.readUInt32LE(start);
    const end = body + whole.readUInt32LE(start + 4);
    const record = JSON.parse(whole.toString('utf8', head, body));
    records.push(record.op === 'write' ? { ...record, bytes: whole.subarray(body, end) } : record);
    start = end;
  }
  return records;
}
