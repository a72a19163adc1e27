import type { BrowserContext, Page } from 'playwright-core';
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
/** Where something is told by colour. */
const PAINTED = ['/', '/usage', '/activity', '/balance'];
const WIDTHS = [320, 360, 768, 1280];

let world: DashboardWorld;
/** The first customer's pages, from the root of the server. */
let first: readonly string[];

beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await openDashboardWorld(executablePath);
  first = customerPages.map(({ path }) => addressOf(world.customers[0]?.key, path));
}, 120_000);

afterAll(() => world?.close());

function addressOf(customer: string | undefined, path: string): string {
  return `/c/${customer}${path === '/' ? '' : path}`;
}

/** What was found on a page: nothing, when all is well. */
type Found = Readonly<Record<string, readonly string[]>>;

/** A page of somebody who is signed in, and what it complained of. */
async function open(address: string, context: BrowserContext = world.context) {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(world.server.url)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${world.server.url}${address}`);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  return { page, complaints };
}

/** Who reads in a language, in a window of their own. */
async function readerIn(language: string): Promise<BrowserContext> {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(
    ({ key, chosen }) => {
      sessionStorage.setItem('fuelgauge-operator-key', key);
      localStorage.setItem('fuelgauge-language', chosen);
    },
    { key: world.key, chosen: language },
  );
  return context;
}

/** By how much the page is wider than the window, at every width, once charts have been drawn anew for it. */
async function widerAt(page: Page, widths: readonly number[]): Promise<string[]> {
  const wide: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(async () => {
      const { documentElement: root } = document;
      for (let frame = 0; frame < 60 && root.scrollWidth > root.clientWidth; frame += 1) {
        await new Promise(requestAnimationFrame);
      }
      return root.scrollWidth - root.clientWidth;
    });
    if (over > 0) wide.push(`${over} px wider than ${width} px`);
  }
  return wide;
}

/** What is to be pressed and lower or narrower than so many pixels, unless it stands in a text. */
function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    (size) =>
      [...document.querySelectorAll('button, a, select, input, [role="button"], [role="tab"]')]
        .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== 'inline')
        // A label is pressed for its box, and is not small where that is.
        .map((each) => ({ each, target: each.closest('label') ?? each }))
        .map(({ each, target }) => ({
          box: target.getBoundingClientRect(),
          text: each.ariaLabel ?? target.textContent,
        }))
        .filter(({ box }) => box.width > 2 && (box.width < size || box.height < size))
        .map(({ box, text }) => `${text?.slice(0, 40)}: ${box.width} × ${box.height}`),
    least,
  );
}

describeWithBrowser('every page', () => {
  test('48, 53, 54, 64: axe finds nothing by day and by night, nothing is too small or too wide, or complained of, or asked of others', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const address of first) {
      const { page, complaints } = await open(address);
      const light = await violationsOf(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violationsOf(page);
      const small = await smallTargets(page, 24);
      const wide = await widerAt(page, WIDTHS);
      // Text of twice the size, as a browser can be told to show it.
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const widened = await widerAt(page, WIDTHS.slice(-1));
      const all = [...complaints, ...light, ...dark, ...small, ...wide, ...widened];
      if (all.length > 0) found[address] = all;
      await page.close();
    }
    expect(found).toEqual({});
  }, 240_000);

  test('48, 64: neither do they on the pages of other catalogs, of the operator, and on none', async () => {
    const found: Record<string, readonly string[]> = {};
    const [, ...others] = world.customers.map(({ key }) => key);
    const addresses = [
      ...[...BY_CATALOG].flatMap((path) => others.map((key) => addressOf(key, path))),
      ...operatorPages.map(({ path }) => `/op${path === '/' ? '' : path}`),
      '/c/nobody',
      `${first[0]}/nowhere`,
    ];
    for (const address of addresses) {
      const { page, complaints } = await open(address);
      const isUnknown = address === '/c/nobody';
      const said = isUnknown ? complaints.filter((text) => !/404/.test(text)) : complaints;
      const all = [...said, ...(await violationsOf(page))];
      if (all.length > 0) found[address] = all;
      await page.close();
    }
    expect(found).toEqual({});
  }, 240_000);

  test('54: with a finger, everything to be pressed is 40 px high and wide', async () => {
    const found: Record<string, readonly string[]> = {};
    const context = await world.browser.newContext({
      viewport: { width: 360, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await context.addInitScript((key) => {
      sessionStorage.setItem('fuelgauge-operator-key', key);
    }, world.key);
    for (const address of first) {
      const { page } = await open(address, context);
      const small = await smallTargets(page, 40);
      if (small.length > 0) found[address] = small;
      await page.close();
    }
    await context.close();
    expect(found).toEqual({});
  }, 240_000);
});

describeWithBrowser('every page in every language', () => {
  test.each(['de', 'en-XA', 'ar-XB'])(
    '53, 57: in %s no page is wider than the screen, and no text is cut off or left in English',
    async (language) => {
      const found: Record<string, readonly string[]> = {};
      const context = await readerIn(language);
      const known = new Set((await namesOf(world)).flatMap(wordsOf));
      for (const address of first) {
        const { page } = await open(address, context);
        const texts = language === 'de' ? [] : await plainTexts(page);
        const plain = texts.filter((text) => wordsOf(text).some((word) => !known.has(word)));
        const shown = await page.locator('body').innerText();
        const endsTwice = shown.match(/.*\p{L}\.\.(?!\S)/gu) ?? [];
        const cut = await cutOff(page);
        const wide = await widerAt(page, WIDTHS);
        const faults = [...plain, ...endsTwice, ...cut, ...wide];
        if (faults.length > 0) found[address] = faults;
        await page.close();
      }
      await context.close();
      expect(found).toEqual({});
    },
    240_000,
  );
});

/** Every text that carries words and not the marks of the pseudo locales: texts of the page, and names for screen readers. */
function plainTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    for (const each of document.querySelectorAll('body *')) {
      if (!each.checkVisibility() || each.closest('script, style, code, kbd, svg')) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        texts.push(each.getAttribute(name) ?? '');
      }
      const isLeaf = each.querySelector(':not(br, svg, svg *)') === null;
      if (isLeaf) texts.push(each.textContent ?? '');
    }
    const words = texts.map((text) => text.trim()).filter((text) => /\p{L}{3}/u.test(text));
    return words.filter((text) => !text.includes('⟦'));
  });
}

/** Texts of which a part is outside their box, where nothing says that there is more. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, nav *, header *')]
      .filter((each) => {
        const { overflowX, textOverflow } = getComputedStyle(each);
        const isHidden = overflowX === 'hidden' || overflowX === 'clip';
        const isForReaders = each.classList.contains('visually-hidden');
        return isHidden && textOverflow !== 'ellipsis' && !isForReaders && each.checkVisibility();
      })
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => `cut off: ${each.className} ${each.textContent?.slice(0, 60)}`),
  );
}

/** Words of three letters and more, in small letters and without a plural; what has a digit, a slash or a line in it is an id. */
function wordsOf(text: string): string[] {
  const parts = text.split(/[\s,;:()·×…]+/u).filter((part) => !/[\d/_]/.test(part));
  const words = parts.flatMap((part) => part.match(/\p{L}{3,}/gu) ?? []);
  return words.map((word) => word.toLowerCase().replace(/s$/, ''));
}

/** Every text of the catalogs and the customers' directories, and what dates are written with: these are shown as they are. */
async function namesOf({ client, customers }: DashboardWorld): Promise<string[]> {
  const names = ['Fuelgauge', 'UTC', 'CET', 'CEST'];
  const read = (value: unknown): void => {
    if (typeof value === 'string') names.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(read);
  };
  for (const { catalog, directory, name } of customers) {
    read([name, directory]);
    read((await client.catalog.get({ key: catalog })).catalog);
  }
  for (const days of Array.from({ length: 12 }, (_, index) => index * 31)) {
    const date = new Date(Date.UTC(2026, 0, 4 + days));
    for (const style of ['short', 'long'] as const) {
      names.push(date.toLocaleDateString('en-GB', { weekday: style, month: style }));
    }
  }
  return names;
}

describeWithBrowser('every page for every reader', () => {
  test('55: in forced colours and with more contrast charts have patterns, and every text can be read', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const address of PAINTED.map((path) => addressOf(world.customers[0]?.key, path))) {
      const { page } = await open(address);
      const all: string[] = [];
      for (const need of [{ forcedColors: 'active' }, { contrast: 'more' }] as const) {
        await page.emulateMedia({ forcedColors: 'none', contrast: 'no-preference', ...need });
        const fills = await page
          .locator('.chart-drawing .series:nth-of-type(2)')
          .evaluateAll((each) => each.map((series) => getComputedStyle(series).fill));
        all.push(...fills.filter((fill) => !fill.includes('url')), ...(await violationsOf(page)));
      }
      if (all.length > 0) found[address] = all;
      await page.close();
    }
    expect(found).toEqual({});
  }, 120_000);

  test('55: for who wants less motion nothing moves', async () => {
    const found: Found = Object.fromEntries(
      await Promise.all(
        [first[0] ?? '', first[1] ?? ''].map(async (address) => {
          const { page } = await open(address);
          await page.emulateMedia({ reducedMotion: 'reduce' });
          const moving = await page.evaluate(() =>
            [...document.querySelectorAll('*')]
              .filter((each) => {
                const { transitionDuration, animationName } = getComputedStyle(each);
                return /[1-9]/.test(transitionDuration) || animationName !== 'none';
              })
              .map((each) => `${each.tagName} ${each.className}`),
          );
          await page.close();
          return [address, moving] as const;
        }),
      ),
    );
    expect(Object.values(found).flat()).toEqual([]);
  }, 60_000);
});
