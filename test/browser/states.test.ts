import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { DASHBOARD_STATES, type DashboardState } from '../support/dashboard-states.ts';
import { type DashboardWorld, openEmptyWorld } from '../support/dashboard-world.ts';
import { SERVER_URL_VARIABLE } from '../support/databases.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

/** Each state is kept as a picture, for people to look at. */
const PICTURES = path.resolve(import.meta.dirname, '../../screenshots/states');

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openEmptyWorld(executablePath);
  fs.mkdirSync(PICTURES, { recursive: true });
}, 120_000);

afterAll(() => world?.close());

describeWithBrowser('the first page in every state', () => {
  test.each(DASHBOARD_STATES)('10, 11, 22: $name', async (state) => {
    await state.record(world.client, state.name);
    const page = await openState(state);
    const text = await readText(page);
    for (const said of state.says) expect(text).toMatch(said);
    for (const hidden of state.hides ?? []) expect(text).not.toMatch(hidden);
    // What no reader should ever be shown.
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object|(?<![\d.,–])[−-]0(?![\d.,])/);
    // 10: a reset has its date, time and zone, and how far it is.
    if (state.name !== 'past-period') {
      expect(text).toMatch(/Resets \d+ \w+ \d\d:\d\d \S+, (today|in \d+ days?)/);
    }
    expect(await barePercentages(page)).toEqual([]);
    await picture(page, state.name);
    await page.close();
  });
});

// A fault below the server is done to the database, which PostgreSQL lets an administrator do while it serves.
const describeFaults =
  process.env[SERVER_URL_VARIABLE] === undefined ? describe.skip : describeWithBrowser;

describeFaults('the first page when its answer fails', () => {
  test('62: says so with its request, inside its frame, and a retry heals it', async () => {
    const customer = 'fails';
    await DASHBOARD_STATES[0]?.record(world.client, customer);
    const page = await world.context.newPage();
    await world.withoutReading('rollup_total', async () => {
      await page.goto(`${world.server.url}/c/${customer}`);
      await page.getByText('Couldn’t load').first().waitFor({ timeout: 25_000 });
      await page.getByRole('navigation', { name: 'Pages' }).getByText('Activity log').waitFor();
      await page.getByText('Details').first().click();
      expect(await page.locator('.failed code').first().innerText()).toMatch(/^req_\w+/);
      await picture(page, 'error');
    });
    await page.getByRole('button', { name: 'Retry' }).first().click();
    await page.getByText('credits left').first().waitFor();
    await page.close();
  });
});

async function openState({ name, query = '' }: DashboardState): Promise<Page> {
  const page = await world.context.newPage();
  await page.goto(`${world.server.url}/c/${name}${query}`);
  await page.locator('.balance').waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  // The notices that are folded away are said too.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('.notice details')) {
      details.setAttribute('open', '');
    }
  });
  return page;
}

async function readText(page: Page): Promise<string> {
  const text = await page.locator('main').innerText();
  return text.replaceAll('\u00a0', ' ').replaceAll(/\s*\n\s*/g, ' ');
}

/** Percentages without two numbers beside them: in the same row and its table's total, or sentence. */
function barePercentages(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const bare: string[] = [];
    const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, 4);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (!/\d\s?%/.test(node.textContent ?? '')) continue;
      const row = node.parentElement?.closest('tr');
      const foot = row?.closest('table')?.tFoot?.rows[0];
      const cells = [...(row?.cells ?? []), ...(foot?.cells ?? [])];
      const around = row
        ? cells.map(({ textContent }) => textContent).join(' ')
        : node.parentElement?.closest('p, li, dd, figcaption')?.textContent;
      const numbers = (around ?? '').replaceAll(/[\d.,]+\s?%/g, '').match(/\d[\d.,]*/g) ?? [];
      if (numbers.length < 2) bare.push(`${node.textContent}: ${around}`);
    }
    return bare;
  });
}

/** The whole page on a wide screen in the light, and on a narrow one in the dark. */
async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(PICTURES, `${name}-1280.png`), fullPage: true });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.screenshot({ path: path.join(PICTURES, `${name}-360-dark.png`), fullPage: true });
  expect(over, `${name} is wider than 360 px`).toBe(0);
}
