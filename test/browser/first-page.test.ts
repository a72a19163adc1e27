import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Fuelgauge } from '@fuelgauge/sdk';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../server/src/cli/build-page.ts';
import { readConfig } from '../../server/src/config.ts';
import { openServer, type RunningServer } from '../../server/src/index.ts';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { signInWithKey } from '../support/sign-in-with-key.ts';

const KEY = 'a-key-of-the-browser-tests-0123456789';
const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let directory: string;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  if (executablePath === undefined) return;
  await buildPage();
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-browser-'));
  const environment = {
    FUELGAUGE_PORT: '0',
    FUELGAUGE_DATA_DIR: path.join(directory, 'data'),
    FUELGAUGE_CATALOG: 'hosting',
    FUELGAUGE_OPERATOR_KEY: KEY,
  };
  server = await openServer(readConfig(environment), { log: () => {} });
  await recordUsage(new Fuelgauge({ baseUrl: server.url, key: KEY }));
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (directory) fs.rmSync(directory, { recursive: true, force: true });
});

async function signIn(page: Page, key: string): Promise<void> {
  await page.goto(`${server.url}/`);
  await signInWithKey(page, key);
}

describeWithBrowser('the first page in a browser', () => {
  test('a wrong key is refused in words and a right one opens the balance', async () => {
    const page = await browser.newPage();
    await signIn(page, 'not-the-key');
    await page.getByText('This key was not accepted').waitFor();
    await signIn(page, KEY);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    // 1,000 of the plan − (4 deploys × 15 + 12.5 GB × 20) = 690.
    await page.getByText('690', { exact: true }).first().waitFor();
    await page.close();
  });

  const looks = (['light', 'dark'] as const).flatMap((scheme) =>
    [1280, 360].map((width) => ({ scheme, width })),
  );
  test.each(looks)(
    'it fits and complains of nothing in $scheme at $width px',
    async ({ scheme, width }) => {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: scheme,
      });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url)) complaints.push(`asked ${request.url()}`);
      });
      await signIn(page, KEY);
      await page.getByText('Production deploys').first().waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('A6: names that carry markup are shown as text', async () => {
    const page = await browser.newPage();
    let isFooled = false;
    page.on('dialog', (dialog) => {
      isFooled = true;
      void dialog.dismiss();
    });
    await signIn(page, KEY);
    await page.goto(`${server.url}/c/acme`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor({ state: 'attached' });
    expect(isFooled).toBe(false);
    await page.close();
  });

  test('a page that shows the balance follows what is recorded', async () => {
    const page = await browser.newPage();
    await signIn(page, KEY);
    await page.getByText('690', { exact: true }).first().waitFor();
    const client = new Fuelgauge({ baseUrl: server.url, key: KEY });
    await client.events.record(deploy('later'));
    await page.reload();
    await page.getByText('675', { exact: true }).first().waitFor();
    await page.close();
  });
});

function deploy(id: string) {
  return {
    id,
    type: 'deploy.succeeded',
    customer: 'acme',
    dimensions: { project: 'site' },
    data: { context: 'production' },
  };
}

async function recordUsage(client: Fuelgauge): Promise<void> {
  const name = '<img src=x onerror=alert(1)>';
  await client.customers.put('acme', { name, plan: 'personal', catalog: 'hosting' });
  const traffic = { id: 'gb', type: 'bandwidth.usage', customer: 'acme', data: { gb: '12.5' } };
  const deploys = ['d1', 'd2', 'd3', 'd4'].map(deploy);
  const { results } = await client.events.record([traffic, ...deploys]);
  expect(results.map(({ status }) => status)).toEqual(results.map(() => 'charged'));
}
