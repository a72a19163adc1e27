import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
} from 'vitest';
import { bounds } from '../../../server/src/bounds.ts';
import { type Listening, listen } from '../../../server/src/http/listen.ts';
import { engines } from '../../support/databases.ts';
import { OPERATOR, openApp, setUp, type TestApp, work } from './open-app.ts';

let app: TestApp;
let server: Listening;

beforeAll(async () => {
  app = await openApp();
  await setUp(app);
});
beforeEach(async () => {
  const timeouts = { headersMs: 400, requestMs: 800, drainMs: 500 };
  server = await listen(app.app, { host: '127.0.0.1', port: 0 }, timeouts);
});
afterEach(() => server.close());
afterAll(() => app.close());

const AUTH = `authorization: Bearer ${OPERATOR}`;

/** Writes to a connection of its own and reads until the server closes it. */
async function raw(...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const socket = open();
  for (const part of parts) socket.write(part);
  return readAll(socket);
}

function open(): Socket {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  return socket;
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

function problemIn(answer: string): { status: number; code: string } {
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  expect(answer).toContain('application/problem+json');
  const { status, code } = JSON.parse(body);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  return { status, code };
}

const url = (at: string) => `http://127.0.0.1:${server.port}${at}`;

function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const sent = {
    authorization: `Bearer ${OPERATOR}`,
    'content-type': 'application/json',
    ...headers,
  };
  return fetch(url('/v1/events'), {
    method: 'POST',
    headers: sent,
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' as const }),
  });
}

describe('over a connection', () => {
  test('events are recorded and the page is served', async () => {
    const response = await post(JSON.stringify(work('one')));
    expect(response.status).toBe(200);
    expect(((await response.json()) as { results: unknown[] }).results).toMatchObject([
      { status: 'charged' },
    ]);
    const page = await fetch(url('/'), { method: 'HEAD' });
    expect([page.status, await page.text()]).toEqual([200, '']);
  });

  test.each([
    ['no HTTP at all', 'GARBAGE\r\n\r\n', 400, 'request_malformed'],
    ['no host', 'GET /v1/session HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'request_malformed'],
    [
      'a host that is none',
      'GET /v1/session HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n',
      400,
      'request_malformed',
    ],
    [
      'another host',
      'GET /v1/session HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
      421,
      'host_not_allowed',
    ],
    [
      'another host in the address',
      'GET http://evil.example/v1/session HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
      421,
      'host_not_allowed',
    ],
    [
      'headers of 20 kB',
      `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'an address of 20 kB',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'two lengths',
      'POST /v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
      'request_malformed',
    ],
    [
      'a length and chunks',
      'POST /v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'request_malformed',
    ],
    [
      'a chunk of no size',
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      400,
      undefined,
    ],
  ])('%s is refused', async (...[, text, status, code]) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (code !== undefined) expect(problemIn(answer)).toEqual({ status, code });
    expect((await fetch(url('/healthz'))).status).toBe(200);
  });

  test('an expectation that nobody knows is not looked at', async () => {
    const answer = await raw(
      'GET /healthz HTTP/1.1\r\nhost: localhost\r\nexpect: something\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  test('A3: ten thousand headers are too many', async () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => `h${index}: 1\r\n`).join('');
    const answer = await raw(`GET /healthz HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`);
    expect(problemIn(answer)).toEqual({ status: 431, code: 'headers_too_large' });
  });

  test('A3: headers and bodies that trickle in are given up', async () => {
    const headers = await raw('GET /v1/session HTTP/1.1\r\nhost: localhost\r\n');
    expect(problemIn(headers)).toEqual({ status: 408, code: 'request_timeout' });
    const body = await raw(
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    expect(body).toMatch(/^HTTP\/1.1 408 /);
    expect((await fetch(url('/healthz'))).status).toBe(200);
  });

  test('a body that ends early disturbs nobody and is no fault of ours', async () => {
    const socket = open();
    socket.write(
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    await sleep(50);
    socket.destroy();
    await sleep(100);
    expect((await fetch(url('/healthz'))).status).toBe(200);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('A3: a body that is too large is refused by its length, as chunks and as a bomb', async () => {
    const announced = await raw(
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ncontent-length: ${bounds.bodyBytes + 1}\r\nconnection: close\r\n\r\n`,
    );
    expect(problemIn(announced)).toEqual({ status: 413, code: 'body_too_large' });
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
        if (sent === 64) controller.close();
      },
    });
    const chunked = await post(endless).catch(() => undefined);
    expect(chunked?.status ?? 413).toBe(413);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(400 * 1024 * 1024)));
    const before = process.memoryUsage().rss;
    const answer = await post(bomb, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect((await fetch(url('/healthz'))).status).toBe(200);
  });

  test('A3: all bodies together are bounded: one more is refused until others are through', async () => {
    const patient = { headersMs: 60_000, requestMs: 60_000, drainMs: 500 };
    const own = await listen(app.app, { host: '127.0.0.1', port: 0 }, patient);
    const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
    onTestFinished(async () => {
      agent.destroy();
      await own.close();
    });
    const address = `http://127.0.0.1:${own.port}/v1/events`;
    const headers = { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' };
    const most = bounds.bodyBytes - 1;
    const room = bounds.bodiesBytes / bounds.bodyBytes;
    const refusals: number[] = [];
    // Each stays a byte short of its end.
    const senders = Array.from({ length: room + 1 }, () => {
      const sent = httpRequest(address, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': most + 1 },
      });
      sent.on('error', () => {});
      sent.on('response', ({ statusCode }) => refusals.push(statusCode ?? 0));
      sent.write(Buffer.alloc(most, 0x20));
      return sent;
    });
    const taken = async () => {
      const { text } = await app.ask({ path: '/metrics' });
      return Number(/^fuelgauge_body_bytes (\d+)$/m.exec(text)?.[1]);
    };
    // What the refused one had taken is taken by those that go on.
    await expect.poll(taken, { timeout: 20_000 }).toBe(room * most);
    await expect.poll(() => refusals, { timeout: 20_000 }).toEqual([503]);
    const full = { method: 'POST', headers, body: new Uint8Array(1024 * 1024).fill(0x20) };
    const refused = await fetch(address, full);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await refused.json()).code).toBe('server_busy');
    for (const sent of senders) sent.destroy();
    await expect.poll(taken, { timeout: 20_000 }).toBe(0);
    const small = { method: 'POST', headers, body: '[]' };
    for (const each of [full, small]) expect((await fetch(address, each)).status).not.toBe(503);
  });

  test('a connection is kept after a body that was not read', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses: (number | undefined)[] = [];
    for (const key of ['wrong', OPERATOR]) {
      const sent = httpRequest(url('/v1/events'), {
        method: 'POST',
        agent,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      });
      sent.end(JSON.stringify(work('kept')));
      const [response] = await once(sent, 'response');
      statuses.push(response.statusCode);
      response.resume();
      await once(response, 'end');
    }
    agent.destroy();
    expect(statuses).toEqual([401, 200]);
  });
});

