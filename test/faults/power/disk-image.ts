// What a disk may hold after a power cut, by what was written and synced before it.
//
// Of a file, what was written before its last sync is there. Of what was written or resized since,
// all, nothing, a beginning or any selection is there, and a write may be there by single sectors.
// Making, renaming and removing names is journalled, as on ext4, XFS, NTFS and APFS: the journal is
// kept in order, and what is there is a beginning of it that goes at least as far as the last
// change of a name in a folder that was synced, or of a file that was. Sectors are never mixed up
// and a synced byte never changes.

import fs from 'node:fs';
import path from 'node:path';
import type { DiskRecord } from './disk-trace.ts';

/** Draws a whole number from 0 up to and without `below`. */
export type Draw = (below: number) => number;

/** How a folder came to be what it was when the power went. */
export interface Cut {
  /** The folder as it was before, with everything synced. */
  readonly base: string;
  /** What was done to it since. */
  readonly records: readonly DiskRecord[];
  readonly draw: Draw;
}

/** What the disk may hold. */
export interface DiskImage {
  /** How many changes of names and of bytes are not there, or not wholly. */
  readonly dropped: number;
  /** Writes it into a folder that is not there yet. */
  writeTo(target: string): void;
}

/** Draws one of the disks that may be left by a cut. */
export function imageAfter({ base, records, draw }: Cut): DiskImage {
  const disk = replay(base, records);
  const kept = disk.settled + draw(disk.journal.length - disk.settled + 1);
  const names = namesAfter(disk, kept);
  const files = [...names].flatMap(([name, node]) => {
    if (node.kind === 'folder') return [];
    const isTouched = node.changes.length > 0 || disk.begun.get(name) !== node;
    return isTouched ? [{ name, node, chosen: chooseChanges(node, draw) }] : [];
  });
  const dropped = files.reduce((sum, { chosen }) => sum + chosen.dropped, 0);
  return {
    dropped: dropped + disk.journal.length - kept,
    writeTo(target) {
      fs.cpSync(base, target, { recursive: true });
      for (const name of [...disk.begun.keys()].reverse()) {
        if (!names.has(name)) fs.rmSync(path.join(target, name), { recursive: true, force: true });
      }
      for (const [name, { kind }] of names) {
        if (kind === 'folder') fs.mkdirSync(path.join(target, name), { recursive: true });
      }
      for (const { name, node, chosen } of files) {
        fs.writeFileSync(path.join(target, name), contentOf(base, node, chosen.changes));
      }
    },
  };
}

interface FileNode {
  readonly kind: 'file';
  /** Where its first content is in the base; undefined when it was made since. */
  readonly from: string | undefined;
  readonly changes: Change[];
  /** How many of the changes have been synced. */
  synced: number;
  /** The last change of its names, as a place in the journal: from 1. */
  named: number;
}

interface FolderNode {
  readonly kind: 'folder';
  /** The last change of a name in it, as a place in the journal: from 1. */
  named: number;
}

type Node = FileNode | FolderNode;
type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };
type NameChange =
  | { readonly kind: 'made'; readonly name: string; readonly node: Node }
  | { readonly kind: 'moved'; readonly name: string; readonly to: string }
  | { readonly kind: 'removed'; readonly name: string };

interface Disk {
  readonly begun: ReadonlyMap<string, Node>;
  readonly journal: readonly NameChange[];
  /** How much of the journal is there for certain. */
  readonly settled: number;
}

const SECTOR = 512;

function replay(base: string, records: readonly DiskRecord[]): Disk {
  const begun = namesIn(base);
  const names = openNames(begun);
  const open = new Map<number, Node>();
  let settled = 0;
  const openAt = (fd: number): Node => found(open.get(fd), `descriptor ${fd}`);
  const change = (node: Node, part: Change): void => {
    if (node.kind === 'folder') throw new Error('A folder has no bytes.');
    node.changes.push(part);
  };
  for (const record of records) {
    switch (record.op) {
      case 'open': {
        if (!names.has(record.path)) names.make(record.path, file(undefined));
        const node = names.at(record.path);
        open.set(record.fd, node);
        if (record.empties) change(node, { length: 0 });
        break;
      }
      case 'write':
        change(openAt(record.fd), { at: record.at, bytes: record.bytes });
        break;
      case 'resize':
        change(openAt(record.fd), { length: record.length });
        break;
      case 'resize path':
        change(names.at(record.path), { length: record.length });
        break;
      case 'sync': {
        const node = openAt(record.fd);
        if (node.kind === 'file') node.synced = node.changes.length;
        settled = Math.max(settled, node.named);
        break;
      }
      case 'close':
        open.delete(record.fd);
        break;
      default:
        rename(names, record);
    }
  }
  return { begun, journal: names.journal, settled };
}

