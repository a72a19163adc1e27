import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFault, EXIT } from '../command.ts';

/** A file of events, or stdin, unpacked as it is read. */
export interface Source {
  /** The file's name without folder and `.gz`; `stdin` for stdin. */
  readonly name: string;
  /** What the file holds, by its ending; null when that says nothing. */
  readonly format: 'csv' | 'jsonl' | null;
  /** Bytes as they lie on disk; null when nobody knows. */
  readonly size: number | null;
  /** Of those, how many have been read. */
  readonly bytesRead: () => number;
  /** UTF-8, without a byte order mark. Throws a {@link CommandFault} for a damaged file. */
  readonly text: AsyncIterable<string>;
}

/** Opens a file, or stdin for `-`. What begins like gzip is unpacked, whatever it is called. */
export async function openSource(file: string): Promise<Source> {
  const isStdin = file === '-';
  const stream: Readable = isStdin ? process.stdin : fs.createReadStream(file);
  if (!isStdin) await once(stream, 'ready');
  const name = isStdin ? 'stdin' : path.basename(file).replace(/\.gz$/i, '');
  let read = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      read += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  return {
    name,
    format: formatOf(name),
    size: isStdin ? null : fs.statSync(file).size,
    bytesRead: () => read,
    text: unpack(counted(), file),
  };
}

function formatOf(name: string): Source['format'] {
  if (/\.csv$/i.test(name)) return 'csv';
  return /\.(jsonl|ndjson|json)$/i.test(name) ? 'jsonl' : null;
}

async function* unpack(bytes: AsyncGenerator<Buffer>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of await plain(bytes)) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    if (!DAMAGED.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const what = error instanceof TypeError ? 'is not UTF-8' : 'is not whole gzip';
    throw new CommandFault(`${file} ${what}: export it again.`, EXIT.refused);
  }
}

const DAMAGED = /^(Z_|ERR_ENCODING_INVALID_ENCODED_DATA)/;

async function plain(bytes: AsyncGenerator<Buffer>): Promise<AsyncIterable<Uint8Array>> {
  const first = await bytes.next();
  const head: Buffer = first.done ? Buffer.alloc(0) : first.value;
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield head;
    yield* bytes;
  };
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  if (!isPacked) return whole();
  const gunzip = createGunzip();
  void feed(whole(), gunzip);
  return gunzip;
}

async function feed(
  bytes: AsyncIterable<Buffer>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const chunk of bytes) if (!gunzip.write(chunk)) await once(gunzip, 'drain');
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error as Error);
  }
}