describe('stopping', () => {
  test('F14: finishes what is under way and takes nothing more', async () => {
    const socket = open();
    const body = JSON.stringify(work('last'));
    const head = `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 10));
    await sleep(100);
    const closed = server.close();
    const answer = readAll(socket);
    await sleep(50);
    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1.1 200 [\s\S]*"status":"charged"/);
    await closed;
    await expect(fetch(url('/healthz'))).rejects.toThrow();
    await server.close();
  });

  test('cuts off what takes too long, and says that it is not ready meanwhile', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const stuck = open();
    stuck.write(
      `POST /v1/events HTTP/1.1\r\nhost: localhost\r\n${AUTH}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    await sleep(50);
    const begin = performance.now();
    const closed = server.close();
    const { status, json } = await app.ask({ path: '/readyz' });
    expect([status, json.code]).toEqual([503, 'store_unavailable']);
    await closed;
    expect(performance.now() - begin).toBeLessThan(3_000);
    agent.destroy();
  });
});

describe('what the store cannot do', () => {
  test('is answered with 503 and Retry-After, and logged without data', async () => {
    const own = await openApp();
    await setUp(own);
    await own.context.database.close();
    const sent = work('lost', { dimensions: { team: 'a secret name' } });
    for (const ask of [
      { method: 'POST', path: '/v1/events', json: [sent] },
      { path: '/v1/customers' },
      { method: 'PUT', path: '/v1/customers/acme', json: { name: 'a secret name' } },
    ]) {
      const { status, json, headers } = await own.ask(ask);
      expect([status, json.code, headers.get('retry-after')]).toEqual([
        503,
        'store_unavailable',
        '1',
      ]);
    }
    expect((await own.ask({ path: '/readyz' })).status).toBe(503);
    expect((await own.ask({ path: '/healthz' })).status).toBe(200);
    expect(own.log.length).toBeGreaterThan(0);
    expect(JSON.stringify(own.log)).not.toContain('secret');
  });

  // The embedded database ends no statement half way.
  test.runIf(engines.includes('postgres'))(
    'to find in time is told apart from a store that is away',
    async () => {
      const own = await openApp('postgres');
      await setUp(own);
      await own.ask({ method: 'POST', path: '/v1/events', json: [work('slow')] });
      await own.context.database.script(
        'create policy slow on rollup_total as restrictive for select to fuelgauge_app using (length(pg_sleep(6)::text) < customer_id)',
      );
      const { status, json, headers } = await own.ask({ path: '/v1/customers/acme/overview' });
      expect([status, json.code]).toEqual([503, 'answer_too_slow']);
      expect(headers.get('retry-after')).toBe('5');
      await own.close();
    },
  );

  test('to queue more than it may is answered with 429, and the rest is recorded', async () => {
    const value = 'x'.repeat(bounds.valueBytes);
    const data = {
      amount: 0,
      ...Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`p${index}`, value])),
    };
    const events = Array.from({ length: 500 }, (_, index) => work(`${index}`, { data }));
    const bytes = JSON.stringify(events).length;
    const requests = Math.ceil(bounds.queuedBytes / bytes) + 1;
    const ask = { method: 'POST', path: '/v1/events', json: events };
    const answers = await Promise.all(Array.from({ length: requests }, () => app.ask(ask)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const full = answers.find(({ status }) => status === 429);
    expect([full?.json.code, full?.headers.get('retry-after')]).toEqual(['queue_full', '1']);
    expect((await app.ask(ask)).json.results[0].status).toBe('duplicate');
  });
});
