import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../../server/src/http/routes.ts';
import { exampleOf } from '../http/example-requests.ts';
import { openApp, type TestApp } from '../http/open-app.ts';
import { joinAsOperator, openBrowser, PASSWORD, type TestBrowser } from './browser.ts';

let app: TestApp;
let victim: TestBrowser;
let browser: TestBrowser;
let victimId: string;

beforeAll(async () => {
  app = await openApp();
  victim = await joinAsOperator(app, 'victim@example.com');
  victimId = (await victim.get('/auth/account')).json.person.id;
  browser = await joinAsOperator(app, 'browser@example.com');
});
afterAll(() => app.close());

const posts = routes
  .filter(({ method, path, body }) => method === 'POST' && body && /^\/(auth|v1\/inv)/.test(path))
  .map(({ operationId }) => operationId);

test.each(posts)('%s takes nobody’s identity from the body', async (operationId) => {
  const { path, json } = exampleOf(operationId);
  for (const field of [
    'userId',
    'user_id',
    'id',
    'isOperator',
    'operator',
    'role',
    'session',
    'token',
  ])
    for (const value of [victimId, true, { id: victimId }]) {
      const body = { ...(json as object), [field]: value };
      const answer = await browser.post(path, body);
      expect([field, answer.status, answer.json.code]).toEqual([field, 422, 'body_invalid']);
    }
  expect((await victim.get('/auth/account')).json.person).toMatchObject({ id: victimId });
});

test.each(posts)(
  '%s refuses bodies that are twice what they say, no object, or too large',
  async (operationId) => {
    const { path } = exampleOf(operationId);
    const headers = { 'content-type': 'application/json' };
    for (const [body, code] of [
      ['{"email":"a@example.com","email":"victim@example.com"}', 'duplicate_key'],
      ['{"__proto__":{"isOperator":true}}', 'body_invalid'],
      ['[]', 'body_invalid'],
      ['null', 'body_invalid'],
      ['"x"', 'body_invalid'],
      ['{"email":', 'body_unreadable'],
      [`{"password":"${'x'.repeat(9 * 1024 * 1024)}"}`, 'body_too_large'],
    ] as const) {
      const answer = await browser.ask({ method: 'POST', path, body, headers });
      expect([body.slice(0, 40), answer.json.code]).toEqual([body.slice(0, 40), code]);
    }
  },
);

test('a form, which other sites can send, is not understood', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = `email=victim%40example.com&password=${encodeURIComponent(PASSWORD)}`;
  const answer = await openBrowser(app).ask({
    method: 'POST',
    path: '/auth/sign-in',
    body,
    headers,
  });
  expect(answer.json.code).toBe('content_type_unsupported');
});

test('the library’s own addresses lead nowhere', async () => {
  for (const path of [
    '/auth/sign-up/email',
    '/auth/sign-in/email',
    '/auth/update-user',
    '/auth/change-email',
    '/auth/delete-user',
    '/auth/get-session',
    '/auth/callback/other',
    '/auth/two-factor/disable',
    '/auth/error',
  ]) {
    const answer = await browser.post(path, { email: 'new@example.com', password: PASSWORD });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
