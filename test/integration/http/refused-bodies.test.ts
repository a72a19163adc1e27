import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bounds } from '../../../server/src/bounds.ts';
import { routes } from '../../../server/src/http/routes.ts';
import { DEPTH_MAX } from '../../../server/src/http/strict-json.ts';
import { exampleOf } from './example-requests.ts';
import {
  type Answered,
  type Ask,
  JSON_TYPE,
  openApp,
  setUp,
  type TestApp,
  work,
} from './open-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
  await setUp(app);
  await app.ask({ method: 'POST', path: '/v1/events', json: work('example') });
});
afterAll(() => app.close());

const takers = routes
  .filter(({ body }) => body !== undefined)
  .map(({ operationId }) => operationId);

function sendTo(
  operationId: string,
  { body, headers = {} }: { body: string | Uint8Array; headers?: Record<string, string> },
): Promise<Answered> {
  const { json: _, ...example } = exampleOf(operationId);
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return app.ask({ ...example, body: bytes, headers: { ...JSON_TYPE, ...headers } } as Ask);
}

const utf16 = new Uint8Array(Buffer.from('{"name":"x"}', 'utf16le'));
const deep = `{"name":${'['.repeat(DEPTH_MAX)}${']'.repeat(DEPTH_MAX)}}`;
const bomb = gzipSync(Buffer.alloc(bounds.bodyBytes * 20, ' '));

const cases: readonly (readonly [
  what: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
  expected: { status: number; code: string },
])[] = [
  ['nothing at all', '{', {}, { status: 400, code: 'body_unreadable' }],
  ['a comma too many', '{"name":"x",}', {}, { status: 400, code: 'body_unreadable' }],
  ['NaN', '{"name":NaN}', {}, { status: 400, code: 'body_unreadable' }],
  ['a byte order mark', '\ufeff{}', {}, { status: 400, code: 'body_unreadable' }],
  ['UTF-16', utf16, {}, { status: 400, code: 'body_unreadable' }],
  [
    'bytes that are no UTF-8',
    new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    {},
    { status: 400, code: 'body_unreadable' },
  ],
  ['too many levels', deep, {}, { status: 400, code: 'body_unreadable' }],
  ['ten thousand levels', '['.repeat(10_000), {}, { status: 400, code: 'body_unreadable' }],
  ['a name given twice', '{"name":"x","name":"y"}', {}, { status: 400, code: 'duplicate_key' }],
  ['1e400', '{"name":1e400}', {}, { status: 400, code: 'number_inexact' }],
  ['half of a surrogate pair', '{"name":"\\ud800"}', {}, { status: 400, code: 'text_malformed' }],
  ['NUL', '{"name":"\\u0000"}', {}, { status: 400, code: 'text_malformed' }],
  [
    'one byte too many',
    ' '.repeat(bounds.bodyBytes + 1),
    {},
    { status: 413, code: 'body_too_large' },
  ],
  ['a gzip bomb', bomb, { 'content-encoding': 'gzip' }, { status: 413, code: 'body_too_large' }],
  [
    'truncated gzip',
    gzipSync('{"name":"x"}').subarray(0, 20),
    { 'content-encoding': 'gzip' },
    { status: 400, code: 'body_unreadable' },
  ],
  [
    'text that says it is gzip',
    '{}',
    { 'content-encoding': 'gzip' },
    { status: 400, code: 'body_unreadable' },
  ],
  [
    'an encoding nobody knows',
    '{}',
    { 'content-encoding': 'lzma' },
    { status: 415, code: 'content_encoding_unsupported' },
  ],
  [
    'gzip within gzip',
    gzipSync(gzipSync('{}')),
    { 'content-encoding': 'gzip, gzip' },
    { status: 415, code: 'content_encoding_unsupported' },
  ],
  [
    'a form',
    'name=x',
    { 'content-type': 'application/x-www-form-urlencoded' },
    { status: 415, code: 'content_type_unsupported' },
  ],
  [
    'plain text',
    '{}',
    { 'content-type': 'text/plain' },
    { status: 415, code: 'content_type_unsupported' },
  ],
  [
    'Latin-1',
    '{}',
    { 'content-type': 'application/json; charset=iso-8859-1' },
    { status: 415, code: 'content_type_unsupported' },
  ],
];

