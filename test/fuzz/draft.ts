import type { DocumentedOperation } from './documented-operation.ts';
import { type WireChange, wireBytes } from './wire-change.ts';

/** A request before it is written down: its parts can still be changed and left out one by one. */
export interface Draft {
  readonly operation: DocumentedOperation;
  readonly method: string;
  /** Values of the names in the path, encoded as they are to stand there. */
  readonly params: Readonly<Record<string, string>>;
  /** `name=value`, encoded. */
  readonly query: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: DraftBody | null;
  /** Done to the body after it was written as JSON. */
  readonly wire: readonly WireChange[];
  /** Who sends it, by the name of its key. */
  readonly caller: string;
  /** What was changed of a valid request, in words. */
  readonly changes: readonly string[];
}

export interface DraftBody {
  readonly mediaType: string;
  readonly value: unknown;
}

/** A request as it is sent. */
export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array<ArrayBuffer> | null;
}

/** Writes a draft down; `secret` is its caller's key, null for none. */
export function sentOf(draft: Draft, secret: string | null): Sent {
  const path = draft.operation.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => draft.params[name] ?? 'x',
  );
  const search = draft.query.length === 0 ? '' : `?${draft.query.join('&')}`;
  const headers = secret === null ? [] : [['authorization', `Bearer ${secret}`] as const];
  if (draft.body === null)
    return {
      method: draft.method,
      address: path + search,
      headers: [...headers, ...draft.headers],
      body: null,
    };
  const { bytes, encoding } = wireBytes(draft.body.value, draft.wire);
  const typed = [['content-type', draft.body.mediaType] as const];
  const packed = encoding === null ? [] : [['content-encoding', encoding] as const];
  return {
    method: draft.method,
    address: path + search,
    headers: lastOfEach([...headers, ...typed, ...packed, ...draft.headers]),
    body: bytes,
  };
}

/** The request as a line for a shell. The key is left to a variable: what it may do matters, not what it is. */
export function curlOf(sent: Sent, origin = '$ORIGIN'): string {
  const headers = sent.headers.map(([name, value]) =>
    name === 'authorization'
      ? '-H "authorization: Bearer $KEY"'
      : `-H ${quoted(`${name}: ${value}`)}`,
  );
  const body =
    sent.body === null
      ? []
      : [`--data-binary ${quoted(Buffer.from(sent.body).toString('latin1'))}`];
  return [
    'curl -i -X',
    quoted(sent.method),
    ...headers,
    ...body,
    `"${origin}"${quoted(sent.address)}`,
  ].join(' ');
}

/** In the form `$'…'`, which bash and zsh read byte by byte. */
function quoted(text: string): string {
  const long = text.length > CURL_CHARACTERS ? text.slice(0, CURL_CHARACTERS) : text;
  const plain = /^[\w/:.=?&%,{}[\]" -]*$/.test(long);
  const body = plain
    ? `'${long}'`
    : `$'${long.replace(/[^\x20-\x7e]|['\\]/g, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
  return long === text ? body : `${body}...(${text.length} characters)`;
}

const CURL_CHARACTERS = 1_500;

function lastOfEach(
  headers: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  return [...new Map(headers)];
}
