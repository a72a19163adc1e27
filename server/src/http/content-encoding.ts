import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** The best of the encodings offered that a request takes; '' where it takes none. */
export function encodingFor(request: Request, offered: readonly string[]): Encoding | '' {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const names = accepted.split(',').map((each) => each.trim().toLowerCase());
  const isTaken = (name: Encoding) =>
    offered.includes(name) && names.some((each) => each === name || isWanted(each, name));
  return (['br', 'gzip'] as const).find(isTaken) ?? '';
}

/** A text as an answer, compressed for whoever takes it so. */
export async function respondText(
  request: Request,
  text: string,
  { status = 200, headers }: { readonly status?: number; readonly headers: Headers },
): Promise<Response> {
  headers.append('vary', 'accept-encoding');
  const encoding = encodingFor(request, ['br', 'gzip']);
  if (encoding === '') return new Response(text, { status, headers });
  headers.set('content-encoding', encoding);
  const bytes = await (encoding === 'br' ? compress.br(text, QUICK) : compress.gzip(text));
  return new Response(new Uint8Array(bytes), { status, headers });
}

const compress = {
  br: promisify(brotliCompress),
  gzip: promisify(gzip),
} as const;

/** Quick rather than small: it is made for one answer. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

function isWanted(offer: string, name: string): boolean {
  const [offered, weight] = offer.split(';').map((part) => part.trim());
  return offered === name && weight !== undefined && !/^q=0(?:\.0*)?$/.test(weight);
}
