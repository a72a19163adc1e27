import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { CROWD, type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';
import { openPage } from '../support/open-page.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: DashboardWorld;
let key: string;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openDashboardWorld(executablePath);
  key = `${world.customers.find(({ catalog }) => catalog === 'agents')?.key}`;
}, 180_000);

afterAll(() => world?.close());

function search(page: Page): string {
  return new URL(page.url()).search;
}

describeWithBrowser('the keyboard', () => {
  test('18: single keys change the view, do nothing in fields, and can be switched off', async () => {
    // What is switched off stays so in its browser: not for the pages of the others.
    const context = await world.browser.newContext();
    await context.addInitScript((secret) => {
      sessionStorage.setItem('fuelgauge-operator-key', secret);
    }, world.key);
    const page = await openPage(world, `/c/${key}`, context);
    await page.locator('.balance-left').waitFor();
    await page.keyboard.press('t');
    await expect.poll(() => search(page)).toBe('?view=table');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Activity log' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gtcx?[');
    expect(await page.getByRole('searchbox').inputValue()).toBe('gtcx?[');
    expect(search(page)).toBe('');
    await page.getByRole('button', { name: /Signed in as/ }).click();
    await page
      .getByRole('group', { name: 'Single-key shortcuts' })
      .getByRole('button', { name: 'Off' })
      .click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Admin actions' }).focus();
    await page.keyboard.press('t');
    await page.keyboard.press('?');
    expect(search(page)).toBe('');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  }, 60_000);

  test('the sheet lists the keys, and Escape gives the focus back', async () => {
    const page = await openPage(world, `/c/${key}`);
    const button = page.getByRole('button', { name: 'Export' });
    await button.focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Copy link').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  }, 60_000);
});

describeWithBrowser('the palette', () => {
  test('the palette finds a person by name and leads to what they used', async () => {
    const page = await openPage(world, `/c/${key}`);
    await page.locator('.balance-left').waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to anything' });
    await palette.waitFor();
    const [member] = world.customers
      .filter((customer) => customer.key === key)
      .flatMap(({ directory }) => directory.filter(({ kind }) => kind === 'members'));
    await page.keyboard.type(`${member?.name}`);
    await palette.getByRole('option', { name: `${member?.name}` }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Activity log' }).waitFor();
    expect(decodeURIComponent(search(page))).toContain(`:in:${member?.id}`);
    await page.keyboard.press('Control+k');
    await palette.getByRole('option').first().waitFor();
    expect(await palette.getByRole('option').first().textContent()).toContain(`${member?.name}`);
    await page.close();
  }, 60_000);

  test('19: of five thousand it shows few, and those that the text names', async () => {
    const page = await openPage(world, `/c/${CROWD.key}`);
    await page.locator('.balance-left').waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to anything' });
    const options = palette.getByRole('option');
    await options.first().waitFor();
    await page.keyboard.type('person 4321');
    await options.filter({ hasText: 'Person 4321' }).waitFor();
    expect(await options.count()).toBe(1);
    // A part of many names is answered with a few of them.
    await palette.getByRole('combobox').fill('person 4');
    await expect.poll(() => options.count()).toBeGreaterThan(1);
    expect(await options.count()).toBeLessThanOrEqual(30);
    await page.close();
  }, 60_000);
});
