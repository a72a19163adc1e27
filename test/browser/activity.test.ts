import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';
import { SERVER_URL_VARIABLE } from '../support/databases.ts';
import { openPage } from '../support/open-page.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

const MANY = 6000;

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openDashboardWorld(executablePath);
  const { client } = world;
  await client.customers.put('many', { name: 'Many', plan: 'personal', catalog: 'hosting' });
  const deploys = Array.from({ length: MANY }, (_, index) => ({
    id: `deploy-${index}`,
    type: 'deploy.succeeded',
    customer: 'many',
    dimensions: { project: index % 2 === 0 ? 'site' : 'shop' },
    data: { context: 'production' },
  }));
  for (let at = 0; at < MANY; at += 1000) await client.events.record(deploys.slice(at, at + 1000));
}, 180_000);

afterAll(() => world?.close());

/** The exact sum in the footer of the log. */
async function footer(page: Page): Promise<string | null> {
  const sum = page.locator('.log-foot [data-exact]');
  await sum.waitFor();
  return sum.getAttribute('data-exact');
}

function rows(page: Page) {
  return page.locator('.log-grid tbody tr');
}

describeWithBrowser('the activity log', () => {
  test('1: its footer is the total of Overview, for each catalog', async () => {
    for (const { key } of world.customers) {
      const page = await openPage(world, `/c/${key}/activity?q=`);
      const search = page.getByRole('button', { name: 'Search' });
      await search.click();
      const { usage } = await world.client.overview.get(key);
      await page.locator('.log-match').waitFor();
      expect([key, await footer(page)]).toEqual([key, usage.total.credits]);
      await page.close();
    }
  }, 90_000);

  test.each([
    ['tab', 'tab=acts'],
    ['search', 'q=project:shop%20amount:%3E1'],
    ['open row', 'sel=event:deploy-7&q=id:deploy-7'],
  ])('13: what the address says of the %s is there again after a reload', async (_, query) => {
    const page = await openPage(world, `/c/many/activity?${query}`);
    const isOpen = query.startsWith('sel');
    const read = async () => {
      await page.locator('main table tbody tr, main .nothing').first().waitFor();
      if (isOpen) await page.getByRole('dialog').getByText('How it was priced').waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      const field = page.getByRole('searchbox');
      return {
        search: new URL(page.url()).search,
        tab: await page.locator('[aria-pressed="true"], [aria-selected="true"]').allInnerTexts(),
        text: (await field.count()) === 0 ? null : await field.inputValue(),
        rows: await rows(page).allInnerTexts(),
        drawer: isOpen ? await page.getByRole('dialog').innerText() : null,
      };
    };
    const before = await read();
    expect(before.search).toBe(`?${query}`);
    await page.reload();
    expect(await read()).toEqual(before);
    await page.close();
  });

  test('15: Back undoes the open row, the search and the tab in order', async () => {
    const page = await openPage(world, '/c/many/activity?tab=acts');
    await page.getByRole('button', { name: 'Entries' }).click();
    await page.getByRole('searchbox').fill('id:deploy-7');
    await page.keyboard.press('Enter');
    await rows(page).filter({ hasText: 'deploy-7' }).click();
    await page.getByRole('dialog').getByText('How it was priced').waitFor();
    expect(new URL(page.url()).search).toBe('?sel=event:deploy-7&q=id:deploy-7');
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?q=id:deploy-7');
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.goBack();
    await page.getByRole('columnheader', { name: 'Reason' }).waitFor();
    await page.close();
  }, 60_000);
});

describeWithBrowser('the activity log of many entries', () => {
  test('30: it is searched by text, field and amount; few rows are in the page however many are loaded', async () => {
    const page = await openPage(world, '/c/many/activity');
    await rows(page).first().focus();
    // The end is where the rows that are loaded end: each time it is reached, more come.
    const atEnd = async () => {
      await page.keyboard.press('End');
      expect(await rows(page).count()).toBeLessThanOrEqual(60);
      const focused = page.locator('tr[aria-rowindex]:focus');
      return Number(await focused.getAttribute('aria-rowindex', { timeout: 5000 }));
    };
    await expect.poll(atEnd, { timeout: 40_000 }).toBeGreaterThan(800);
    await page.keyboard.press('Home');
    await page.locator('tr[aria-rowindex="2"]:focus').waitFor();
    for (const [text, count] of [
      ['project:shop', MANY / 2],
      ['amount:>16', 0],
      ['deploy-1234', 1],
    ] as const) {
      await page.getByRole('searchbox').fill(text);
      await page.keyboard.press('Enter');
      const word = count === 1 ? 'entry' : 'entries';
      const shown = count === 0 ? 'No entries match.' : `${count.toLocaleString('en')} ${word}`;
      await page.getByText(shown, { exact: true }).waitFor();
    }
    await page.close();
  }, 90_000);
});

