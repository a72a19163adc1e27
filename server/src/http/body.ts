import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { bounds } from '../bounds.ts';
import type { BodyPlace, BodyRoom } from './body-room.ts';
import { type Problem, problem } from './problem.ts';

/** A body as text, or why it cannot be read. */
export type ReadBody =
  | { readonly ok: true; readonly text: string; readonly bytes: number; readonly mediaType: string }
  | { readonly ok: false; readonly problem: Problem };

/** Media types of JSON that a route may take. */
export type MediaType =
  | 'application/json'
  | 'application/cloudevents+json'
  | 'application/cloudevents-batch+json';

export interface BodyForm {
  readonly accepted: readonly string[];
  readonly room: BodyRoom;
}

/**
 * Reads and decompresses a request's body. Both what arrives and what it unpacks to are at most `bounds.bodyBytes`; a
 * compressed body that would become larger is given up as soon as it does. Refuses what the room has no place for.
 */
export async function readBody(request: Request, form: BodyForm): Promise<ReadBody> {
  const place = form.room.enter();
  try {
    return await readInto(place, request, form.accepted);
  } finally {
    place.leave();
  }
}

async function readInto(
  place: BodyPlace,
  request: Request,
  accepted: readonly string[],
): Promise<ReadBody> {
  const mediaType = mediaTypeOf(request.headers.get('content-type'));
  const isAccepted = accepted.some((each) => each === mediaType);
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > bounds.bodyBytes) return refusedBody(tooLarge());
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (!isEncoding(encoding)) return refusedBody(encodingUnknown(encoding));
  const received = await receive(place, request, announced);
  if ('code' in received) return refusedBody(received);
  if (received.length > 0 && !isAccepted) return refusedBody(typeUnknown(mediaType, accepted));
  const plain = await unpack(received, encoding);
  if ('code' in plain) return refusedBody(plain);
  if (plain !== received && !place.grow(plain.length)) return refusedBody(busy());
  if (!isUtf8(plain)) {
    return refusedBody(problem('body_unreadable', 'The body is not UTF-8. Send JSON in UTF-8.'));
  }
  return {
    ok: true,
    text: plain.toString('utf8'),
    bytes: plain.length,
    mediaType: mediaType ?? '',
  };
}

function refusedBody(refused: Problem): ReadBody {
  return { ok: false, problem: refused };
}

/** The media type without parameters; undefined for another character set than UTF-8. */
function mediaTypeOf(header: string | null): string | undefined {
  const [type = '', ...parameters] = (header ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((each) => each.startsWith('charset='));
  const isUtf = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  return isUtf ? type : undefined;
}

/** Up to here a body takes its place before it has come; beyond, as it comes, so that who sends nothing keeps no place. */
const TAKEN_AT_ONCE = 1024 * 1024;

/** The bytes as they come. A client that goes away meanwhile hears nothing of it. */
async function receive(
  place: BodyPlace,
  request: Request,
  announced: number,
): Promise<Buffer | Problem> {
  try {
    if (announced === 0 || announced > TAKEN_AT_ONCE) return await receiveChunks(place, request);
    // With a length announced, the server's parser lets no more than that through.
    return place.grow(announced) ? Buffer.from(await request.arrayBuffer()) : busy();
  } catch {
    return problem('body_unreadable', 'The body ended before it was complete.');
  }
}

async function receiveChunks(place: BodyPlace, { body }: Request): Promise<Buffer | Problem> {
  if (body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > bounds.bodyBytes) return tooLarge();
    if (!place.grow(chunk.length)) return busy();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const UNPACK = {
  gzip: promisify(gunzip) as Unpack,
  'x-gzip': promisify(gunzip) as Unpack,
  deflate: promisify(inflate) as Unpack,
  br: promisify(brotliDecompress) as Unpack,
} satisfies Record<string, Unpack>;

type Encoding = keyof typeof UNPACK | 'identity';

function isEncoding(encoding: string): encoding is Encoding {
  return encoding === 'identity' || Object.hasOwn(UNPACK, encoding);
}

/** One after the other: nobody knows what they will take before they are unpacked. */
let unpacked: Promise<unknown> = Promise.resolve();

async function unpack(bytes: Buffer, encoding: Encoding): Promise<Buffer | Problem> {
  if (encoding === 'identity') return bytes;
  const before = unpacked;
  const own = before.then(() => UNPACK[encoding](bytes, { maxOutputLength: bounds.bodyBytes }));
  unpacked = own.catch(() => {});
  try {
    return await own;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge();
    return problem('body_unreadable', `The body is not complete, valid ${encoding}.`);
  }
}

function busy(): Problem {
  const detail =
    'Others are sending as much as this server takes at once. Nothing of this request was taken: send it again.';
  return problem('server_busy', detail, { retry_after: 1 });
}

function tooLarge(): Problem {
  const detail = `A body may have ${bounds.bodyBytes} bytes, also after decompression. Send less at once.`;
  return problem('body_too_large', detail);
}

function encodingUnknown(encoding: string): Problem {
  const detail = `Content-Encoding "${encoding.slice(0, 40)}" is not understood. Use gzip, deflate, br or none.`;
  return problem('content_encoding_unsupported', detail);
}

function typeUnknown(type: string | undefined, accepted: readonly string[]): Problem {
  const sent = type === undefined ? 'Another character set than UTF-8' : `"${type.slice(0, 60)}"`;
  const detail = `${sent} is not understood here. Send Content-Type: ${accepted.join(' or ')}, in UTF-8.`;
  return problem('content_type_unsupported', detail);
}
