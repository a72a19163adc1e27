import { afterAll, beforeAll, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import { openApp, type TestApp } from '../http/open-app.ts';
import { joinAsOperator, openBrowser, PASSWORD, type TestBrowser } from './browser.ts';
import { totp } from './totp.ts';

let app: TestApp;

beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const SET_UP = '/auth/account/second-factor';

interface WithSecondFactor {
  readonly browser: TestBrowser;
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

async function joinWithSecondFactor(email: string): Promise<WithSecondFactor> {
  const browser = await joinAsOperator(app, email);
  const { json } = await browser.post(SET_UP, { password: PASSWORD });
  expect(json.uri).toMatch(/^otpauth:\/\/totp\/Fuelgauge/);
  const confirmed = await browser.post(`${SET_UP}/confirm`, { code: totp(json.secret) });
  expect(confirmed.status).toBe(200);
  return { browser, secret: json.secret, backupCodes: json.backup_codes };
}

async function halfSignedIn(email: string): Promise<TestBrowser> {
  const browser = openBrowser(app);
  const { json } = await browser.post('/auth/sign-in', { email, password: PASSWORD });
  expect(json).toEqual({ state: 'second_factor_needed', person: null });
  return browser;
}

test('a second factor is asked for once a code has confirmed it, and not before', async () => {
  const email = 'totp@example.com';
  const first = await joinAsOperator(app, email);
  expect((await first.post(SET_UP, { password: 'not the one' })).json.code).toBe('password_wrong');
  const { json } = await first.post(SET_UP, { password: PASSWORD });
  const early = await openBrowser(app).post('/auth/sign-in', { email, password: PASSWORD });
  expect(early.json.state).toBe('signed_in');
  expect((await first.post(`${SET_UP}/confirm`, { code: '000000' })).json.code).toBe(
    'second_factor_failed',
  );
  expect((await first.post(`${SET_UP}/confirm`, { code: totp(json.secret) })).status).toBe(200);
  expect((await first.get('/auth/account')).json.person.second_factor).toBe(true);
  const browser = await halfSignedIn(email);
  expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
  expect(browser.setCookies.join()).not.toMatch(/session_token=[^;]/);
  const given = await browser.post('/auth/second-factor', { code: totp(json.secret, 1) });
  expect(given.json).toMatchObject({ state: 'signed_in', person: { email, second_factor: true } });
  expect((await browser.get('/auth/account')).status).toBe(200);
});

test.each(engines)('a code works once, of many at once too, on %s', async (engine) => {
  const lone = await openApp(engine);
  try {
    const email = 'once@example.com';
    const first = await joinAsOperator(lone, email);
    const { secret } = (await first.post(SET_UP, { password: PASSWORD })).json;
    // The code that confirmed is spent as well.
    const code = totp(secret);
    expect((await first.post(`${SET_UP}/confirm`, { code })).status).toBe(200);
    const enter = async (given: string) => {
      const browser = openBrowser(lone);
      await browser.post('/auth/sign-in', { email, password: PASSWORD });
      return (await browser.post('/auth/second-factor', { code: given })).json;
    };
    expect((await enter(code)).code).toBe('second_factor_failed');
    const next = totp(secret, 1);
    const answers = await Promise.all([enter(next), enter(next), enter(next)]);
    expect(answers.filter(({ state }) => state === 'signed_in')).toHaveLength(1);
    expect(answers.filter((each) => each.code === 'second_factor_failed')).toHaveLength(2);
  } finally {
    await lone.close();
  }
});

test('a backup code works once, and other ones replace all there were', async () => {
  const email = 'backup@example.com';
  const { browser, backupCodes } = await joinWithSecondFactor(email);
  expect(backupCodes).toHaveLength(10);
  const [backup_code, unused] = backupCodes;
  const first = await halfSignedIn(email);
  expect((await first.post('/auth/second-factor', { backup_code })).status).toBe(200);
  const second = await halfSignedIn(email);
  expect((await second.post('/auth/second-factor', { backup_code })).json.code).toBe(
    'second_factor_failed',
  );
  const renewed = await browser.post(`${SET_UP}/backup-codes`, { password: PASSWORD });
  expect(renewed.json.backup_codes).toHaveLength(10);
  const third = await halfSignedIn(email);
  const old = await third.post('/auth/second-factor', { backup_code: unused });
  expect(old.json.code).toBe('second_factor_failed');
});

test('codes cannot be guessed: five for a password, ten in a row for an account', async () => {
  const email = 'guessed@example.com';
  const { secret } = await joinWithSecondFactor(email);
  const codes: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const browser = await halfSignedIn(email);
    for (let guess = 0; guess < 6; guess += 1) {
      const { json } = await browser.post('/auth/second-factor', { code: '000000' });
      codes.push(json.code);
    }
  }
  expect(codes.filter((code) => code === 'second_factor_failed').length).toBeLessThanOrEqual(10);
  expect(codes.at(-1)).toBe('attempts_exhausted');
  const late = await (await halfSignedIn(email)).post('/auth/second-factor', {
    code: totp(secret),
  });
  expect(late.json.code).toBe('attempts_exhausted');
});

test('without a password before it a code is worth nothing', async () => {
  const { secret } = await joinWithSecondFactor('alone@example.com');
  const answer = await openBrowser(app).post('/auth/second-factor', { code: totp(secret) });
  expect(answer.json.code).toBe('sign_in_failed');
});

test('it is removed with the password, and by an operator for a lost phone', async () => {
  const email = 'lost@example.com';
  const { browser } = await joinWithSecondFactor(email);
  const body = { email, remove_second_factor: true };
  const link = await app.ask({ method: 'POST', path: '/v1/password-links', json: body });
  expect(link.status).toBe(201);
  expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
  const again = openBrowser(app);
  const { json } = await again.post('/auth/sign-in', { email, password: PASSWORD });
  expect(json).toMatchObject({ state: 'signed_in', person: { second_factor: false } });
  const other = await joinWithSecondFactor('removed@example.com');
  const path = `${SET_UP}/remove`;
  expect((await other.browser.post(path, { password: 'not the one' })).json.code).toBe(
    'password_wrong',
  );
  expect((await other.browser.post(path, { password: PASSWORD })).status).toBe(200);
  expect((await other.browser.get('/auth/account')).json.person.second_factor).toBe(false);
});