describe.each(takers)('%s refuses', (operationId) => {
  test.each(cases)('%s', async (...[, body, headers, expected]) => {
    const { status, json } = await sendTo(operationId, { body, headers });
    expect({ status, code: json.code }).toEqual(expected);
    expect(json.detail.length).toBeGreaterThan(15);
  });

  const isListed = operationId === 'recordEvents';
  const others =
    operationId === 'publishCatalog'
      ? ['[]', '"x"', 'null', '5']
      : ['"x"', 'null', '5', ...(isListed ? [] : ['[]'])];
  test.each(others)('%s where an object is asked for', async (body) => {
    const { status, json } = await sendTo(operationId, { body });
    expect(status).toBe(422);
    expect(json.errors[0]).toHaveProperty('pointer');
  });

  test('A9: a field that there is not, whatever it is called', async () => {
    for (const field of [
      'colour',
      '__proto__',
      'constructor',
      'balance',
      'customer_id',
      'role',
      'is_test',
      'actor',
    ]) {
      const example = exampleOf(operationId).json as object;
      const body =
        `{${JSON.stringify(field)}:{"polluted":1},${JSON.stringify(example).slice(1)}`.replace(
          /,}$/,
          '}',
        );
      const { status, json } = await sendTo(operationId, { body });
      expect([field, status]).toEqual([field, 422]);
      // In a catalog, names that begin with an underscore are comments.
      if (operationId === 'publishCatalog' && field.startsWith('_')) continue;
      expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(`/${field}`);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('nothing in silence: the server goes on, and nothing was logged as a fault', async () => {
    expect((await app.ask({ path: '/healthz' })).status).toBe(200);
    expect(app.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('bodies', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('may come as %s', async (encoding, compress) => {
    const body = new Uint8Array(compress(JSON.stringify({ name: `Acme ${encoding}` })));
    const { status, json } = await sendTo('putCustomer', {
      body,
      headers: { 'content-encoding': encoding },
    });
    expect([status, json.name]).toEqual([200, `Acme ${encoding}`]);
  });

  test('may say they are UTF-8', async () => {
    const headers = { 'content-type': 'Application/JSON; charset="UTF-8"' };
    expect((await sendTo('putCustomer', { body: '{"name":"Ä"}', headers })).json.name).toBe('Ä');
  });

  test('of many names are answered quickly', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `"n${index}":1`).join(',');
    const { status, json } = await sendTo('putCustomer', { body: `{${names}}` });
    expect(status).toBe(422);
    expect(json.errors).toHaveLength(100);
  });
});

describe('fields', () => {
  const wrong: readonly (readonly [
    operationId: string,
    json: unknown,
    status: number,
    pointer: string,
  ])[] = [
    ['putCustomer', { name: 5 }, 422, '/name'],
    ['putCustomer', { plan: 'nothing' }, 422, '/plan'],
    ['putCustomer', { time_zone: 'Mars/Olympus' }, 422, '/time_zone'],
    ['putCustomer', { effective_at: 'now' }, 422, '/effective_at'],
    ['putCustomer', { catalog: 'another' }, 409, '/catalog'],
    ['putCustomer', { test: true }, 409, '/test'],
    ['putCustomer', { test: 'yes' }, 422, '/test'],
    [
      'putCustomer',
      { price_per_credit: { amount: '-1', currency: 'EUR' } },
      422,
      '/price_per_credit/amount',
    ],
    [
      'putCustomer',
      { price_per_credit: { amount: '1e400', currency: 'EUR' } },
      422,
      '/price_per_credit/amount',
    ],
    [
      'putCustomer',
      { price_per_credit: { amount: '1', currency: 'euro' } },
      422,
      '/price_per_credit/currency',
    ],
    ['issueGrant', { kind: 'bought' }, 422, '/amount'],
    ['issueGrant', { kind: 'bought', amount: 5 }, 422, '/amount'],
    ['issueGrant', { kind: 'bought', amount: '-5' }, 422, '/amount'],
    ['issueGrant', { kind: 'bought', amount: 'NaN' }, 422, '/amount'],
    ['issueGrant', { kind: 'bought', amount: '1'.repeat(30) }, 422, '/amount'],
    ['issueGrant', { kind: 'bought', amount: '9999999999' }, 422, '/amount'],
    ['issueGrant', { kind: 'nothing', amount: '5' }, 422, '/kind'],
    ['issueGrant', { kind: 'bought', amount: '5', expires_at: 'soon' }, 422, '/expires_at'],
    [
      'issueGrant',
      { kind: 'bought', amount: '5', expires_at: '1999-01-01T00:00:00Z' },
      422,
      '/expires_at',
    ],
    ['issueGrant', { kind: 'bought', amount: '5', priority: 1e9 }, 422, '/priority'],
    ['issueGrant', { kind: 'bought', amount: '5', applies_to: ['nothing'] }, 422, '/applies_to'],
    [
      'issueGrant',
      { kind: 'bought', amount: '5', effective_at: '9999-12-31T23:59:59Z' },
      422,
      '/effective_at',
    ],
    ['voidGrant', {}, 422, '/reason'],
    ['voidEvent', { id: 'example' }, 422, '/reason'],
    ['voidEvent', { id: '', reason: 'x' }, 422, '/id'],
    ['voidEvent', { id: 'absent', reason: 'x' }, 404, '/id'],
    ['amendEvent', { id: 'example', reason: 'x', data: { amount: -1 } }, 422, '/data/amount'],
    ['amendEvent', { id: 'example', reason: 'x', data: { amount: 'NaN' } }, 422, '/data/amount'],
    [
      'amendEvent',
      { id: 'example', reason: 'x', dimensions: { colour: 'red' } },
      422,
      '/dimensions/colour',
    ],
    ['amendEvent', { id: 'example', reason: 'x', occurred_at: 'then' }, 422, '/occurred_at'],
    ['putDirectoryEntry', { name: 'x'.repeat(1025) }, 422, '/name'],
    ['putDirectoryEntry', { parent: '' }, 422, '/parent'],
    ['putDirectoryEntry', { effective_at: '2026-13-01' }, 422, '/effective_at'],
    ['verify', { customers: 'acme' }, 422, '/customers'],
  ];

  test.each(wrong)(
    'of %s such as %o are refused with %i at %s',
    async (...[operationId, json, status, pointer]) => {
      const answer = await app.ask({ ...exampleOf(operationId), json });
      expect(answer.status).toBe(status);
      expect(answer.json.errors?.map((each: { pointer: string }) => each.pointer)).toEqual([
        pointer,
      ]);
    },
  );

  test('of a catalog are refused all at once, each at its place', async () => {
    const { status, json } = await app.ask({
      ...exampleOf('publishCatalog'),
      json: { schema: 'credit-catalog/1', key: 'Bad key', meters: 5 },
    });
    expect([status, json.code]).toEqual([422, 'catalog_invalid']);
    expect(json.errors.length).toBeGreaterThan(5);
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/key', '/meters']),
    );
  });
});