/** What the rest of the records does to names. */
function rename(names: Names, record: DiskRecord): void {
  if (record.op === 'create') names.make(record.path, file(undefined));
  else if (record.op === 'folder') names.make(record.path, { kind: 'folder', named: 0 });
  else if (record.op === 'remove') names.change({ kind: 'removed', name: record.path });
  else if (record.op === 'rename')
    names.change({ kind: 'moved', name: record.path, to: record.to });
}

type Names = ReturnType<typeof openNames>;

/** The names of a disk and the journal of their changes. */
function openNames(begun: ReadonlyMap<string, Node>) {
  const names = new Map(begun);
  const journal: NameChange[] = [];
  const at = (name: string): Node => found(names.get(name), name);
  const change = (entry: NameChange): void => {
    journal.push(entry);
    const node = entry.kind === 'made' ? entry.node : at(entry.name);
    node.named = journal.length;
    for (const name of entry.kind === 'moved' ? [entry.name, entry.to] : [entry.name]) {
      at(path.dirname(name)).named = journal.length;
    }
    apply(names, entry);
  };
  return {
    journal,
    at,
    change,
    has: (name: string) => names.has(name),
    make: (name: string, node: Node) => change({ kind: 'made', name, node }),
  };
}

function namesIn(base: string): Map<string, Node> {
  const names = new Map<string, Node>([['.', { kind: 'folder', named: 0 }]]);
  for (const entry of fs.readdirSync(base, { recursive: true, withFileTypes: true })) {
    const name = path.relative(base, path.join(entry.parentPath, entry.name));
    names.set(name, entry.isDirectory() ? { kind: 'folder', named: 0 } : file(name));
  }
  return names;
}

function file(from: string | undefined): FileNode {
  return { kind: 'file', from, changes: [], synced: 0, named: 0 };
}

function apply(names: Map<string, Node>, change: NameChange): void {
  switch (change.kind) {
    case 'made':
      names.set(change.name, change.node);
      return;
    case 'moved': {
      const node = found(names.get(change.name), change.name);
      if (node.kind === 'folder') throw new Error(`the folder ${change.name} was renamed`);
      names.set(change.to, node);
      names.delete(change.name);
      return;
    }
    case 'removed':
      names.delete(change.name);
  }
}

function namesAfter({ begun, journal }: Disk, kept: number): Map<string, Node> {
  const names = new Map(begun);
  for (const change of journal.slice(0, kept)) apply(names, change);
  return names;
}

/** The changes of a file that reached the disk, in order. */
function chooseChanges(
  { changes, synced }: FileNode,
  draw: Draw,
): { changes: Change[]; dropped: number } {
  const [settled, loose] = [changes.slice(0, synced), changes.slice(synced)];
  if (loose.length === 0) return { changes: settled, dropped: 0 };
  switch (draw(4)) {
    case 0:
      return { changes: settled, dropped: loose.length };
    case 1:
      return { changes: [...settled, ...loose], dropped: 0 };
    case 2: {
      const whole = loose.slice(0, draw(loose.length));
      const torn = loose.slice(whole.length, whole.length + 1).flatMap((each) => tear(each, draw));
      return { changes: [...settled, ...whole, ...torn], dropped: loose.length - whole.length };
    }
    default: {
      const some = loose.map((each) => ({ each, fate: draw(3) }));
      const there = some.flatMap(({ each, fate }) =>
        fate === 0 ? [] : fate === 1 ? [each] : tear(each, draw),
      );
      const dropped = some.filter(({ fate }) => fate !== 1).length;
      return { changes: [...settled, ...there], dropped };
    }
  }
}

/** Some of the sectors of a write; a new length is there or not. */
function tear(change: Change, draw: Draw): Change[] {
  if ('length' in change) return draw(2) === 0 ? [change] : [];
  const { at, bytes } = change;
  const parts: Change[] = [];
  for (let start = at; start < at + bytes.length; ) {
    const end = Math.min(at + bytes.length, start - (start % SECTOR) + SECTOR);
    if (draw(2) === 0) parts.push({ at: start, bytes: bytes.subarray(start - at, end - at) });
    start = end;
  }
  return parts;
}

function contentOf(base: string, node: FileNode, changes: readonly Change[]): Buffer {
  const first =
    node.from === undefined ? Buffer.alloc(0) : fs.readFileSync(path.join(base, node.from));
  let [content, length] = [first, first.length];
  for (const change of changes) {
    const next =
      'length' in change ? change.length : Math.max(length, change.at + change.bytes.length);
    if (next > content.length)
      content = Buffer.concat([content, Buffer.alloc(next - content.length + 65_536)]);
    if (next < length) content.fill(0, next, length);
    if ('bytes' in change) change.bytes.copy(content, change.at);
    length = next;
  }
  return content.subarray(0, length);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The trace is about ${what}, which is not there.`);
  return value;
}
