import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSession } from '../../../server/src/identity/find-session.ts';
import { openPeople } from '../../../server/src/identity/people.ts';
import { CATALOG } from '../../isolation/isolation-catalog.ts';
import { engines } from '../../support/databases.ts';
import { openApp, type TestApp } from '../http/open-app.ts';
import { joinAsOperator, openBrowser, PASSWORD, tokenOf } from './browser.ts';

let count = 0;

function newEmail(): string {
  count += 1;
  return `ada-${count}@example.com`;
}

describe.each(engines)('signing in on %s', (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await openApp(engine, { hosts: ['credits.example.com'] });
  });
  afterAll(() => app.close());

  test('an operator’s link makes an account, once, and signs it in', async () => {
    const email = newEmail();
    const { status, json } = await app.ask({
      method: 'POST',
      path: '/v1/operators',
      json: { email: email.toUpperCase() },
    });
    expect(status).toBe(201);
    expect(json.url).toMatch(/^http:\/\/localhost:4000\/invitation#[\w-]{32}$/);
    const path = `/v1/invitations/${tokenOf(json.url)}`;
    const browser = openBrowser(app);
    expect((await browser.get(path)).json).toMatchObject({ purpose: 'operator', email });
    const body = { name: 'Ada', password: PASSWORD };
    expect((await browser.post(path, body)).json).toMatchObject({
      person: { email, name: 'Ada', operator: true },
      customer: null,
    });
    expect((await browser.get('/auth/account')).json).toMatchObject({
      person: { email, operator: true, second_factor: false },
      password: true,
      provider: false,
    });
    expect((await openBrowser(app).post(path, body)).json.code).toBe('link_unknown');
    expect((await openBrowser(app).get(path)).json.code).toBe('link_unknown');
    const listed = await app.ask({ path: '/v1/operators' });
    expect(listed.json.data).toContainEqual(expect.objectContaining({ email, name: 'Ada' }));
    expect(JSON.stringify(listed.json)).not.toContain('password');
  });

  test('of many who follow one link at once, one becomes an operator', async () => {
    const email = newEmail();
    const { json } = await app.ask({ method: 'POST', path: '/v1/operators', json: { email } });
    const path = `/v1/invitations/${tokenOf(json.url)}`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        openBrowser(app).post(path, { name: `N${index}`, password: `${PASSWORD} ${index}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((each) => each === 409 || each === 404)).toBe(true);
    const [row] = await app.context.database.query<{ count: bigint }>(
      'select count(*) as count from credential c join person p using (person_id) where p.email = $1',
      [email],
    );
    expect(row?.count).toBe(1n);
  });

  test('a password signs in; whatever is wrong is refused in the same words', async () => {
    const email = newEmail();
    await joinAsOperator(app, email);
    const browser = openBrowser(app);
    const right = await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect(right.json).toMatchObject({ state: 'signed_in', person: { email } });
    const wrong = [
      { email, password: `${PASSWORD}!` },
      { email: 'nobody@example.com', password: PASSWORD },
      { email: 'no address', password: PASSWORD },
      { email, password: 'x'.repeat(1000) },
    ];
    const answers = new Set<string>();
    for (const body of wrong) {
      const { status, json } = await openBrowser(app).post('/auth/sign-in', body);
      const { request_id: _, ...rest } = json;
      answers.add(JSON.stringify([status, rest]));
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('sign_in_failed');
  });

  test('ten wrong passwords make an address wait, whether anybody has it', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    for (const each of [email, 'nobody-either@example.com']) {
      const tries = await Promise.all(
        Array.from({ length: 14 }, () =>
          openBrowser(app).post('/auth/sign-in', { email: each, password: 'wrong password' }),
        ),
      );
      const codes = tries.map(({ json }) => json.code).toSorted();
      expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(10);
      expect(codes.filter((code) => code === 'attempts_exhausted')).toHaveLength(4);
    }
    const late = await openBrowser(app).post('/auth/sign-in', { email, password: PASSWORD });
    expect(late.json.code).toBe('attempts_exhausted');
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await browser.get('/auth/account')).status).toBe(200);
    await app.context.database.query("update attempt set began_at = began_at - interval '16 min'");
    const again = await openBrowser(app).post('/auth/sign-in', { email, password: PASSWORD });
    expect(again.status).toBe(200);
  });

  test('cookies are for this host alone, out of scripts’ reach, and secure where there is TLS', async () => {
    const email = newEmail();
    await joinAsOperator(app, email);
    const plain = openBrowser(app);
    await plain.post('/auth/sign-in', { email, password: PASSWORD });
    const [session = ''] = plain.setCookies.filter((each) => each.includes('session_token'));
    expect(session).toMatch(/^fuelgauge\.session_token=/);
    expect(session).toMatch(/; Path=\/; HttpOnly; SameSite=Lax/);
    expect(session).not.toMatch(/Secure|Domain/);
    const secure = openBrowser(app, 'https://credits.example.com');
    await secure.post('/auth/sign-in', { email, password: PASSWORD, remember: false });
    const [host = ''] = secure.setCookies.filter((each) => each.includes('session_token'));
    expect(host).toMatch(/^__Host-fuelgauge\.session_token=/);
    expect(host).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    expect(host).not.toMatch(/Domain|Max-Age/);
    expect((await secure.get('/auth/account')).json.person.email).toBe(email);
  });

  test('a page of another site signs nobody in and out', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const path = '/auth/sign-out';
      const answer = await browser.ask({ method: 'POST', path, json: {}, headers });
      expect(answer.json.code).toBe('cross_site');
    }
    expect((await browser.get('/auth/account')).status).toBe(200);
  });

  test('signing out, here or everywhere, ends sessions at once', async () => {
    const email = newEmail();
    const first = await joinAsOperator(app, email);
    const second = openBrowser(app);
    const third = openBrowser(app);
    for (const each of [second, third])
      await each.post('/auth/sign-in', { email, password: PASSWORD });
    const stolen = new Map(second.cookies);
    const { json } = await first.get('/auth/sessions');
    expect(json.data).toHaveLength(3);
    expect(json.data[0]).not.toHaveProperty('token');
    expect(json.data.filter((each: { current: boolean }) => each.current)).toHaveLength(1);
    await second.post('/auth/sign-out');
    const thief = openBrowser(app);
    const cookie = [...stolen].map(([name, value]) => `${name}=${value}`).join('; ');
    const replayed = await thief.ask({ path: '/auth/account', headers: { cookie } });
    expect(replayed.json.code).toBe('signed_out');
    await first.post('/auth/sessions/end', { keep_current: true });
    expect((await third.get('/auth/account')).json.code).toBe('signed_out');
    expect((await first.get('/auth/account')).status).toBe(200);
    await first.post('/auth/sessions/end');
    expect((await first.get('/auth/account')).json.code).toBe('signed_out');
  });

  test('one session of one’s own is ended by its id; another’s is unknown', async () => {
    const email = newEmail();
    const first = await joinAsOperator(app, email);
    const other = await joinAsOperator(app, newEmail());
    const theirs = (await other.get('/auth/sessions')).json.data[0].id;
    const path = `/auth/sessions/${theirs}`;
    expect((await first.ask({ method: 'DELETE', path })).json.code).toBe('session_unknown');
    expect((await other.get('/auth/account')).status).toBe(200);
    const second = openBrowser(app);
    await second.post('/auth/sign-in', { email, password: PASSWORD });
    const own = (await second.get('/auth/account')).json.session.id;
    await first.ask({ method: 'DELETE', path: `/auth/sessions/${own}` });
    expect((await second.get('/auth/account')).json.code).toBe('signed_out');
  });

  test('a session ends when it expires, and a cookie of another secret is none', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    const seen = {
      origin: 'http://localhost:4000',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      userAgent: null,
    };
    const parts = { context: app.context, mail: undefined, oidc: null, onFault: () => {} };
    const secret = 'a secret of thirty-two characters or more';
    expect(await findSession(openPeople({ ...parts, secret }), seen)).toMatchObject({
      email,
      name: 'Ada',
      isOperator: true,
    });
    const foreign = openPeople({ ...parts, secret: secret.toUpperCase() });
    expect(await findSession(foreign, seen)).toBeUndefined();
    await app.context.database.query(
      "update session set expires_at = now() - interval '1 s' where person_id = (select person_id from person where email = $1)",
      [email],
    );
    expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
  });

  test('an operator who is removed is signed out and no operator any more', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    const pending = await app.ask({ method: 'POST', path: '/v1/operators', json: { email } });
    const path = `/v1/operators/${encodeURIComponent(email)}`;
    expect((await app.ask({ method: 'DELETE', path })).json).toEqual({ email });
    expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
    const late = await browser.get(`/v1/invitations/${tokenOf(pending.json.url)}`);
    expect(late.json.code).toBe('link_unknown');
    const again = await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect(again.json.person.operator).toBe(false);
    expect((await app.ask({ method: 'DELETE', path })).json.code).toBe('person_unknown');
  });

  test('changing the password asks for the one that holds, and ends every other session', async () => {
    const email = newEmail();
    const first = await joinAsOperator(app, email);
    const second = openBrowser(app);
    await second.post('/auth/sign-in', { email, password: PASSWORD });
    const path = '/auth/account/password';
    const next = 'another horse battery';
    const wrong = await first.post(path, { current_password: 'wrong wrong', password: next });
    expect(wrong.json.code).toBe('password_wrong');
    for (const weak of ['too short', 'aaaaaaaaaaaaaaaa', `x${email}x`]) {
      const refused = await first.post(path, { current_password: PASSWORD, password: weak });
      expect(refused.json).toMatchObject({ code: 'password_weak' });
    }
    const changed = await first.post(path, { current_password: PASSWORD, password: next });
    expect(changed.status).toBe(200);
    expect((await first.get('/auth/account')).status).toBe(200);
    expect((await second.get('/auth/account')).json.code).toBe('signed_out');
    const old = await openBrowser(app).post('/auth/sign-in', { email, password: PASSWORD });
    expect(old.json.code).toBe('sign_in_failed');
  });

  test('an operator’s link sets another password, once, and ends every session', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    const { json } = await app.ask({ method: 'POST', path: '/v1/password-links', json: { email } });
    expect(json.url).toContain('/reset-password#');
    const path = `/auth/password-resets/${tokenOf(json.url)}`;
    const reader = openBrowser(app);
    expect((await reader.get(path)).json.email).toBe(email);
    const password = 'a wholly different one';
    const answers = await Promise.all([1, 2].map(() => openBrowser(app).post(path, { password })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
    expect((await reader.post('/auth/sign-in', { email, password })).status).toBe(200);
    expect((await reader.get(`/v1/invitations/${tokenOf(json.url)}`)).json.code).toBe(
      'link_unknown',
    );
  });

  test('who is signed in accepts by that; whoever else is told whose it is', async () => {
    const email = newEmail();
    const browser = await joinAsOperator(app, email);
    await app.ask({ method: 'DELETE', path: `/v1/operators/${email}` });
    const { json } = await app.ask({ method: 'POST', path: '/v1/operators', json: { email } });
    const path = `/v1/invitations/${tokenOf(json.url)}`;
    const anew = { name: 'Eve', password: 'the password of eve' };
    expect((await openBrowser(app).post(path, anew)).json.code).toBe('person_exists');
    expect((await openBrowser(app).post(path)).json.code).toBe('signed_out');
    const other = await joinAsOperator(app, newEmail());
    expect((await other.post(path)).json.code).toBe('other_person');
    await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect((await browser.post(path)).json.person).toMatchObject({ email, operator: true });
    expect((await browser.post(path)).json.code).toBe('link_unknown');
  });

  test('roles of the product read nothing of people', async () => {
    for (const table of ['person', 'session', 'credential', 'second_factor', 'one_time_link']) {
      for (const customer of ['none', 'all'] as const) {
        const read = app.context.database.transaction({ customer }, (tx) =>
          tx.query(`select * from ${table}`),
        );
        await expect(read).rejects.toThrow(/permission denied/);
      }
    }
  });

  test('an operator who signed in does by hand what a key may, under their own name, and records nothing', async () => {
    const email = 'by.hand@example.com';
    const browser = await joinAsOperator(app, email);
    const { json: session } = await browser.get('/v1/session');
    expect(session).toMatchObject({ kind: 'operator', read_only: false });
    const plan = { catalog: 'by-hand', plan: 'pro' };
    const put = (path: string, json: object) => browser.ask({ method: 'PUT', path, json });
    expect((await put('/v1/catalog', { ...CATALOG, key: 'by-hand' })).status).toBeLessThan(300);
    expect((await put('/v1/customers/by-hand', plan)).status).toBe(201);
    const grant = { kind: 'bought', amount: '5', reason: 'goodwill' };
    const path = '/v1/customers/by-hand/grants';
    expect((await browser.post(path, grant)).status).toBe(201);
    const { json: audit } = await browser.get('/v1/customers/by-hand/audit');
    expect(audit.data[0]).toMatchObject({ act: 'grant.issue', actor: session.person.id });
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const forged = await browser.ask({ method: 'POST', path, json: grant, headers: elsewhere });
    expect(forged).toMatchObject({ status: 403, json: { code: 'cross_site' } });
    const event = { customer: 'by-hand', id: 'e', type: 'work', data: { amount: 1 } };
    expect((await browser.post('/v1/events', event)).json.code).toBe('scope_missing');
  });
});
