import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import {
  BACKUP_FORMAT,
  type BackupEnd,
  BackupFault,
  type BackupHead,
  type BackupPart,
} from './backup-format.ts';

/**
 * Reads a backup part by part, in bounded memory. Throws a {@link BackupFault} that says where, when it is no backup, of a
 * later format, damaged, or ends too early: whoever has seen the part `end` has seen all of it, as it was written.
 */
export async function* readBackup(source: AsyncIterable<Uint8Array>): AsyncGenerator<BackupPart> {
  const at: Place = { bytes: 0, lines: 0, customer: null, isEnded: false };
  const hash = createHash('sha256');
  const sums = { customers: 0, events: 0, rows: 0 };
  let end: BackupEnd | undefined;
  for await (const part of partsOf(source, { at, hash })) {
    if (part.kind === 'head') checkFormat(part.head);
    if (part.kind === 'complete') sums.customers += 1;
    if (part.kind === 'rows') {
      sums.rows += part.lines.length;
      if (part.table === 'event') sums.events += part.lines.length;
    }
    if (part.kind === 'end') {
      end = part.end;
      checkEnd(end, { at, sums, sha256: hash.digest('hex') });
    }
    yield part;
  }
  if (!end) throw cutOff(at);
}

/** How far the reading is, for a sentence that says where something is wrong. */
interface Place {
  /** Of the file, compressed. */
  bytes: number;
  lines: number;
  customer: string | null;
  isEnded: boolean;
}

const NO_BACKUP = 'This is no backup of Fuelgauge: give a file that "fuelgauge backup" made.';

/** Rows are handed on some at a time: as much text as one statement takes well. */
const ROWS_CHARACTERS = 512 * 1024;

interface Reading {
  readonly at: Place;
  /** Takes every line but the last. */
  readonly hash: Hash;
}

async function* partsOf(
  source: AsyncIterable<Uint8Array>,
  { at, hash }: Reading,
): AsyncGenerator<BackupPart> {
  let table: string | undefined;
  let customerId: bigint | null = null;
  let lines: string[] = [];
  let length = 0;
  for await (const line of linesOf(source, at)) {
    at.lines += 1;
    const isRow = line.startsWith('[');
    if (isRow && table !== undefined) {
      lines.push(line);
      length += line.length;
    }
    if (lines.length > 0 && table !== undefined && (!isRow || length >= ROWS_CHARACTERS)) {
      yield { kind: 'rows', table, customerId, lines };
      lines = [];
      length = 0;
    }
    const said = isRow ? {} : parseSaid(line, at);
    if (at.lines === 1 && !('format' in said)) throw new BackupFault(NO_BACKUP);
    if (at.isEnded) throw damaged(at, 'something follows its last line');
    at.isEnded = 'end' in said;
    if (!at.isEnded) hash.update(`${line}\n`);
    if (typeof said['table'] === 'string') table = said['table'];
    const part = isRow ? undefined : partOf(said);
    if (part?.kind === 'customer') customerId = part.customerId;
    else if ('everyone' in said) customerId = null;
    if (part?.kind === 'customer') at.customer = part.key;
    if (part) yield part;
  }
}

type Said = Readonly<Record<string, unknown>>;

function parseSaid(line: string, at: Place): Said {
  try {
    return JSON.parse(line) as Said;
  } catch (cause) {
    if (at.lines === 1) throw new BackupFault(NO_BACKUP, { cause });
    throw damaged(at, 'a line of it cannot be read', cause);
  }
}

function partOf(said: Said): BackupPart | undefined {
  if ('format' in said) return { kind: 'head', head: said as unknown as BackupHead };
  if ('customer' in said) {
    const { customer, id } = said as { customer: string; id: string };
    return { kind: 'customer', key: customer, customerId: BigInt(id) };
  }
  if ('complete' in said) {
    const { complete, digest } = said as { complete: string; digest: string };
    return { kind: 'complete', key: complete, digest };
  }
  if ('sequences' in said) {
    return { kind: 'sequences', next: said['sequences'] as Record<string, string> };
  }
  if ('end' in said) return { kind: 'end', end: said as unknown as BackupEnd };
  return undefined;
}

async function* linesOf(source: AsyncIterable<Uint8Array>, at: Place): AsyncGenerator<string> {
  const decoder = createZstdDecompress({ chunkSize: 256 * 1024 });
  const counted = async function* () {
    for await (const chunk of source) {
      at.bytes += chunk.length;
      yield chunk;
    }
  };
  const reading = pipeline(Readable.from(counted(), { objectMode: false }), decoder);
  // What it fails with also ends the loop below.
  reading.catch(() => {});
  const text = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      const found = `${rest}${text.decode(chunk, { stream: true })}`.split('\n');
      rest = found.pop() ?? '';
      yield* found;
    }
  } catch (error) {
    throw faultOf(error, at);
  }
  if (rest !== '') throw cutOff(at);
}

/** The decoder's own words become ours; what the source failed with passes. */
function faultOf(error: unknown, at: Place): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return cutOff(at);
  if (!code.startsWith('ZSTD_')) return error;
  if (at.lines === 0 && code === 'ZSTD_error_prefix_unknown') return new BackupFault(NO_BACKUP);
  return damaged(at, 'a block of it is not as it was written', error);
}

function damaged(at: Place, why: string, cause?: unknown): BackupFault {
  const message = `This backup is damaged ${placeText(at)}: ${why}. Use another copy.`;
  return new BackupFault(message, { cause });
}

function cutOff(at: Place): BackupFault {
  return new BackupFault(
    `This backup was cut off: it ends ${placeText(at)}. Use another copy, or take it again.`,
  );
}

function placeText({ bytes, customer }: Place): string {
  const where = customer === null ? 'before the first customer' : `in or behind "${customer}"`;
  return `near byte ${bytes}, ${where}`;
}

function checkFormat({ format, version }: BackupHead): void {
  if (format === BACKUP_FORMAT) return;
  if (typeof format !== 'string' || !format.startsWith('fuelgauge-backup/')) {
    throw new BackupFault(NO_BACKUP);
  }
  throw new BackupFault(
    `This backup has the format ${format} of Fuelgauge ${version} and this one reads ${BACKUP_FORMAT}: use the later program.`,
  );
}

interface Counted {
  readonly at: Place;
  readonly sums: Readonly<Record<'customers' | 'events' | 'rows', number>>;
  readonly sha256: string;
}

function checkEnd(end: BackupEnd, { at, sums, sha256 }: Counted): void {
  if (end.sha256 !== sha256) throw damaged(at, 'its lines are not those that were written');
  for (const name of ['customers', 'events', 'rows'] as const) {
    if (end[name] === sums[name]) continue;
    throw damaged(at, `it says ${end[name]} ${name} and holds ${sums[name]}`);
  }
}
