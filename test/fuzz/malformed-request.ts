import type { Dice } from './dice.ts';

/** Bytes that are a request, or nearly. */
export interface MalformedRequest {
  readonly what: string;
  readonly bytes: Buffer;
}

/** Makes one: `secret` is a key that may do everything, so that what is malformed is not refused for want of one. */
export function malformedRequest(dice: Dice, secret: string): MalformedRequest {
  const what = dice.pick(Object.keys(KINDS));
  const bytes = KINDS[what]?.({ dice, authorization: `authorization: Bearer ${secret}` });
  return { what, bytes: bytes ?? Buffer.alloc(0) };
}

type Make = (about: { dice: Dice; authorization: string }) => Buffer;

const EVENT = '{"id":"raw","type":"work","customer":"acme","data":{"amount":1}}';

const CHUNKS = [
  'zz\r\n{}\r\n0\r\n\r\n',
  'ffffffffffffffff\r\n{}\r\n',
  'fffffffff\r\n{}\r\n',
  '-1\r\n{}\r\n',
  '0x2\r\n{}\r\n0\r\n\r\n',
  '2 \r\n{}\r\n0\r\n\r\n',
  '2\n{}\n0\n\n',
  '2\r\n{}0\r\n\r\n',
  `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  '2\r\n{}\r\n0\r\nauthorization: Bearer other\r\n\r\n',
  '2\r\n{}\r\n',
  '\r\n',
];

const LENGTHS = [
  '-1',
  '+2',
  '0x2',
  '2, 2',
  '2, 3',
  '1e3',
  '99999999999999999999',
  ' ',
  '2\r\ncontent-length: 3',
];

const LINES = [
  'GET /',
  'GET /healthz HTTP/0.9',
  'GET /healthz HTTP/2.0',
  'GET /healthz HTTP/9.9',
  'GET /healthz http/1.1',
  'GET  /healthz  HTTP/1.1',
  'GET\t/healthz\tHTTP/1.1',
  ' GET /healthz HTTP/1.1',
  'get /healthz HTTP/1.1',
  'TRACE / HTTP/1.1',
  'CONNECT localhost:1 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  `${'X'.repeat(5_000)} / HTTP/1.1`,
  'GET http://evil.example/v1/session HTTP/1.1',
  'GET http://a:b@localhost/v1/session HTTP/1.1',
  'GET //evil.example/v1/session HTTP/1.1',
  'GET /v1/../v1/session HTTP/1.1',
  'GET /v1/customers/\xff\xfe HTTP/1.1',
  'GET /v1/session#x HTTP/1.1',
  'GET ? HTTP/1.1',
  'GET http:// HTTP/1.1',
  'GET http://[::1 HTTP/1.1',
  'GET http://localhost:99999/ HTTP/1.1',
  'PRI * HTTP/2.0\r\n\r\nSM',
];

const HEADERS = [
  'x : y',
  ': y',
  'x',
  'x\x00y: z',
  'x: a\x00b',
  'x: a\rb',
  'x: a\nb: c',
  'x: a\r\n folded',
  '\xc3\xa4: y',
  'x: \xff\xfe',
  'transfer-encoding: xchunked',
  'transfer-encoding: chunked, identity',
  'transfer-encoding: chunked\r\ntransfer-encoding: chunked',
  'transfer-encoding : chunked',
  'expect: 100-continue',
  'expect: something else',
  'upgrade: websocket\r\nconnection: upgrade',
  'upgrade: h2c\r\nconnection: upgrade, http2-settings\r\nhttp2-settings: AAMAAABkAAQAAP__',
  'connection: close, keep-alive, x',
  'host: evil.example',
  'te: trailers',
  'content-encoding: gzip\r\ncontent-encoding: br',
  'content-type: application/json\r\ncontent-type: text/plain',
  'idempotency-key: a\r\nidempotency-key: b',
];

const KINDS: Readonly<Record<string, Make>> = {
  'an odd request line': ({ dice }) => bytesOf([dice.pick(LINES), 'host: localhost']),
  'an odd header': ({ dice, authorization }) =>
    bytesOf(
      [POST, ...SENT, authorization, `content-length: ${EVENT.length}`, dice.pick(HEADERS)],
      EVENT,
    ),
  'an odd length': ({ dice, authorization }) =>
    bytesOf([POST, ...SENT, authorization, `content-length: ${dice.pick(LENGTHS)}`], '{}'),
  'odd chunks': ({ dice, authorization }) =>
    bytesOf([POST, ...SENT, authorization, 'transfer-encoding: chunked'], dice.pick(CHUNKS)),
  'a length and chunks': ({ dice, authorization }) =>
    bytesOf(
      [POST, ...SENT, authorization, 'transfer-encoding: chunked', 'content-length: 2'],
      dice.pick(CHUNKS),
    ),
  'many headers': ({ dice, authorization }) => {
    const many = Array.from(
      { length: dice.pick([150, 250, 1_000, 10_000]) },
      (_, index) => `h${index}: 1`,
    );
    return bytesOf([GET, 'host: localhost', ...many, authorization]);
  },
  'lines that end otherwise': ({ authorization }) =>
    Buffer.from(`${[GET, 'host: localhost', authorization].join('\n')}\n\n`, 'latin1'),
  'a byte changed': ({ dice, authorization }) => {
    const bytes = whole(authorization);
    bytes[dice.below(bytes.length)] = dice.below(256);
    return bytes;
  },
  'cut short': ({ dice, authorization }) => {
    const bytes = whole(authorization);
    return bytes.subarray(0, dice.below(bytes.length));
  },
  'one behind the other': ({ dice, authorization }) =>
    Buffer.concat([
      whole(authorization),
      bytesOf([dice.pick(LINES), 'host: localhost']),
      whole(authorization),
    ]),
  noise: ({ dice }) =>
    Buffer.from(Array.from({ length: dice.below(2_000) }, () => dice.below(256))),
};

const POST = 'POST /v1/events HTTP/1.1';
const GET = 'GET /v1/session HTTP/1.1';
const SENT = ['host: localhost', 'content-type: application/json'];

function whole(authorization: string): Buffer {
  return bytesOf([POST, ...SENT, authorization, `content-length: ${EVENT.length}`], EVENT);
}

function bytesOf(lines: readonly string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}
