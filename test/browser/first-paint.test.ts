import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Fuelgauge } from '@fuelgauge/sdk';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../server/src/cli/build-page.ts';
import { readConfig } from '../../server/src/config.ts';
import { openServer, type RunningServer } from '../../server/src/index.ts';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { BROWSER_ARGUMENTS } from '../support/dashboard-world.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let directory: string;
let server: RunningServer;
let browser: Browser;
let customer: string;

/** A demo: its reader needs no key, so that what is shown can come with the page. */
beforeAll(async () => {
  if (executablePath === undefined) return;
  await buildPage();
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-paint-'));
  const environment = { FUELGAUGE_PORT: '0', FUELGAUGE_DATA_DIR: path.join(directory, 'data') };
  server = await openServer(readConfig(environment, true), { log: () => {} });
  customer = await firstCustomer(new Fuelgauge({ baseUrl: server.url }));
  browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (directory) fs.rmSync(directory, { recursive: true, force: true });
});

/** The first that has used something. */
async function firstCustomer(client: Fuelgauge): Promise<string> {
  for (;;) {
    const { data } = await client.customers.list();
    for (const each of data) {
      const { used } = await client.balance.get(each.customer);
      if (used !== '0') return each.customer;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describeWithBrowser('the first paint of Overview', () => {
  test('asks the API for nothing: it is there while every request to it fails', async () => {
    const page = await browser.newPage();
    let refused = 0;
    await page.route('**/v1/**', (route) => {
      refused += 1;
      return route.abort();
    });
    await page.goto(`${server.url}/c/${customer}`);
    await page.locator('.balance-left').waitFor();
    await page.locator('.chart-figure').first().waitFor();
    expect(await page.locator('.balance-left').textContent()).toMatch(/\d/);
    expect(await page.locator('[role="alert"]').count()).toBe(0);
    // What it asks for later is asked of the API that was refused, so the refusal is real.
    await page.waitForFunction(() => document.readyState === 'complete');
    await page.evaluate(() => fetch('/v1/session').catch(() => {}));
    expect(refused).toBeGreaterThan(0);
    await page.close();
  });

  test.each([360, 1280])('does not shift at %d px', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(`${server.url}/c/${customer}`);
    await page.locator('.chart-figure').first().waitFor();
    // Its stream of changes never ends, so that the network is never idle: what comes late comes within a second.
    await page.waitForLoadState('load');
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          const add = (list: PerformanceObserverEntryList) => {
            for (const entry of list.getEntries()) {
              sum += (entry as PerformanceEntry & { readonly value: number }).value;
            }
          };
          new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 1000);
        }),
    );
    expect(shift).toBeLessThanOrEqual(width < 768 ? 0.05 : 0.02);
    await page.close();
  });

  test('loads the page, its style, its font and few scripts', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${server.url}/c/${customer}`);
    await page.locator('.chart-figure').first().waitFor();
    const files = asked.filter((each) => !each.startsWith('/v1/'));
    expect(files.length).toBeLessThanOrEqual(16);
    expect(asked.filter((each) => /\/(overview|session)$/.test(each))).toEqual([]);
    await page.close();
  });
});
