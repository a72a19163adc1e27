import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { customerPages, operatorPages } from '../../web/src/app/page-table.ts';
import { type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';
import { violationsOf } from '../support/violations-of.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

/** These show each catalog its own way; every other page is looked at with one customer. */
const BY_CATALOG = new Set(['/', '/usage']);
const WIDTHS = [320, 360, 768, 1280];

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath !== undefined) world = await openDashboardWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly language?: string;
}

/** A page of somebody who is signed in, and what it complained of. */
async function open(address: string, { scheme, width = 1280, language }: Look = {}) {
  const page = await world.browser.newPage({
    viewport: { width, height: 900 },
    ...(scheme && { colorScheme: scheme }),
  });
  const complaints: string[] = [];
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(world.server.url)) complaints.push(`asked ${request.url()}`);
  });
  await page.addInitScript(
    ({ key, chosen }) => {
      sessionStorage.setItem('fuelgauge-operator-key', key);
      if (chosen) localStorage.setItem('fuelgauge-language', chosen);
    },
    { key: world.key, chosen: language },
  );
  await page.goto(`${world.server.url}${address}`);
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  return { page, complaints };
}

function addresses(): string[] {
  const [first, ...others] = world.customers.map(({ key }) => key);
  return [
    ...customerPages.map(({ path }) => `/c/${first}${path === '/' ? '' : path}`),
    ...customerPages
      .filter(({ path }) => BY_CATALOG.has(path))
      .flatMap(({ path }) => others.map((key) => `/c/${key}${path === '/' ? '' : path}`)),
    ...operatorPages.map(({ path }) => `/op${path === '/' ? '' : path}`),
    '/c/nobody',
    `/c/${first}/nowhere`,
  ];
}

describeWithBrowser('every page', () => {
  test('48, 64: axe finds nothing, nothing is complained of, nothing asked of others', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const address of addresses()) {
      const { page, complaints } = await open(address, { scheme: 'light' });
      const violations = await violationsOf(page);
      const expected =
        address === '/c/nobody' ? complaints.filter((text) => !/404/.test(text)) : complaints;
      if (violations.length + expected.length > 0) found[address] = [...violations, ...expected];
      await page.close();
    }
    expect(found).toEqual({});
  }, 240_000);

  test('48: axe finds nothing in the dark', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const { path } of customerPages) {
      const address = `/c/${world.customers[0]?.key}${path === '/' ? '' : path}`;
      const { page } = await open(address, { scheme: 'dark' });
      const violations = await violationsOf(page);
      if (violations.length > 0) found[address] = violations;
      await page.close();
    }
    expect(found).toEqual({});
  }, 240_000);

  test('53, 57: no page is wider than the screen, in any language', async () => {
    const wide: string[] = [];
    for (const language of ['en', 'de', 'en-XA', 'ar-XB']) {
      for (const { path } of customerPages) {
        const address = `/c/${world.customers[0]?.key}${path === '/' ? '' : path}`;
        const { page } = await open(address, { language });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (over > 0) wide.push(`${address} in ${language} at ${width} px: ${over} px`);
        }
        await page.close();
      }
    }
    expect(wide).toEqual([]);
  }, 240_000);

  test('54: everything to be pressed is 24 px high and wide, or stands in a text', async () => {
    const small: string[] = [];
    for (const { path } of customerPages) {
      const address = `/c/${world.customers[0]?.key}${path === '/' ? '' : path}`;
      const { page } = await open(address);
      const found = await page.evaluate(() =>
        [...document.querySelectorAll('button, a, select, input, [role="button"], [role="tab"]')]
          .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== 'inline')
          .map((each) => ({ box: each.getBoundingClientRect(), text: each.textContent }))
          .filter(({ box }) => box.width > 2 && (box.width < 24 || box.height < 24))
          .map(({ box, text }) => `${text?.slice(0, 40)}: ${box.width} × ${box.height}`),
      );
      small.push(...found.map((each) => `${address} ${each}`));
      await page.close();
    }
    expect(small).toEqual([]);
  }, 240_000);
});
