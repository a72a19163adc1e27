import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type DashboardWorld, openEmptyWorld } from '../support/dashboard-world.ts';
import { openPage } from '../support/open-page.ts';
import { signInWithKey } from '../support/sign-in-with-key.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openEmptyWorld(executablePath);
  const { client } = world;
  await client.customers.put('acme', { name: 'Acme', plan: 'personal', catalog: 'hosting' });
  await client.events.record(deploy('first'));
}, 120_000);

afterAll(() => world?.close());

/** A production deploy, which costs 15 credits. */
function deploy(id: string) {
  return {
    id,
    type: 'deploy.succeeded',
    customer: 'acme',
    dimensions: { project: 'site' },
    data: { context: 'production' },
  };
}

/** A page that follows what happens. */
async function open(address: string): Promise<Page> {
  const page = await openPage(world, address);
  await page.locator('.chip[data-state="live"]').waitFor();
  return page;
}

/** The big number of the balance card. */
function left(page: Page, text: string): Promise<void> {
  return page.locator('.balance-left').getByText(text, { exact: true }).waitFor();
}

describeWithBrowser('a page that is looked at', () => {
  test('12: a recorded event changes Overview without a reload', async () => {
    const page = await open('/c/acme');
    await left(page, '985');
    await world.client.events.record(deploy('second'));
    await left(page, '970');
    await page.close();
  }, 60_000);

  test('a gap that is declared shows without a reload, and goes with it', async () => {
    const page = await open('/c/acme');
    await left(page, '970');
    const from = new Date(Date.now() - 60_000).toISOString();
    await world.client.ingestionGaps.put('outage', { customer: 'acme', from });
    const chip = page.getByText(/^Delayed — events to/);
    await chip.waitFor();
    await world.client.ingestionGaps.withdraw('outage', { reason: 'test' });
    await page
      .getByText(/Delayed/)
      .first()
      .waitFor({ state: 'detached' });
    await page.close();
  }, 60_000);

  test('paused, nothing changes; resumed, all that happened is there', async () => {
    const page = await open('/c/acme');
    await left(page, '970');
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await page.locator('.chip[data-state="paused"]').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await world.client.events.record(deploy('third'));
    await page.getByText('970', { exact: true }).first().waitFor();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Resume updates' }).click();
    await left(page, '955');
    await page.close();
  }, 60_000);

  test('the log says how many entries are new, and moves no row by itself', async () => {
    const page = await open('/c/acme/activity');
    const rows = page.locator('.log-grid tbody tr');
    await rows.first().waitFor();
    const before = await rows.allTextContents();
    await world.client.events.record([deploy('fourth'), deploy('fifth')]);
    const pill = page.getByRole('button', { name: '2 new entries' });
    await pill.waitFor();
    expect(await rows.allTextContents()).toEqual(before);
    await pill.click();
    await rows.filter({ hasText: 'fifth' }).waitFor();
    await pill.waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(before.length + 2);
    await page.close();
  }, 60_000);

  test('63: after a restart of the server it follows again, and every number is right once', async () => {
    const page = await open('/c/acme');
    await left(page, '925');
    await world.restart(() => page.locator('.chip[data-state="reconnecting"]').waitFor());
    await world.client.events.record(deploy('sixth'));
    await page.locator('.chip[data-state="live"]').waitFor();
    await left(page, '910');
    await page.close();
  }, 90_000);
});

describeWithBrowser('a page whose session ends', () => {
  test('a key that is revoked leads to the sign-in, and signing in back to the same view', async () => {
    const { key: secret, id } = await world.client.keys.create({
      name: 'short',
      scopes: ['usage:read'],
    });
    const page = await world.browser.newPage();
    const address = `${world.server.url}/c/acme/activity?q=deploy.succeeded`;
    await page.goto(address);
    await signInWithKey(page, secret);
    await page.getByRole('heading', { name: 'Activity log' }).waitFor();
    await page.getByRole('searchbox').fill('site');
    await world.client.keys.revoke(id);
    // Whatever is asked next finds out, the search or the page by itself.
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const asked = page.url();
    expect(asked).toContain('/c/acme/activity?q=');
    await signInWithKey(page, world.key);
    await page.locator('.log-grid tbody tr').first().waitFor();
    expect(page.url()).toBe(asked);
    await page.close();
  }, 60_000);
});
