import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** Something done to a body's text or bytes. `at`, from 0 to 1, says where. */
export interface WireChange {
  readonly name: WireChangeName;
  readonly at: number;
}

export type WireChangeName = keyof typeof CHANGES;

/** The bytes of a value as JSON after these changes, and the content encoding that they now need. */
export function wireBytes(
  value: unknown,
  changes: readonly WireChange[],
): { bytes: Uint8Array<ArrayBuffer>; encoding: string | null } {
  let bytes: Buffer = Buffer.from(JSON.stringify(value) ?? '');
  let encoding: string | null = null;
  for (const { name, at } of changes) {
    bytes = CHANGES[name](bytes, at);
    encoding = ENCODINGS[name] ?? encoding;
  }
  return { bytes: new Uint8Array(bytes), encoding };
}

type Change = (bytes: Buffer, at: number) => Buffer;

const CHANGES = {
  'cut short': (bytes, at) => bytes.subarray(0, Math.floor(bytes.length * at)),
  'byte order mark': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'a byte that is no UTF-8': (bytes, at) => inserted(bytes, at, Buffer.from([0xff])),
  'a character written too long': (bytes, at) => inserted(bytes, at, Buffer.from([0xc0, 0xaf])),
  'half a surrogate as bytes': (bytes, at) => inserted(bytes, at, Buffer.from([0xed, 0xa0, 0x80])),
  'UTF-16': (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  'a byte changed': (bytes, at) => changed(bytes, at),
  'a NUL': (bytes, at) => inserted(bytes, at, Buffer.from([0])),
  'first name twice': (bytes) => rewritten(bytes, /^\{("[^"]*":)/, '{$10,$1'),
  'a comma too many': (bytes) => rewritten(bytes, /([\]}])$/, ',$1'),
  'text behind it': (bytes) => Buffer.concat([bytes, Buffer.from(' {}')]),
  'space around it': (bytes) => Buffer.from(` \t\r\n${bytes.toString('utf8')}\n `),
  'a number no double holds': (bytes) =>
    rewritten(bytes, /:-?\d+(?:\.\d+)?/, ':12345678901234567890.5'),
  'a number beyond all': (bytes) => rewritten(bytes, /:(?:-?\d+(?:\.\d+)?|"[^"\\]*")/, ':1e400'),
  'a long number': (bytes) => rewritten(bytes, /:(?:-?\d+|"[^"\\]*")/, `:${'9'.repeat(5_000)}`),
  NaN: (bytes) => rewritten(bytes, /:(?:-?\d+|"[^"\\]*")/, ':NaN'),
  'ten thousand levels': () => Buffer.from('['.repeat(10_000)),
  nothing: () => Buffer.alloc(0),
  gzip: (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  'gzip cut short': (bytes, at) => cut(gzipSync(bytes), at),
  'gzip with a byte changed': (bytes, at) => changed(gzipSync(bytes), at),
  'no gzip at all': (bytes) => bytes,
} satisfies Record<string, Change>;

/** All of them. */
export const WIRE_CHANGES = Object.keys(CHANGES) as readonly WireChangeName[];

const ENCODINGS: Partial<Record<WireChangeName, string>> = {
  gzip: 'gzip',
  deflate: 'deflate',
  br: 'br',
  'gzip cut short': 'gzip',
  'gzip with a byte changed': 'gzip',
  'no gzip at all': 'gzip',
};

function inserted(bytes: Buffer, at: number, what: Buffer): Buffer {
  const place = Math.floor(bytes.length * at);
  return Buffer.concat([bytes.subarray(0, place), what, bytes.subarray(place)]);
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = Math.floor(bytes.length * at);
  if (copy.length > 0) copy[place] = ((copy[place] ?? 0) + 1 + Math.floor(at * 7_919)) % 256;
  return copy;
}

function cut(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * at));
}

function rewritten(bytes: Buffer, pattern: RegExp, by: string): Buffer {
  return Buffer.from(bytes.toString('utf8').replace(pattern, by));
}
