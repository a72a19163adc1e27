import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { DASHBOARD_STATES, type DashboardState } from '../support/dashboard-states.ts';
import { type DashboardWorld, openEmptyWorld } from '../support/dashboard-world.ts';
import { SERVER_URL_VARIABLE } from '../support/databases.ts';
import { expectPicture, expectPictures } from '../support/expect-pictures.ts';
import { CELL, differenceOf, shrink } from '../support/shrunk-picture.ts';
import { violationsOf } from '../support/violations-of.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openEmptyWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

describeWithBrowser('the first page in every state', () => {
  test.each(DASHBOARD_STATES)('10, 11, 22, 23, 48, 65: $name', async (state) => {
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
    expect(await violationsOf(page)).toEqual([]);
    await expectPictures(page, state.name);
    await page.close();
  });
});

describeWithBrowser('a time from which nothing was received', () => {
  test('7: is no zero in the table of the chart and in Explore, and a day without usage is', async () => {
    const rows = ['Thu 5 Nov', 'Fri 6 Nov', 'Sun 8 Nov'];
    const openRows = async (at: string) => {
      const page = await world.context.newPage();
      await page.goto(`${world.server.url}/c/ingest-gap${at}`);
      const cells = (day: string) =>
        page.locator('tr', { has: page.locator('th', { hasText: day }) }).first();
      await cells('Fri 6 Nov').waitFor();
      const texts = await Promise.all(rows.map((day) => cells(day).innerText()));
      expect(await violationsOf(page)).toEqual([]);
      await page.close();
      return texts.map((text) => text.replaceAll(/\s+/g, ' '));
    };
    const [partly, gap, none] = await openRows('?mode=daily&view=table');
    expect(partly).toMatch(/No data received .* 60/);
    expect(gap).toMatch(/No data received 5 Nov.* —/);
    expect(none).toMatch(/8 Nov 0/);
    const [, missing, zero] = await openRows('/usage');
    expect(missing).toMatch(/6 Nov .*— — —$/);
    expect(zero).toMatch(/8 Nov .*0 0 0 %$/);
  });
});

describeWithBrowser('the first page for every reader', () => {
  // What is longest, most, and told by colour.
  const states = DASHBOARD_STATES.filter(({ name }) =>
    ['long-names', 'huge', 'over-limit', 'add-on-in-use'].includes(name),
  );
  test.each(states)('55: $name in forced colours and at 400 %', async (state) => {
    const page = await openState(state);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await violationsOf(page)).toEqual([]);
    await expectPicture(page, `${state.name}-forced`, { fullPage: true });
    await page.emulateMedia({ forcedColors: 'none' });
    // A window of 1,280 × 1,024 holds 320 × 256 of such a page, each of them sixteen points.
    const session = await page.context().newCDPSession(page);
    const zoomed = { width: 320, height: 256, deviceScaleFactor: 4, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', zoomed);
    await page.waitForFunction(() => {
      const { documentElement: root } = document;
      return root.clientWidth <= 320 && root.scrollWidth <= root.clientWidth;
    });
    await expectPicture(page, `${state.name}-400`, { fullPage: false });
    await page.close();
  });

  test.each([
    ['A4', 210],
    ['Letter', 215.9],
  ])(
    '42: on %s it is as wide as the paper, light, and says its period, zone and filters',
    async (_, mm) => {
      const state = DASHBOARD_STATES.find(({ name }) => name === 'add-on-in-use');
      const page = await world.context.newPage();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      // Between margins of a centimetre, at 96 points an inch.
      await page.setViewportSize({ width: Math.floor(((mm - 20) / 25.4) * 96), height: 1000 });
      const filter = 'f=meter:in:production_deploy';
      await page.goto(`${world.server.url}/c/${state?.name}?${filter}`);
      await page.locator('.balance').waitFor();
      await page.waitForFunction(() => {
        const { documentElement: root } = document;
        return (
          !document.querySelector('[aria-busy="true"]') && root.scrollWidth <= root.clientWidth
        );
      });
      const ground = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(ground).toMatch(/^rgb\(2[45]\d, 2[45]\d, 2[45]\d\)$/);
      await page.getByRole('list', { name: 'Filters in force' }).waitFor();
      const shown = await readText(page);
      for (const said of [/Overview/, /1\s?–\s?30 Nov 2026 \(UTC\)/, /Production deploys/]) {
        expect(shown).toMatch(said);
      }
      expect(await page.locator('.sidebar, .page-controls').filter({ visible: true }).count()).toBe(
        0,
      );
      await page.close();
    },
  );
});

