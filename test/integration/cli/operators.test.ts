import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ran, type Running, runCli, startCli } from './run-cli.ts';

const KEY = 'an-operator-key-for-the-tests-of-operators';
const PASSWORD = 'correct horse battery';

let place: string;
let running: Running | undefined;
let url = '';

beforeAll(async () => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-operators-'));
  await serve();
}, 300_000);
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  fs.rmSync(place, { recursive: true });
});

const settings = () => ({
  FUELGAUGE_PORT: '0',
  FUELGAUGE_DATA_DIR: path.join(place, 'data'),
  FUELGAUGE_OPERATOR_KEY: KEY,
});

async function serve(): Promise<void> {
  running = startCli(['serve'], { env: settings() });
  [, url = ''] = await running.said(/"url":"([^"]+)"/);
}

function operators(...args: readonly string[]): Promise<Ran> {
  return runCli(['operators', ...args], { env: { ...settings(), FUELGAUGE_URL: url } });
}

function accept(link: string): Promise<Response> {
  const [, token = ''] = link.split('#');
  return fetch(`${url}/v1/invitations/${token.trim()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', password: PASSWORD }),
  });
}

test('the first operator comes by a link, which a running server or the data themselves give', async () => {
  await running?.said(/Nobody operates this server yet\. .*fuelgauge operators invite/);
  const invited = await operators('invite', 'ada@example.com');
  expect(invited).toMatchObject({ code: 0 });
  expect(invited.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invitation#[\w-]{32}\n$/);
  expect((await accept(invited.stdout)).status).toBe(200);
  expect((await accept(invited.stdout)).status).toBe(404);

  running?.child.kill('SIGTERM');
  await running?.ended;
  expect((await operators('list')).stdout).toContain('ada@example.com  Ada   no');
  const second = await operators('invite', 'bob@example.com');
  expect(second.stdout).toMatch(/\/invitation#/);
  const reset = await operators('password-link', 'ada@example.com');
  expect(reset.stdout).toMatch(/\/reset-password#/);
  const unknown = await operators('password-link', 'nobody@example.com');
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.stderr).toContain('Nobody has the address nobody@example.com.');

  await serve();
  expect((await accept(second.stdout)).status).toBe(200);
  const secret = fs.statSync(path.join(place, 'data', 'secret'));
  expect(secret.mode & 0o777).toBe(0o600);
  expect(await operators('remove', 'bob@example.com')).toMatchObject({ code: 0 });
  expect((await operators('list')).stdout).not.toContain('bob@example.com');
}, 300_000);
