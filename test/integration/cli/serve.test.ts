import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ran, type Running, runCli, startCli } from './run-cli.ts';

const OPERATOR_KEY = 'an-operator-key-for-the-tests-of-serving';

let place: string;
let running: Running | undefined;
let url = '';

beforeAll(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-serve-'));
});
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  fs.rmSync(place, { recursive: true });
});

const settings = () => ({
  FUELGAUGE_PORT: '0',
  FUELGAUGE_DATA_DIR: path.join(place, 'data'),
  FUELGAUGE_CATALOG: 'hosting',
  FUELGAUGE_OPERATOR_KEY: OPERATOR_KEY,
});
const serve = async (): Promise<void> => {
  running = startCli(['serve'], { env: settings() });
  [, url = ''] = await running.said(/"url":"([^"]+)"/);
};
const stop = async (): Promise<Ran> => {
  running?.child.kill('SIGTERM');
  return (await running?.ended) as Ran;
};
const ask = (args: readonly string[], key = OPERATOR_KEY): Promise<Ran> =>
  runCli(args, { env: { FUELGAUGE_URL: url, FUELGAUGE_KEY: key } });

it('serves catalogs, keys, customers and events to the commands, and keeps them when it is stopped', async () => {
  await serve();
  expect(await ask(['customers', 'list'])).toMatchObject({ code: 0 });
  expect((await ask(['catalog', 'publish', 'hosting'])).stdout).toMatch(
    /^hosting: version 1 says the same already\.\n/,
  );
  expect((await ask(['catalog', 'publish', 'vision'])).stdout).toMatch(
    /^vision: published version 1\.\n/,
  );

  const scopes = 'customers:write,events:write,usage:read';
  const made = await ask(['keys', 'create', 'ingest', '--scope', scopes]);
  const secret = made.stdout.trim();
  expect(secret).toMatch(/^fg_live_[0-9A-Za-z]{36}$/);
  const [, id = ''] = /^(key_\w+) was made/.exec(made.stderr) ?? [];
  expect((await ask(['keys', 'list'])).stdout).toMatch(new RegExp(`\n${id}  ingest +.{4} +live `));

  const put = ['customers', 'put', 'acme', '--plan', 'pro', '--price-per-credit', '0.01:USD'];
  expect(JSON.parse((await ask(put, secret)).stdout)).toMatchObject({
    customer: 'acme',
    catalog: 'hosting',
    plan: 'pro',
    price_per_credit: { amount: '0.01', currency: 'USD' },
  });
  const refused = await ask(['customers', 'put', 'acme', '--plan', 'none'], secret);
  expect(refused.stderr).toMatch(/^fuelgauge: .*has no plan "none"/);
  expect(refused.code).toBe(1);
  expect((await ask(['keys', 'list'], secret)).stderr).toMatch(/scope "keys:write"/);

  const event = {
    id: 'one',
    type: 'bandwidth.usage',
    customer: 'acme',
    occurred_at: new Date().toISOString(),
    dimensions: { project: 'shop' },
    data: { gb: '2' },
  };
  const file = path.join(place, 'events.jsonl');
  fs.writeFileSync(file, JSON.stringify(event));
  expect((await ask(['import', file], secret)).stdout).toMatch(/^1 accepted/);

  expect((await ask(['keys', 'revoke', id])).stdout).toMatch(new RegExp(`^${id} ended at `));
  expect((await ask(['customers', 'list'], secret)).code).toBe(1);
  expect((await stop()).code).toBe(0);

  const proof = await runCli(['verify'], { env: settings() });
  expect(proof.stdout).toMatch(/^acme: 1 events, /);
  expect(proof.stdout).toMatch(/\nproved: 1 customer, 1 events, 0 differences, /);
  expect(proof.code).toBe(0);

  await serve();
  const shown = JSON.parse((await ask(['customers', 'show', 'acme'])).stdout);
  expect(shown).toMatchObject({ name: 'acme', balance: { customer: 'acme' } });
  expect(shown.balance.used).not.toBe('0');
  expect((await stop()).code).toBe(0);
}, 180_000);
