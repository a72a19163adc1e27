import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { App } from './app.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import { problemResponse } from './problem-response.ts';
import type { HttpConfig } from './route.ts';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more requests, finishes those under way within {@link DRAIN_MS}, and cuts off the rest. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const DRAIN_MS = 8_000;
const HEADER_BYTES = 16 * 1024;

/** How long requests may take; shorter in tests alone. */
export interface Timeouts {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly drainMs: number;
}

const TIMEOUTS: Timeouts = {
  headersMs: HEADERS_TIMEOUT_MS,
  requestMs: REQUEST_TIMEOUT_MS,
  drainMs: DRAIN_MS,
};

/** Listens where the settings say. Rejects when the port is taken. */
export async function listen(
  app: App,
  config: Pick<HttpConfig, 'host' | 'port'>,
  timeouts = TIMEOUTS,
): Promise<Listening> {
  const listener = getRequestListener((request) => app.fetch(request), {
    overrideGlobalObjects: false,
    errorHandler: () => problemResponse(malformed(), ''),
  });
  const options = {
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
    maxHeaderSize: HEADER_BYTES,
    keepAliveTimeout: 65_000,
    // One without is refused by us, with a problem.
    requireHostHeader: false,
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!server.listening) outgoing.setHeader('connection', 'close');
    void listener(incoming, outgoing);
  };
  const server = createServer(options, answer);
  // What is expected of us beside going on is not looked at, as RFC 9110 allows; Node would answer without a problem.
  server.on('checkExpectation', answer);
  server.maxHeadersCount = 200;
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  // A connection that cannot be accepted, for want of files, is lost to its client alone.
  server.on('error', ({ code }: NodeJS.ErrnoException) =>
    app.log({ level: 'warn', message: 'A connection was not accepted.', code }),
  );
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      closed ??= drain(server, app, timeouts.drainMs);
      return closed;
    },
  };
}

async function drain(server: Server, app: App, drainMs: number): Promise<void> {
  app.beginDraining();
  const finished = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    app.log({ level: 'warn', message: 'Requests were cut off: they took too long to finish.' });
    server.closeAllConnections();
  }, drainMs);
  await finished;
  clearTimeout(cut);
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    `Address and headers may have ${HEADER_BYTES} bytes together.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request_timeout',
    'The request did not arrive in time. Send it again, faster or smaller.',
  ],
};

/** What the parser itself refuses is answered with a problem too, written straight to the connection. */
function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const known = CLIENT_ERRORS[error.code ?? ''];
  const { status, ...rest } = known ? problem(...known) : malformed();
  const body = JSON.stringify({ ...rest, status });
  const head = [
    `HTTP/1.1 ${status} ${rest.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function malformed(): Problem {
  return problem(
    'request_malformed',
    'The request line, its address or its headers are not valid HTTP.',
  );
}
