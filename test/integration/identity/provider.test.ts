import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, startProvider, type TestProvider } from '../../support/oidc-provider.ts';
import { openApp, type TestApp } from '../http/open-app.ts';
import { joinAsOperator, openBrowser, type TestBrowser, tokenOf } from './browser.ts';

let provider: TestProvider;
let app: TestApp;

beforeAll(async () => {
  provider = await startProvider('http://localhost:4000/auth/callback/oidc');
  const oidc = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Example ID',
    domains: ['allowed.example'],
  };
  app = await openApp('pglite', { signIn: { oidc } });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

function be(email: string, more: { sub?: string; email_verified?: boolean } = {}): void {
  provider.account = { sub: email, email, email_verified: true, name: 'Pat', ...more };
}

/** Goes to the provider and comes back; answers where to. */
async function goThere(browser: TestBrowser, path = '/auth/provider'): Promise<string> {
  const { json } = await browser.post(path, { return_to: '/acme?from=2026-11-01' });
  expect(json.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\?/);
  const back = new URL(await provider.agree(json.url));
  const { status, headers } = await browser.get(`${back.pathname}${back.search}`);
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

test('an address of an allowed domain signs in and needs no invitation', async () => {
  be('pat@allowed.example');
  expect((await openBrowser(app).get('/auth/methods')).json).toEqual({
    password: true,
    provider: { name: 'Example ID' },
    mail: false,
  });
  const browser = openBrowser(app);
  expect(await goThere(browser)).toBe('/acme?from=2026-11-01');
  expect((await browser.get('/auth/account')).json).toMatchObject({
    person: { email: 'pat@allowed.example', name: 'Pat', operator: false },
    password: false,
    provider: true,
  });
  const again = openBrowser(app);
  await goThere(again);
  const [first, second] = await Promise.all(
    [browser, again].map(async (each) => (await each.get('/auth/account')).json.person.id),
  );
  expect(second).toBe(first);
});

test('nobody else gets an account: not uninvited, nor with an address that is not verified', async () => {
  be('stranger@other.example');
  const stranger = openBrowser(app);
  expect(await goThere(stranger)).toBe('/sign-in?error=not_invited');
  be('liar@allowed.example', { email_verified: false });
  expect(await goThere(openBrowser(app))).toBe('/sign-in?error=email_not_verified');
  expect((await stranger.get('/auth/account')).json.code).toBe('signed_out');
  const people = await app.context.database.query(
    "select 1 from person where email in ('stranger@other.example', 'liar@allowed.example')",
  );
  expect(people).toEqual([]);
});

test('who was invited comes by the provider, then accepts', async () => {
  const email = 'invited@other.example';
  const { json } = await app.ask({ method: 'POST', path: '/v1/operators', json: { email } });
  be(email);
  const browser = openBrowser(app);
  expect(await goThere(browser)).toBe('/acme?from=2026-11-01');
  const accepted = await browser.post(`/v1/invitations/${tokenOf(json.url)}`);
  expect(accepted.json.person).toMatchObject({ email, operator: true });
});

test('the provider takes no account over: its owner lets it in first', async () => {
  const email = 'owner@allowed.example';
  const owner = await joinAsOperator(app, email);
  be(email, { sub: 'somebody-new' });
  const thief = openBrowser(app);
  expect(await goThere(thief)).toBe('/sign-in?error=not_linked');
  expect((await thief.get('/auth/account')).json.code).toBe('signed_out');
  await goThere(owner, '/auth/account/provider');
  expect((await owner.get('/auth/account')).json).toMatchObject({ password: true, provider: true });
  const browser = openBrowser(app);
  await goThere(browser);
  expect((await browser.get('/auth/account')).json.person.email).toBe(email);
});

test('coming back works once, and in the browser that left', async () => {
  be('once@allowed.example');
  const browser = openBrowser(app);
  const { json } = await browser.post('/auth/provider', {});
  const back = new URL(await provider.agree(json.url));
  const path = `${back.pathname}${back.search}`;
  const other = await openBrowser(app).get(path);
  expect(other.headers.get('location')).toBe('/sign-in?error=failed');
  const forged = path.replace(/state=[^&]+/, 'state=forged');
  expect((await browser.get(forged)).headers.get('location')).toBe('/sign-in?error=failed');
  const bare = await browser.get('/auth/callback/oidc?error=<script>&error_description=hello');
  expect(bare.headers.get('location')).toBe('/sign-in?error=failed');
});

test('nobody is led to another site', async () => {
  for (const return_to of ['https://evil.example', '//evil.example', '/\\evil.example', 'x']) {
    const { json } = await openBrowser(app).post('/auth/provider', { return_to });
    expect(json.code).toBe('body_invalid');
  }
});

test('a provider that is away is said to be, and asked again the next time', async () => {
  const gone = await startProvider('http://localhost:4000/auth/callback/oidc');
  const oidc = {
    issuer: gone.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Gone',
    domains: [],
  };
  await gone.close();
  const lone = await openApp('pglite', { signIn: { oidc } });
  try {
    const { json } = await openBrowser(lone).post('/auth/provider', {});
    expect(json.code).toBe('provider_unavailable');
    const wrong = { email: 'a@example.com', password: 'a password' };
    const { json: refused } = await openBrowser(lone).post('/auth/sign-in', wrong);
    expect(refused.code).toBe('sign_in_failed');
  } finally {
    await lone.close();
  }
});

test('a provider that takes a connection and never answers is waited for a while', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const oidc = {
    issuer: `http://127.0.0.1:${port}`,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Silent',
    domains: [],
  };
  const lone = await openApp('pglite', { signIn: { oidc, providerTimeoutMs: 100 } });
  try {
    const { json } = await openBrowser(lone).post('/auth/provider', {});
    expect(json.code).toBe('provider_unavailable');
  } finally {
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    await lone.close();
  }
});
