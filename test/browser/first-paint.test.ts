import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: DashboardWorld;
let customer: string;
/** Of a member, whom the browser's cookie names: what is shown can come with the page. */
let context: BrowserContext;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openDashboardWorld(executablePath);
  customer = world.customers.find(({ catalog }) => catalog === 'hosting')?.key ?? '';
  context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const { url } = await world.client
    .memberships(customer)
    .invite({ email: 'reader@example.com', roles: ['owner'] });
  const token = new URL(url ?? '').hash.slice(1);
  const accepted = await context.request.post(`${world.server.url}/v1/invitations/${token}`, {
    headers: { origin: world.server.url },
    data: { name: 'A reader', password: 'a river runs through it' },
  });
  expect(accepted.status()).toBe(200);
}, 120_000);

afterAll(() => world?.close());

describeWithBrowser('the first paint of Overview', () => {
  test.each([
    ['', '.chart-figure', '.balance-left'],
    ['/usage', '.chart-figure', 'table.grid tfoot'],
    ['/activity', '.log-body', '.log-body tbody tr'],
  ])(
    'and of Explore and the log (/c/…%s): is there while every request to the API fails',
    async (at, ...there) => {
      const page = await context.newPage();
      let refused = 0;
      await page.route('**/v1/**', (route) => {
        refused += 1;
        return route.abort();
      });
      await page.goto(`${world.server.url}/c/${customer}${at}`);
      for (const each of there) await page.locator(each).first().waitFor();
      expect(await page.locator(there[1]).first().textContent()).toMatch(/\d/);
      expect(await page.locator('[role="alert"]').count()).toBe(0);
      // What it asks for later is asked of the API that was refused, so the refusal is real.
      await page.waitForFunction(() => document.readyState === 'complete');
      await page.evaluate(() => fetch('/v1/session').catch(() => {}));
      expect(refused).toBeGreaterThan(0);
      await page.close();
    },
  );
});

describeWithBrowser('the first second of Overview', () => {
  test.each([
    [360, ''],
    [1280, ''],
    [360, '/usage'],
    [1280, '/usage'],
    [360, '/activity'],
    [1280, '/activity'],
  ])('and of Explore and the log: nothing shifts at %d px (/c/…%s)', async (width, at) => {
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${world.server.url}/c/${customer}${at}`);
    await page.locator('.chart-figure, .log-body').first().waitFor();
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

  test.each(['', '/usage', '/activity'])(
    'asks for nothing twice, and not for what came with the page (/c/…%s)',
    async (at) => {
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`${world.server.url}/c/${customer}${at}`);
      // The stream of changes begins once everything else is there; what it tells would be asked for within a second.
      await expect
        .poll(() => asked.filter((each) => each.endsWith('/live')).length, { timeout: 15_000 })
        .toBe(1);
      await page.waitForTimeout(1500);
      const of = `/v1/customers/${customer}`;
      const came = ['', '/overview', '/balance', '/catalog', '/cycles', '/activity'].map(
        (each) => of + each,
      );
      expect(asked.filter((each) => [...came, '/v1/session'].includes(each))).toEqual([]);
      const questions = asked.filter((each) => each.startsWith('/v1/'));
      expect(questions.filter((each, index) => questions.indexOf(each) !== index)).toEqual([]);
      await page.close();
    },
  );

  test('loads the page, its style, its font and few scripts', async () => {
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${world.server.url}/c/${customer}`);
    await page.locator('.chart-figure').first().waitFor();
    const files = asked.filter((each) => !each.startsWith('/v1/'));
    expect(files.length).toBeLessThanOrEqual(16);
    expect(asked.filter((each) => /\/(overview|session)$/.test(each))).toEqual([]);
    await page.close();
  });
});

describeWithBrowser('before its script runs the page', () => {
  test.each([
    ['en', '/', []],
    ['de', '/', []],
    ['en', '/c/acme/usage', ['Explore']],
    ['de', '/c/acme/activity?q=a', ['Activity']],
    ['en', '/c/%22%3E/rates', []],
  ])(
    'asks for its texts, its font and its page in %s at %s while its script is on the way',
    async (locale, at, pages) => {
      const own = await world.browser.newContext({ locale });
      const page = await own.newPage();
      const asked = new Set<string>();
      page.on('request', (request) => asked.add(fileOf(request.url())));
      const { promise: release, resolve: letIn } = Promise.withResolvers<void>();
      await page.route(/\/assets\/first-/, async (route) => {
        await release;
        await route.continue();
      });
      await page.goto(`${world.server.url}${at}`, { waitUntil: 'commit' });
      // As none of the script has run, nothing but the head of the page can have asked.
      const soon = () => [...asked].filter((name) => SOON.includes(name)).sort();
      const awaited = [...pages, 'inter', locale].sort();
      await expect.poll(soon, { timeout: 10_000 }).toEqual(awaited);
      letIn();
      await page.locator('main').waitFor();
      await own.close();
    },
  );
});

const SOON = ['Explore', 'Activity', 'inter', 'de', 'en'];

/** What the name of a built file begins with. */
const fileOf = (url: string) => /\/assets\/([a-z]+)/i.exec(url)?.[1] ?? '';
