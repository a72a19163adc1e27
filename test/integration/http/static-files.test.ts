import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from './open-app.ts';

const SCRIPT = 'let page;'.repeat(100);
const PAGE = '<!doctype html><head><title>The page</title></head>';

describe('the page', () => {
  let directory: string;
  let own: TestApp;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'fuelgauge-page-'));
    for (const [name, content] of [
      ['index.html', PAGE],
      ['theme.js', 'let theme;'],
      ['favicon.svg', '<svg/>'],
      ['assets/index-abc.js', SCRIPT],
      ['assets/index-abc.js.br', brotliCompressSync(SCRIPT)],
      ['assets/index-abc.js.gz', gzipSync(SCRIPT)],
      ['.vite/manifest.json', '{}'],
      ['notes.exe', 'no'],
    ] as const) {
      mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
      writeFileSync(path.join(directory, name), content);
    }
    own = await openApp('pglite', { webDirectory: directory });
  });
  afterAll(async () => {
    await own.close();
    rmSync(directory, { recursive: true });
  });

  test.each(['/', '/c/acme', '/c/acme/usage/by-model', '/op', '/op/customers'])(
    'is served at %s and kept by nobody',
    async (at) => {
      const { status, text, headers } = await own.ask({ path: at, key: null });
      expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([
        200,
        'no-store',
        null,
      ]);
      expect(headers.get('vary')).toBe('accept-encoding, cookie');
      expect(text.replace(/<script.*<\/script>/, '')).toBe(PAGE);
    },
  );

  test.each(['br', 'gzip'])('is compressed with %s for who can read that', async (encoding) => {
    const { headers } = await own.ask({
      path: '/',
      key: null,
      headers: { 'accept-encoding': encoding },
    });
    expect(headers.get('content-encoding')).toBe(encoding);
  });

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('has assets that the build compressed with %s', async (encoding, unpack) => {
    const at = '/assets/index-abc.js';
    const headers = { 'accept-encoding': encoding };
    const answer = await own.app.fetch(new Request(`http://localhost${at}`, { headers }));
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeLessThan(100);
    expect(unpack(bytes).toString()).toBe(SCRIPT);
  });

  test('has assets that never change, compressed for who can read that', async () => {
    const plain = await own.ask({ path: '/assets/index-abc.js', key: null });
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const small = await own.ask({
      path: '/assets/index-abc.js',
      key: null,
      headers: { 'accept-encoding': 'gzip;q=0.5, br' },
    });
    expect(small.headers.get('content-encoding')).toBe('br');
    const refused = await own.ask({
      path: '/assets/index-abc.js',
      key: null,
      headers: { 'accept-encoding': 'br;q=0' },
    });
    expect(refused.headers.get('content-encoding')).toBeNull();
    expect((await own.ask({ path: '/theme.js', key: null })).headers.get('cache-control')).toBe(
      'no-cache',
    );
    expect((await own.ask({ path: '/favicon.svg', key: null })).headers.get('content-type')).toBe(
      'image/svg+xml',
    );
  });

  test.each([
    '/.vite/manifest.json',
    '/notes.exe',
    '/index.html',
    '/assets',
    '/assets/',
    '/assets/index-abc.js.br',
    '/assets/index-abc.js.gz',
    '/assets/../.vite/manifest.json',
    '/assets/%2e%2e/index.html',
  ])('shows nothing at %s', async (at) => {
    expect((await own.ask({ path: at, key: null })).status).toBe(404);
  });

  test('says so when it is not built', async () => {
    const bare = await openApp('pglite', { webDirectory: path.join(directory, 'nowhere') });
    const { status, text } = await bare.ask({ path: '/', key: null });
    expect([status, text]).toEqual([200, expect.stringContaining('The page is not built')]);
    await bare.close();
  });
});
