import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type ChartPage, serveChartPage } from '../support/chart-page.ts';

const executablePath = ensureChromium();
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;
const NODES_MAX = 150;

let charts: ChartPage;
let browser: Browser;

beforeAll(async () => {
  if (executablePath === undefined) return;
  charts = await serveChartPage();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});

afterAll(async () => {
  await browser?.close();
  await charts?.close();
});

const WIDE = { viewport: { width: 1000, height: 700 } };

async function open(name: string, options: BrowserContextOptions = WIDE): Promise<Page> {
  const page = await browser.newPage(options);
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${charts.url}/?chart=${name}`);
  await page.locator('figure').waitFor();
  return page;
}

const target = (page: Page) => page.getByRole('application');
const tip = (page: Page) => page.locator('.chart-tip .tip');
const live = (page: Page) => page.locator('.chart [aria-live]');

/** Its box on the screen. */
async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`No ${selector}`);
  return box;
}

describeWithBrowser('a chart by keyboard', () => {
  test('49: one tab stop, arrows, Home, End, pages, live text, Enter and Escape', async () => {
    const page = await open('month');
    await page.getByRole('button', { name: 'Table' }).focus();
    await page.keyboard.press('Tab');
    expect(await target(page).evaluate((each) => each === document.activeElement)).toBe(true);
    await expect.poll(() => live(page).innerText()).toContain('Thu 19 Nov, so far, Total');
    const steps = [
      ['ArrowLeft', 'Wed 18 Nov, Total 331'],
      ['ArrowUp', 'Wed 18 Nov, Total 331, AI inference 70'],
      ['PageUp', 'Wed 11 Nov'],
      ['Home', 'Sun 1 Nov'],
      ['PageDown', 'Sun 8 Nov'],
      ['End', 'Thu 19 Nov'],
    ];
    for (const [key = '', said = ''] of steps) {
      await page.keyboard.press(key);
      await expect.poll(() => live(page).innerText()).toContain(said);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Open entries' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open entries' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await tip(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    const inEvents = 'document.activeElement.closest(".chart-events") !== null';
    expect(await page.evaluate(inEvents)).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(inEvents)).toBe(false);
    await page.close();
  });

  test('49: the table has a caption, scopes, totals, and the numbers of the chart', async () => {
    const page = await open('month');
    await target(page).focus();
    const inChart = new Map<string, string>();
    await page.keyboard.press('Home');
    for (let bucket = 0; bucket < 19; bucket += 1) {
      const rows = await tip(page).locator('tr').allInnerTexts();
      const label = await tip(page).locator('.tip-title').innerText();
      const total = rows.find((row) => row.startsWith('Total'))?.split('\t')[1] ?? '';
      inChart.set(label, total.trim());
      await page.keyboard.press('ArrowRight');
    }
    await page.getByRole('button', { name: 'Table' }).click();
    const table = page.getByRole('table', { name: 'Credits per day' });
    expect(await table.locator('tbody th[scope=row]').count()).toBe(19);
    expect(await table.locator('thead th[scope=col]').count()).toBe(9);
    for (const [label, total] of inChart) {
      const row = table.locator('tbody tr').filter({ hasText: label }).first();
      expect(await row.locator('td').first().innerText(), label).toBe(total);
    }
    const summary = await page.locator('figcaption').innerText();
    expect(summary).toContain(`${await table.locator('tfoot td').first().innerText()} credits`);
    await page.close();
  });

  test('events are in words, one tab stop, arrow keys between them', async () => {
    const page = await open('month');
    const events = page.getByRole('list', { name: 'Events' }).getByRole('button');
    expect(await events.count()).toBe(3);
    await events.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tooltip').getByText('9 Nov 14:20: Pro plan').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    await page.close();
  });
});

describeWithBrowser('the tooltip of a chart', () => {
  test('51: opens on pointer and tap, can be hovered, and closes with Escape', async () => {
    const page = await open('month');
    const plot = await boxOf(page, '.chart-target');
    const x = plot.x + plot.width * (9.5 / 31);
    await page.mouse.move(x, plot.y + 60);
    await tip(page).waitFor();
    await page.locator('.chart-tip[data-settled=true]').waitFor();
    const box = await boxOf(page, '.chart-tip .tip');
    await page.mouse.move(box.x + 4, plot.y + 60, { steps: 12 });
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    expect(await tip(page).locator('.tip-title').innerText()).toBe('Tue 10 Nov');
    await target(page).focus();
    await page.keyboard.press('Escape');
    await tip(page).waitFor({ state: 'detached' });
    await page.close();

    const touch = await open('month', { ...WIDE, hasTouch: true });
    const place = await boxOf(touch, '.chart-target');
    await touch.touchscreen.tap(place.x + place.width * (4.5 / 31), place.y + 90);
    await tip(touch).getByText('Thu 5 Nov').waitFor();
    await touch.close();
  });

  test('stands beside its bucket and never over it', async () => {
    const page = await open('month');
    await target(page).focus();
    await page.keyboard.press('Home');
    for (let bucket = 0; bucket < 19; bucket += 1) {
      const cursor = await boxOf(page, '.chart-cursor');
      const box = await boxOf(page, '.chart-tip .tip');
      const isBeside = box.x >= cursor.x + cursor.width - 1 || box.x + box.width <= cursor.x + 1;
      expect(isBeside, `bucket ${bucket}`).toBe(true);
      expect(box.x + box.width).toBeLessThanOrEqual(1000);
      await page.keyboard.press('ArrowRight');
    }
    await page.close();
  });
});

describeWithBrowser('a chart that is zoomed', () => {
  const labels = (page: Page) => page.locator('.chart-drawing text').allTextContents();

  test('52: a drag zooms; Reset, Back and Escape lead out again', async () => {
    const page = await open('month');
    const reset = page.getByRole('button', { name: 'Reset zoom' });
    const leave: (() => Promise<unknown>)[] = [
      () => reset.click(),
      () => page.goBack(),
      async () => {
        await target(page).focus();
        await page.mouse.move(5, 5);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
      },
    ];
    for (const out of leave) {
      const plot = await boxOf(page, '.chart-target');
      await page.mouse.move(plot.x + plot.width * (4.5 / 31), plot.y + 200);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width * (8.5 / 31), plot.y + 200, { steps: 5 });
      await page.locator('.chart-brush').waitFor();
      await page.mouse.up();
      await reset.waitFor();
      expect(await labels(page)).toContain('5 Nov');
      expect(await labels(page)).not.toContain('1 Nov');
      await out();
      await reset.waitFor({ state: 'detached' });
    }
    await page.close();
  });

  test('52: Escape ends a drag, and a pinned bucket zooms without one', async () => {
    const page = await open('month');
    const plot = await boxOf(page, '.chart-target');
    await target(page).focus();
    await page.mouse.move(plot.x + 100, plot.y + 200);
    await page.mouse.down();
    await page.mouse.move(plot.x + 300, plot.y + 200, { steps: 3 });
    await page.keyboard.press('Escape');
    await page.locator('.chart-brush').waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await page.getByRole('button', { name: 'Reset zoom' }).count()).toBe(0);
    await page.mouse.move(5, 5);
    await target(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    while (!(await page.evaluate('document.activeElement.textContent === "Zoom in"'))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
    expect(await labels(page)).toContain('1 Nov');
    await page.close();
  });
});

describeWithBrowser('the legend of a chart', () => {
  test('a click shows one alone, a modifier hides one, and how many are hidden is said', async () => {
    const page = await open('month');
    const series = page.getByRole('list', { name: 'Series' }).getByRole('button');
    const drawn = page.locator('.chart-drawing .series');
    await series.nth(1).click();
    await page.getByRole('status').getByText('5 of 6 hidden').waitFor();
    expect(await drawn.count()).toBe(1);
    expect(await series.nth(0).getAttribute('aria-pressed')).toBe('false');
    await page.getByRole('button', { name: 'Show all' }).click();
    await series.nth(2).click({ modifiers: ['Control'] });
    await page.getByRole('status').getByText('1 of 6 hidden').waitFor();
    expect(await drawn.count()).toBe(5);
    await page.close();
  });
});

describeWithBrowser('the drawing of a chart', () => {
  test('a year of nine series has at most 150 nodes, with its legend and its tooltip closed', async () => {
    const page = await open('year');
    const nodes = await page
      .locator('figure')
      .evaluate((each) => each.querySelectorAll('*').length);
    expect(nodes).toBeLessThanOrEqual(NODES_MAX);
    expect(await page.locator('.chart-drawing .series').count()).toBe(9);
    await page.close();
  });

  test('of ten thousand values a line keeps what its pixels can show', async () => {
    const page = await open('lines');
    const lengths = await page
      .locator('.series-line')
      .evaluateAll((all) => all.map((each) => each.getAttribute('d')?.split('L').length ?? 0));
    expect(lengths).toHaveLength(3);
    for (const length of lengths) expect(length).toBeLessThanOrEqual(1000 * 4);
    await page.close();
  });
});

describeWithBrowser('a chart for every reader', () => {
  const needs: [string, BrowserContextOptions][] = [
    ['forced colours', { forcedColors: 'active' }],
    ['more contrast', { contrast: 'more' }],
  ];
  test.each(needs)('55: %s turn patterns on', async (_, options) => {
    const page = await open('hours', { ...WIDE, ...options });
    const fill = await page
      .locator('.chart-drawing .series')
      .nth(1)
      .evaluate((each) => getComputedStyle(each).fill);
    expect(fill).toContain('series-pattern-2');
    await page.close();
  });

  test('55: paper turns patterns on, a screen does not for two series, and nothing moves', async () => {
    const page = await open('hours', { ...WIDE, reducedMotion: 'reduce' });
    const fill = () =>
      page
        .locator('.chart-drawing .series')
        .nth(1)
        .evaluate((each) => getComputedStyle(each).fill);
    expect(await fill()).not.toContain('url');
    await target(page).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await fill()).toContain('series-pattern-2');
    await page.close();
  });

  test('below 400 px the table comes first, nothing is wider than the screen, labels do not touch', async () => {
    const page = await open('month', { viewport: { width: 360, height: 800 } });
    await page.getByRole('table', { name: 'Credits per day' }).waitFor();
    const choices = page.getByRole('group', { name: 'Show as' }).getByRole('button');
    expect(await choices.allInnerTexts()).toEqual(['Table', 'Chart']);
    await choices.nth(1).click();
    await target(page).waitFor();
    expect((await boxOf(page, '.chart')).height).toBe(280);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    const boxes = await page
      .locator('.chart-drawing text:not([text-anchor=end]):not(.rule-label)')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    expect(boxes.length).toBeGreaterThan(2);
    for (const [at, box] of boxes.entries()) {
      if (at > 0) expect(box.left).toBeGreaterThan(boxes[at - 1].right);
    }
    await page.close();
  });
});

describeWithBrowser('the labels of a chart', () => {
  test('55: labels are measured in the font they end in, which may come late or be in forced colours', async () => {
    const labelsIn = async (options: BrowserContextOptions, lateMs = 0) => {
      const context = await browser.newContext({ ...WIDE, ...options });
      await context.route('**/*.woff2', async (route) => {
        await sleep(lateMs);
        await route.continue();
      });
      const page = await context.newPage();
      await page.goto(`${charts.url}/?chart=month`, { waitUntil: 'commit' });
      const labels = page.locator('.chart-drawing text:not(.rule-label)');
      await labels.first().waitFor();
      const hadFont = await page.evaluate('document.fonts.check(\'12px "Inter Variable"\')');
      await page.evaluate('document.fonts.ready');
      const places = () =>
        labels.evaluateAll((all) =>
          all.map((each) => [each.textContent, Math.round(each.getBoundingClientRect().left * 10)]),
        );
      return { hadFont, places, close: () => context.close() };
    };
    const usual = await labelsIn({});
    const forced = await labelsIn({ forcedColors: 'active' });
    const late = await labelsIn({}, 1000);
    expect(late.hadFont).toBe(false);
    expect((await usual.places()).length).toBeGreaterThan(10);
    await expect.poll(forced.places).toEqual(await usual.places());
    await expect.poll(late.places).toEqual(await forced.places());
    expect(await usual.places()).toEqual(await late.places());
    for (const { close } of [usual, forced, late]) await close();
  });
});

describeWithBrowser('a chart that is taken along', () => {
  test('as SVG it is a document, as PNG a picture of twice its size', async () => {
    const page = await open('month');
    const save = async (name: string) => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).click();
      return fs.readFileSync(await (await waiting).path());
    };
    const svg = (await save('SVG')).toString();
    const parsed = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml')`;
    expect(await page.evaluate(`${parsed}.querySelector('parsererror') === null`)).toBe(true);
    const png = await save('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * 960);
    // A picture of nothing packs into a few kilobytes.
    expect(png.length).toBeGreaterThan(20_000);
    await page.close();
  });
});
