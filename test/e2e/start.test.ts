import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseInstant } from '@fuelgauge/core';
import { Fuelgauge } from '@fuelgauge/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCustomers } from '../../server/src/demo/demo-customers.ts';
import { readDemoFiles } from '../../server/src/demo/demo-files.ts';
import { type Running, runCli, startCli } from '../integration/cli/run-cli.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DEMO_DATA = path.join(ROOT, 'demo/data');
const KEY = 'an-operator-key-for-the-test-of-the-start';
const CUSTOMERS = ['brambleway', 'fernhollow', 'larkfield', 'oakmere', 'quillstone', 'tidewick'];

/** As slow as a machine may be that does much else beside. */
const PATIENT_MS = 300_000;

describe('fuelgauge start', () => {
  let place: string;
  let directory: string;
  let running: Running | undefined;

  beforeAll(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-start-'));
    directory = path.join(place, 'data');
  });
  afterAll(async () => {
    running?.child.kill('SIGKILL');
    await running?.ended;
    fs.rmSync(place, { recursive: true });
  });

  const env = () => ({
    FUELGAUGE_DATA_DIR: directory,
    FUELGAUGE_PORT: '0',
    FUELGAUGE_OPERATOR_KEY: KEY,
  });
  const start = async (): Promise<{ url: string; started: Running }> => {
    const started = startCli(['start'], { env: env() });
    running = started;
    const [, url = ''] = await started.said(/Fuelgauge is at (http:\S+)/);
    return { url, started };
  };

  it('shows the page before its data are there, and answers for customers while they come', {
    timeout: PATIENT_MS,
  }, async () => {
    const { url, started } = await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const page = await fetch(`${url}/`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toMatch(/<script[^>]+src=/);
    await started.said(/Demo data: .*Brambleway Studio \d+ %/);
    const client = new Fuelgauge({ baseUrl: url });
    expect(await client.balance.get('brambleway')).toMatchObject({ customer: 'brambleway' });
    await started.said(/Brambleway Studio done/);
    expect(started.child.exitCode).toBe(null);
    started.child.kill('SIGKILL');
    await started.ended;
  });

  it('goes on with a load that was killed, until every customer has all of its history', {
    timeout: PATIENT_MS,
  }, async () => {
    const { url, started } = await start();
    await started.said(/Demo data: .* events in .* s, all there\./);
    const client = new Fuelgauge({ baseUrl: url });
    const { data } = await client.customers.list();
    expect(data.map(({ customer }) => customer)).toEqual(CUSTOMERS);
    for (const customer of CUSTOMERS) {
      const { used, seq } = await client.balance.get(customer);
      expect(seq, customer).toBeGreaterThan(10_000);
      // One brings its own models: it pays in money and uses no credits.
      expect(used === '0', customer).toBe(customer === 'tidewick');
    }
    const asked = await runCli(['verify', '--customer', 'oakmere'], {
      env: { ...env(), FUELGAUGE_URL: url },
    });
    expect(asked.stderr).toContain(`in use by the process with pid ${started.child.pid}`);
    expect(asked.stdout).toMatch(/\nproved: 1 customer, /);
    expect(asked.code).toBe(0);
    const stopped = performance.now();
    started.child.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);
  });

  it('has data that are proved, each event of the demo once', { timeout: PATIENT_MS }, async () => {
    const { code, stdout } = await runCli(['verify', '--json'], { env: env() });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ kind: 'ledger', proved: true, differences: 0 });
    expect(code).toBe(0);
    for (const [index, { customer, events, hasLevels }] of expectedCounts(directory).entries()) {
      const proof = lines[index];
      expect(proof.customer).toBe(customer);
      // The server accrues levels by events of its own, one a day and series.
      if (hasLevels) expect(proof.events).toBeGreaterThan(events);
      else expect(proof.events, customer).toBe(events);
    }
  });

  it('starts again at once, loads nothing and stops when asked', {
    timeout: PATIENT_MS,
  }, async () => {
    const { url, started } = await start();
    await started.said(/Demo data: all there\./);
    expect((await fetch(`${url}/v1/customers/brambleway/balance`)).status).toBe(200);
    const denied = await fetch(`${url}/v1/customers`, {
      headers: { 'x-forwarded-for': '10.0.0.1' },
    });
    expect(denied.status).toBe(403);
    started.child.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
  });

  it('ends with the npm that started it', { timeout: PATIENT_MS }, async () => {
    const npm = spawn('npm', ['start'], { cwd: ROOT, env: { ...process.env, ...env() } });
    const ended = once(npm, 'exit');
    let said = '';
    for await (const text of npm.stdout.setEncoding('utf8')) {
      said += text;
      if (/is at http:\S+ /.test(said)) break;
    }
    expect(said).toContain('Fuelgauge is at ');
    npm.kill('SIGTERM');
    await ended;
    const lock = path.join(directory, 'fuelgauge.lock');
    await expect.poll(() => fs.existsSync(lock), { timeout: 20_000 }).toBe(false);
  });
});

interface Expected {
  readonly customer: string;
  readonly events: number;
  readonly hasLevels: boolean;
}

/** The demo's events by customer, of the day that the load began on. */
function expectedCounts(directory: string): Expected[] {
  const { made_for } = JSON.parse(fs.readFileSync(path.join(directory, 'demo.json'), 'utf8'));
  const madeFor = parseInstant(made_for);
  if (madeFor === undefined) throw new Error(`${made_for} is no instant`);
  return demoCustomers(madeFor, readDemoFiles(DEMO_DATA))
    .map(({ key, catalog, events }) => ({
      customer: key,
      events: [...events()].length,
      hasLevels: catalog === 'vision',
    }))
    .sort((a, b) => (a.customer < b.customer ? -1 : 1));
}