describeWithBrowser('somebody who sees a part', () => {
  test.each([
    {
      name: 'a-manager-of-a-group-without-members',
      bound: { roles: ['manager'], groups: ['nobody-is-in-it'] },
      at: '/usage',
      says: /Only usage of nobody-is-in-it/,
      seesBalance: true,
    },
    {
      name: 'a-manager-within-a-scope',
      bound: { roles: ['manager'], scope: 'site' },
      at: '',
      says: /Only usage of site .* What is left of the credits of all is not shown to you\./,
      seesBalance: false,
    },
    {
      name: 'a-member',
      bound: { roles: ['user'] },
      at: '/activity',
      says: /Only your own usage/,
      seesBalance: false,
    },
  ])('$name has a page without empty cards, which says what it is of', async (reader) => {
    const { name, bound, at, says, seesBalance } = reader;
    const { token } = await world.client.portalSessions.create({
      customer: 'huge',
      member: 'somebody',
      ...bound,
    });
    const page = await world.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${world.server.url}/c/huge${at}#token=${token}`);
    await expect.poll(() => readText(page), { timeout: 25_000 }).toMatch(says);
    const empty = async () =>
      (await page.locator('main .card').allInnerTexts()).filter((text) => text.trim() === '');
    await expect.poll(empty, { timeout: 15_000 }).toEqual([]);
    expect(await page.locator('.failed').count()).toBe(0);
    expect(await readText(page)).not.toMatch(/\bm\d+\b|unlimited/);
    const pages = await page.getByRole('navigation', { name: 'Pages' }).innerText();
    expect(pages.includes('Balance & grants')).toBe(seesBalance);
    expect(await violationsOf(page)).toEqual([]);
    await expectPictures(page, name);
    await page.close();
  });
});

describeWithBrowser('a link with fixed dates', () => {
  test('16: shows the same numbers when it is opened a week later', async () => {
    const customer = 'a-week-later';
    const [day, now] = [86_400_000, Date.now()];
    const at = (days: number) => new Date(now + days * day).toISOString();
    const dates = { started_at: at(-60), anchor_at: at(-20), clock_at: at(0) };
    const body = { name: customer, catalog: 'hosting', plan: 'pro', test: true, time_zone: 'UTC' };
    await world.client.customers.put(customer, { ...body, ...dates });
    const deploy = (id: string, occurred_at: string) => ({
      ...{ id, customer, occurred_at, type: 'deploy.succeeded' },
      ...{ dimensions: { project: 'site' }, data: { context: 'production' } },
    });
    await world.client.events.record([deploy('a', at(-2)), deploy('b', at(-0.01))]);
    await world.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await world.context.newPage();
    const total = async () => {
      const foot = page.locator('main table.grid tfoot tr').first();
      await foot.waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      return foot.innerText();
    };
    await page.goto(`${world.server.url}/c/${customer}/usage`);
    const before = await total();
    expect(before).toMatch(/\b30\b/);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('button', { name: /fixed/i }).click();
    await page.getByRole('button', { name: 'Link copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).searchParams.get('period')).toMatch(/^[\d-]+\.\.[\d-]+$/);
    await world.client.clock.advance(customer, at(7));
    await world.client.events.record(deploy('c', at(6)));
    await page.goto(link);
    expect(await total()).toBe(before);
    await page.close();
  });
});

describeWithBrowser('the comparison of pictures', () => {
  test('65: sees what is missing, moved or of another colour, and not another digit', async () => {
    const page = await world.browser.newPage();
    const blank = await world.browser.newPage();
    const bar = (style: string) =>
      `<div style="position:absolute;left:40px;top:80px;width:40px;height:24px;${style}"></div>`;
    const pictureOf = async (digits: string, after: string) => {
      await page.setContent(`<p style="font:14px sans-serif">Used ${digits} credits</p>${after}`);
      return shrink(blank, await page.screenshot(), CELL);
    };
    const blue = await pictureOf('1,234', bar('background:#3d4cd0'));
    const differs = async (digits: string, style: string) =>
      differenceOf(blue, await pictureOf(digits, bar(style)));
    expect(await differs('1,234', 'background:#3d4cd0')).toBeNull();
    expect(await differs('1,235', 'background:#3d4cd0')).toBeNull();
    expect(await differs('1,234', 'background:#d03d4c')).toMatchObject({ cells: 15 });
    expect(await differs('1,234', '')).not.toBeNull();
    expect(await differs('1,234', 'background:#3d4cd0;margin-left:32px')).not.toBeNull();
    await page.close();
    await blank.close();
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
      // Each request has a number of its own.
      await page.evaluate(() => {
        for (const code of document.querySelectorAll('.failed code')) code.textContent = 'req_1';
      });
      await expectPictures(page, 'error');
    });
    await page.getByRole('button', { name: 'Retry' }).first().click();
    await page.getByText('credits left').first().waitFor();
    await page.close();
  });
});

describeFaults('the first page of a customer that is read-only', () => {
  test('65: says since when and why, with the numbers there were', async () => {
    const [state] = DASHBOARD_STATES.filter(({ name }) => name === 'over-limit');
    const customer = 'read-only';
    await state?.record(world.client, customer);
    await world.makeReadOnly(customer, {
      at: '2026-11-11T11:30:00Z',
      reason: 'I2 does not hold at sequence number 4: grant/1 is 6, not 7.',
    });
    const page = await openState({ name: customer, record: async () => {}, says: [] });
    const text = await readText(page);
    for (const said of [
      /Nothing can be charged since 11 Nov 11:30 UTC: I2 does not hold .* not 7\. What is shown is complete/,
      ...(state?.says ?? []),
    ]) {
      expect(text).toMatch(said);
    }
    expect(await violationsOf(page)).toEqual([]);
    await expectPictures(page, customer);
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