describeWithBrowser('a row of the activity log', () => {
  test('the drawer takes the focus and gives it back to the row it came from', async () => {
    const page = await openPage(world, '/c/many/activity');
    await rows(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Grants drawn, in order').waitFor();
    expect(
      await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null),
    ).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('tr[aria-rowindex="3"]:focus').waitFor();
    await page.close();
  }, 60_000);
});

describeWithBrowser('what is taken along', () => {
  test('17, 41: by keyboard alone to a file of all entries, whose sum is that of the page', async () => {
    const page = await openPage(world, '/c/many/activity');
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('project:shop');
    await page.keyboard.press('Enter');
    await page.getByText('3,000 entries', { exact: true }).waitFor();
    const sum = await footer(page);
    await rows(page).first().focus();
    await page.keyboard.press('e');
    const choice = page.getByRole('button', { name: 'All entries as CSV' });
    await choice.waitFor();
    for (let times = 0; times < 6; times += 1) {
      if (await choice.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const file = await (await download).path();
    const [header = '', ...lines] = fs.readFileSync(file, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(MANY / 2);
    const at = header.split(',').indexOf('credits');
    const total = lines.reduce((whole, line) => whole + Number(line.split(',')[at]), 0);
    expect(Math.abs(total)).toBe(Number(sum));
    await page.close();
  }, 60_000);
});

// A fault below the server is done to the database, which PostgreSQL lets an administrator do while it serves.
const describeFaults =
  process.env[SERVER_URL_VARIABLE] === undefined ? describe.skip : describeWithBrowser;

describeFaults('what fails', () => {
  test('62: the log says so by itself, with the id of the request, and is tried again', async () => {
    const page = await openPage(world, '/c/many/rates');
    await world.withoutReading('event', async () => {
      await page.getByRole('link', { name: 'Activity log' }).click();
      await page.getByText('Couldn’t load the activity log.').waitFor({ timeout: 25_000 });
      await page.getByRole('heading', { name: 'Activity log' }).waitFor();
      await page.getByText('Details').click();
      expect(await page.locator('.failed code').innerText()).toMatch(/^req_\w+/);
    });
    await page.getByRole('button', { name: 'Retry' }).click();
    await rows(page).first().waitFor();
    await page.close();
  }, 90_000);

  test('62: so does a file, which is there when it is tried again', async () => {
    const page = await openPage(world, '/c/many/activity');
    await rows(page).first().waitFor();
    await world.withoutReading('event', async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('button', { name: 'All entries as CSV' }).click();
      await page.getByText('Couldn’t load the file.').waitFor({ timeout: 25_000 });
    });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Retry' }).click();
    const file = await (await download).path();
    expect(fs.readFileSync(file, 'utf8').trim().split('\r\n').length).toBeGreaterThan(1);
    expect(await page.locator('.failed').count()).toBe(0);
    await page.close();
  }, 90_000);

  test('62: of many cards only those that asked in vain', async () => {
    const key = world.customers.find(({ catalog }) => catalog === 'hosting')?.key;
    const page = await world.context.newPage();
    const card = page.getByRole('region', { name: 'Projects' });
    await world.withoutReading('directory', async () => {
      await page.goto(`${world.server.url}/c/${key}/insights`);
      await card.getByText('Couldn’t load the count.').waitFor({ timeout: 25_000 });
      await page.getByRole('region', { name: 'Bandwidth' }).getByText(/GB$/).first().waitFor();
      const said = await page.locator('.failed strong').allInnerTexts();
      expect(new Set(said)).toEqual(new Set(['Couldn’t load the count.']));
    });
    await card.getByRole('button', { name: 'Retry' }).click();
    await card.getByText('now').waitFor();
    await page.close();
  }, 90_000);
});

describeWithBrowser('every number', () => {
  test('5: opens to what it is made of, and its entries to a log of that very sum', async () => {
    const key = `${world.customers[0]?.key}`;
    const page = await openPage(world, `/c/${key}`);
    const numbers = page.locator('.num');
    await numbers.first().waitFor();
    const links = new Map<string, string>();
    for (let index = 0; index < (await numbers.count()); index += 1) {
      await numbers.nth(index).click();
      const explained = page.locator('.explain');
      await explained.locator('output', { hasNotText: '…' }).waitFor();
      const entries = explained.getByRole('link').first();
      const figure = await explained.locator('h2').getAttribute('data-figure');
      const isUsage = figure === 'used';
      if (isUsage) {
        await entries.waitFor();
        const exact = await explained.locator('output').getAttribute('data-exact');
        links.set(`${await entries.getAttribute('href')}`, `${exact}`);
      }
      await page.keyboard.press('Escape');
      await explained.waitFor({ state: 'detached' });
    }
    expect(links.size).toBeGreaterThan(3);
    for (const [href, exact] of links) {
      await page.goto(`${world.server.url}${href}`);
      expect(await footer(page)).toBe(exact);
    }
    await page.close();
  }, 120_000);
});
