import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite } from '../../../server/src/identity/invite.ts';
import { invitationLetter } from '../../../server/src/mail/letters.ts';
import { type Mail, openMail } from '../../../server/src/mail/mail.ts';
import { CATALOG } from '../../isolation/isolation-catalog.ts';
import { openApp, type TestApp } from '../http/open-app.ts';
import { joinAsOperator, openBrowser, PASSWORD, tokenOf } from './browser.ts';

interface Received {
  readonly to: string;
  readonly text: string;
}

const received: Received[] = [];
let server: SMTPServer;
let mail: Mail;
let app: TestApp;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('refused') ? new Error('No such mailbox.') : null),
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('utf8');
      });
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: decoded(raw) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const from = 'Fuelgauge <credits@example.com>';
  mail = openMail({ url: `smtp://127.0.0.1:${port}`, from });
  app = await openApp('pglite', { signIn: { mail } });
});

afterAll(async () => {
  await app.close();
  mail.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** Quoted-printable, far enough for links and letters of German. */
function decoded(raw: string): string {
  const bytes = raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function lettersTo(address: string): Received[] {
  return received.filter(({ to }) => to === address);
}

function linkIn({ text }: Received): string {
  return /https?:\/\/\S+#[\w-]+/.exec(text)?.[0] ?? '';
}

test('a forgotten password is set by a letter, once; nobody learns who has an account', async () => {
  const email = 'forgetful@example.com';
  const browser = await joinAsOperator(app, email);
  const path = '/auth/password-resets';
  const answers = await Promise.all(
    [email, 'nobody@example.com'].map((each) => openBrowser(app).post(path, { email: each })),
  );
  expect(answers.map(({ status, json }) => [status, json])).toEqual([
    [200, {}],
    [200, {}],
  ]);
  await expect.poll(() => lettersTo(email).length, { timeout: 20_000 }).toBe(1);
  expect(lettersTo('nobody@example.com')).toEqual([]);
  const [letter] = lettersTo(email) as [Received];
  expect(letter.text).toContain('From: Fuelgauge <credits@example.com>');
  expect(letter.text).toContain('text/html');
  const link = linkIn(letter);
  expect(link).toMatch(/^http:\/\/localhost:4000\/reset-password#/);
  const password = 'remembered from now on';
  const reset = await openBrowser(app).post(`${path}/${tokenOf(link)}`, { password });
  expect(reset.status).toBe(200);
  expect((await browser.get('/auth/account')).json.code).toBe('signed_out');
  const signedIn = await openBrowser(app).post('/auth/sign-in', { email, password });
  expect(signedIn.status).toBe(200);
  const again = await openBrowser(app).post(`${path}/${tokenOf(link)}`, { password });
  expect(again.json.code).toBe('link_unknown');
});

test('one address is sent three letters within a while, however often it is asked', async () => {
  const email = 'flooded@example.com';
  await joinAsOperator(app, email);
  const ask = () =>
    openBrowser(app).post('/auth/password-resets', { email, language: 'de' as const });
  await Promise.all(Array.from({ length: 8 }, ask));
  await expect.poll(() => lettersTo(email).length, { timeout: 20_000 }).toBe(3);
  expect(lettersTo(email)[0]?.text).toContain('Für Ihr Konto wurde ein neues Passwort angefordert');
  const counted = await app.context.database.query<{ count: number }>(
    'select count from attempt where count = 8',
  );
  expect(counted).toHaveLength(1);
  expect(lettersTo(email)).toHaveLength(3);
});

test('an operator is invited by mail: the link is shown to nobody else', async () => {
  const email = 'invited@example.com';
  const json = { email, mail: true, language: 'de' };
  const invited = await app.ask({ method: 'POST', path: '/v1/operators', json });
  expect(invited.json).toMatchObject({ email, url: null });
  const [letter] = lettersTo(email) as [Received];
  expect(letter.text).toContain('diesen Fuelgauge-Server zu betreiben');
  const path = `/v1/invitations/${tokenOf(linkIn(letter))}`;
  const accepted = await openBrowser(app).post(path, { name: 'Zoë', password: PASSWORD });
  expect(accepted.json.person).toMatchObject({ email, name: 'Zoë', operator: true });
});

test('a letter that is not taken leaves no invitation behind', async () => {
  const email = 'refused@example.com';
  const json = { email, mail: true };
  const invited = await app.ask({ method: 'POST', path: '/v1/operators', json });
  expect(invited.json).toMatchObject({ code: 'mail_unavailable' });
  const links = await app.context.database.query('select 1 from one_time_link where email = $1', [
    email,
  ]);
  expect(links).toEqual([]);
});

test('a member’s invitation is kept before its letter goes out, and stays when that is not taken', async () => {
  const catalog = { ...CATALOG, key: 'letters' };
  await app.ask({ method: 'PUT', path: '/v1/catalog', json: catalog });
  const plan = { catalog: 'letters', plan: 'pro', name: 'Acme' };
  await app.ask({ method: 'PUT', path: '/v1/customers/acme', json: plan });
  const path = '/v1/customers/acme/invitations';
  const invited = (email: string) =>
    app.ask({
      method: 'POST',
      path,
      json: { email, member: 'zoe', roles: ['member'], mail: true },
    });
  const untaken = await invited('refused.zoe@example.com');
  expect(untaken).toMatchObject({ status: 201, json: { status: 'open' } });
  expect(untaken.json.mail_fault).toContain('No such mailbox.');
  const shown = await app.ask({ path: `/v1/invitations/${tokenOf(untaken.json.url)}` });
  expect(shown).toMatchObject({ status: 200, json: { customer: { key: 'acme' } } });
  const sent = await invited('zoe@example.com');
  expect(sent).toMatchObject({ status: 201, json: { url: null, mail_fault: null } });
  const [letter] = lettersTo('zoe@example.com') as [Received];
  const browser = openBrowser(app);
  const accepting = `/v1/invitations/${tokenOf(linkIn(letter))}`;
  expect((await browser.post(accepting, { password: PASSWORD })).json.customer).toBe('acme');
  const verified = await app.context.database.query<{ is_mailed: boolean; email: string }>(
    'select email, is_mailed from one_time_link where created_by = $1 order by is_mailed',
    ['operator'],
  );
  expect(verified.filter(({ email }) => email.endsWith('zoe@example.com'))).toEqual([
    { email: 'refused.zoe@example.com', is_mailed: false },
    { email: 'zoe@example.com', is_mailed: true },
  ]);
});

test('names in letters are text: they add no header, no markup and no second line', async () => {
  const to = 'Acme\r\nBcc: everybody@example.com\n<img src=x onerror=alert(1)>\u202e';
  const letter = invitationLetter({ language: 'en', url: 'https://a.example', to, invitedBy: to });
  expect(letter.subject).not.toMatch(/[\r\n\u202e]/);
  expect(letter.html).not.toContain('<img');
  const email = 'markup@example.com';
  const wanted = { purpose: 'member', email, isMailed: true, createdBy: 'key_1' } as const;
  const about = { language: 'en', to, invitedBy: to } as const;
  const desk = { context: app.context, origin: 'https://a.example', mail };
  expect((await invite(desk, { ...wanted, ...about })).ok).toBe(true);
  const [sent] = lettersTo(email) as [Received];
  expect(sent.text.split(/\r?\n\r?\n/)[0]).not.toMatch(/^bcc:/im);
  expect(received.some(({ to: address }) => address.startsWith('everybody'))).toBe(false);
});
