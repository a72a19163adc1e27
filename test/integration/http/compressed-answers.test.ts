import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JSON_TYPE, OPERATOR, openApp, setUp, type TestApp, work } from './open-app.ts';

const LARGE = '/v1/customers/acme/activity';
const SMALL = '/v1/session';

describe('an answer', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp();
    await setUp(app);
    const events = Array.from({ length: 20 }, (_, index) => work(`event-${index}`));
    await app.ask({ method: 'POST', path: '/v1/events', json: events });
  });
  afterAll(() => app.close());

  const answered = async (path: string, accepted: string | null, method = 'GET') => {
    const headers = new Headers({ authorization: `Bearer ${OPERATOR}`, ...JSON_TYPE });
    if (accepted !== null) headers.set('accept-encoding', accepted);
    const sent = { method, headers, ...(method === 'POST' && { body: JSON.stringify(BATCH) }) };
    const response = await app.app.fetch(new Request(`http://localhost${path}`, sent));
    const bytes = Buffer.from(await response.arrayBuffer());
    return { bytes, headers: response.headers, encoding: response.headers.get('content-encoding') };
  };

  test.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, br;q=0', gunzipSync],
  ])(
    'of more than a packet travels as %s to whoever takes it so',
    async (encoding, accepted, unpack) => {
      const plain = await answered(LARGE, null);
      expect([plain.encoding, plain.headers.get('vary')]).toEqual([null, 'accept-encoding']);
      const packed = await answered(LARGE, accepted);
      expect([packed.encoding, packed.headers.get('vary')]).toEqual([encoding, 'accept-encoding']);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 4);
      const [read, same] = [unpack(packed.bytes), plain.bytes].map(
        (bytes) => JSON.parse(`${bytes}`) as { readonly data: unknown },
      );
      expect(read?.data).toEqual(same?.data);
    },
  );

  test('that is small, and any to what is recorded, travels as it is', async () => {
    expect((await answered(SMALL, 'br')).encoding).toBeNull();
    const recorded = await answered('/v1/events', 'br', 'POST');
    expect(recorded.bytes.length).toBeGreaterThan(1400);
    expect(recorded.encoding).toBeNull();
  });
});

const BATCH = Array.from({ length: 100 }, (_, index) => work(`batch-${index}`));
