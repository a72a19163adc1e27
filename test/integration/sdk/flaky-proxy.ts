import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What may befall a request. `drop`: the connection ends before the server hears of it.
 * `lose-answer`: the server has done it and the connection ends without an answer. `cut-answer`:
 * half of the answer arrives. `stall`: the server has done it and nothing ever arrives.
 * `unavailable` and `busy`: a 503 and a 429 in the server's stead, with `Retry-After: 0`.
 * `gateway`: a 502 that is no problem document. `delay`: it arrives half a second late.
 */
export type Mishap =
  | 'busy'
  | 'cut-answer'
  | 'delay'
  | 'drop'
  | 'gateway'
  | 'lose-answer'
  | 'pass'
  | 'stall'
  | 'unavailable';

/** A request as it came, and what befell it. */
export interface Passage {
  readonly mishap: Mishap;
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string;
}

export interface FlakyProxy {
  readonly url: string;
  /** Every request so far, in order. */
  readonly passages: readonly Passage[];
  /** What befalls the next requests, one each; those after pass. */
  script(mishaps: readonly Mishap[]): void;
  close(): Promise<void>;
}

/** Opens a proxy before a server, on a free port of this machine. */
export async function openFlakyProxy(target: string): Promise<FlakyProxy> {
  const passages: Passage[] = [];
  const coming: Mishap[] = [];
  const server = createServer((request, response) => {
    const mishap = coming.shift() ?? 'pass';
    void pass({ request, response, mishap, target }, passages);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages,
    script(mishaps) {
      coming.splice(0, coming.length, ...mishaps);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Crossing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly mishap: Mishap;
  readonly target: string;
}

async function pass({ request, response, mishap, target }: Crossing, passages: Passage[]) {
  const body = await bodyOf(request);
  const { method = 'GET', url: path = '/', headers } = request;
  const idempotencyKey = headers['idempotency-key'] as string | undefined;
  passages.push({ mishap, method, path, idempotencyKey, body });
  const answersItself = STAND_INS[mishap];
  if (mishap === 'drop') return request.socket.destroy();
  if (answersItself) return response.writeHead(...answersItself.head).end(answersItself.body);
  if (mishap === 'delay') await sleep(500);
  const answer = await fetch(`${target}${path}`, {
    method,
    headers: headersToPass(headers),
    body: method === 'GET' ? null : body,
  });
  const text = await answer.text();
  if (mishap === 'lose-answer') return request.socket.destroy();
  if (mishap === 'stall') return undefined;
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    'content-length': Buffer.byteLength(text),
  });
  if (mishap !== 'cut-answer') return response.end(text);
  return response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
}

const STAND_INS: Partial<Record<Mishap, { head: [number, Record<string, string>]; body: string }>> =
  {
    unavailable: {
      head: [503, { 'content-type': 'application/problem+json', 'retry-after': '0' }],
      body: '{"type":"/docs","title":"","status":503,"code":"store_unavailable","detail":"Away."}',
    },
    busy: {
      head: [429, { 'content-type': 'application/problem+json', 'retry-after': '0' }],
      body: '{"type":"/docs","title":"","status":429,"code":"queue_full","detail":"Busy."}',
    },
    gateway: { head: [502, { 'content-type': 'text/html' }], body: '<h1>Bad gateway</h1>' },
  };

function headersToPass(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = ['authorization', 'content-type', 'idempotency-key'];
  return Object.fromEntries(
    kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
