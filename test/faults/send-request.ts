import http from 'node:http';
import type { Work } from './draw-work.ts';

/** Sends to the servers there are at the time. */
export interface Sender {
  /** Tries once, at the server whose turn it is. Never rejects. */
  send(work: Work, turn: number): Promise<Sent>;
  /** From now on, these servers. */
  aim(servers: readonly string[]): void;
  close(): void;
}

/** What came of one attempt. */
export interface Sent {
  /** The status, or the code of what cut it off. */
  readonly outcome: string;
  readonly hasRetryAfter: boolean;
  readonly body: string;
}

/** No server may keep a client waiting longer than this. */
const TIMEOUT_MS = 20_000;

/** Over connections that are kept. */
export function openSender(to: { servers: readonly string[]; operatorKey: string }): Sender {
  const agent = new http.Agent({ keepAlive: true });
  let servers = to.servers;
  return {
    send(work, turn) {
      const url = new URL(work.path, servers[turn % servers.length]);
      const headers = {
        authorization: `Bearer ${to.operatorKey}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(work.body),
        ...(work.idempotencyKey !== undefined && { 'idempotency-key': work.idempotencyKey }),
      };
      const options = { agent, method: work.method, headers, timeout: TIMEOUT_MS };
      return exchange(http.request(url, options), work.body);
    },
    aim(others) {
      servers = others;
    },
    close: () => agent.destroy(),
  };
}

function exchange(request: http.ClientRequest, body: string): Promise<Sent> {
  return new Promise((resolve) => {
    const cutOff = (error: NodeJS.ErrnoException): void =>
      resolve({ outcome: error.code ?? error.message, hasRetryAfter: false, body: '' });
    request.on('error', cutOff);
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('response', (response) => {
      const parts: string[] = [];
      response.setEncoding('utf8');
      response.on('error', cutOff);
      response.on('data', (part: string) => parts.push(part));
      response.on('end', () =>
        resolve({
          outcome: String(response.statusCode),
          hasRetryAfter: response.headers['retry-after'] !== undefined,
          body: parts.join(''),
        }),
      );
    });
    request.end(body);
  });
}
