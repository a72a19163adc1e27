import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';
import { openPage } from '../support/open-page.ts';
import { violationsOf } from '../support/violations-of.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

/** A busy machine is slow with nothing wrong. */
const LATER = { timeout: 15_000 };

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath !== undefined) world = await openDashboardWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

/** The most numbers of a page that are opened one by one. */
const NUMBERS_OPENED = 6;

/** The customer of a catalog; `own` is the one that pays for its own models. */
function customerOf(catalog: string) {
  return world.customers.find((each) =>
    catalog === 'own' ? each.billingMode !== undefined : each.catalog === catalog,
  );
}

/** A page of the customer of a catalog, signed in as an operator. */
async function open(catalog: string, address: string): Promise<Page> {
  const customer = customerOf(catalog);
  const page = await openPage(world, `/c/${customer?.key}${address}`);
  await settled(page);
  return page;
}

async function settled(page: Page): Promise<void> {
  await page.locator('main table tbody tr, main .nothing, main .insight').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
}

/** What stands in the table, row by row. */
function tableOf(page: Page): Promise<string[][]> {
  return page
    .locator('main table.grid tbody tr, main table.grid tfoot tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
    );
}

function amountOf(text: string | undefined): number {
  return Number((text ?? '').replace(/[^\d.-]/g, ''));
}

describeWithBrowser('the table of Explore', () => {
  test('4: rows and everyone else are the total, as shown', async () => {
    const page = await open('prospecting', '/usage?by=user');
    const rows = await tableOf(page);
    const total = rows.at(-1);
    expect(rows.at(-2)?.[0]).toContain('Everyone else');
    const sum = rows.slice(0, -1).reduce((all, row) => all + amountOf(row[1]), 0);
    expect(sum).toBe(amountOf(total?.[1]));
    expect(sum).toBeGreaterThan(0);
    await page.close();
  });

  test('29: Show more appends, keeps its place, focuses the first of the rows added and stays in the address', async () => {
    const page = await open('prospecting', '/usage?by=user');
    const before = await tableOf(page);
    const button = page.getByRole('button', { name: /^Show \d+ more$/ });
    await button.scrollIntoViewIfNeeded();
    await button.click();
    await expect.poll(async () => (await tableOf(page)).length).toBeGreaterThan(before.length);
    const after = await tableOf(page);
    expect(after.slice(0, 10)).toEqual(before.slice(0, 10));
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toContain(after[10]?.[0]?.split('\n')[0]);
    expect(new URL(page.url()).search).toContain('show=rows:20');
    await page.close();
  });
});

describeWithBrowser('the numbers of tables and their charts', () => {
  test.each([
    ['hosting', '/usage?by=meter'],
    ['vision', '/usage?by=folder'],
    ['prospecting', '/usage?by=user,feature'],
    ['agents', '/usage?g=week'],
    ['own', '/usage?by=surface'],
    ['prospecting', '/members'],
    ['agents', '/agents'],
  ])('5: of %s, on %s, each opens, and its entries add up to it', async (catalog, address) => {
    const page = await open(catalog, address);
    const client = world.client;
    const key = `${customerOf(catalog)?.key}`;
    const rows = page.locator(
      'main table.grid :is(tbody tr:first-child, tbody tr:last-child, tfoot tr)',
    );
    if (address.startsWith('/usage')) await page.locator('figcaption .num').first().waitFor();
    const sentences = await page.locator('figcaption .num').all();
    const cells = await rows.locator('.num').all();
    const step = Math.ceil(cells.length / NUMBERS_OPENED);
    const figures = new Set<string>();
    let link = { href: '', exact: '' };
    for (const number of [...sentences, ...cells.filter((_, index) => index % step === 0)]) {
      const shown = amountOf(await number.innerText());
      await number.click();
      const explained = page.locator('.explain');
      await explained.locator('output', { hasNotText: '…' }).waitFor();
      const figure = `${await explained.locator('h2').getAttribute('data-figure')}`;
      figures.add(figure);
      if (figure === 'used') {
        const exact = `${await explained.locator('output').getAttribute('data-exact')}`;
        expect(Math.abs(Number(exact) - shown), `${catalog} ${figure}`).toBeLessThanOrEqual(1);
        const href = `${await explained.getByRole('link').first().getAttribute('href')}`;
        const search = new URL(href, world.server.url).searchParams;
        const filter = search.get('f');
        if (!search.has('period')) {
          const asked = { unit: catalog === 'own' ? 'usd' : 'credits', ...(filter && { filter }) };
          expect((await client.usage.get(key, asked)).total.credits).toBe(exact);
        }
        if (Number(exact) > 0) link = { href, exact };
      }
      // What it is made of is there without opening any of it.
      for (const input of await explained.locator('.explain-inputs button').all()) {
        await input.locator('span:last-child', { hasText: /\d|∞/ }).waitFor();
      }
      await page.keyboard.press('Escape');
      await explained.waitFor({ state: 'detached' });
    }
    expect([...figures]).toContain('used');
    await page.goto(`${world.server.url}${link.href}`);
    const footer = page.locator('.log-foot strong');
    await footer.waitFor();
    expect(await footer.getAttribute('data-exact'), link.href).toBe(link.exact);
    await page.close();
  });
});

describeWithBrowser('the address of Explore', () => {
  test.each([
    ['period', 'period=prev'],
    ['granularity', 'g=week'],
    ['mode', 'mode=daily'],
    ['unit', 'unit=money'],
    ['rows and columns', 'by=folder,meter'],
    ['filter', 'f=meter:ex:image_storage'],
    ['comparison', 'cmp=prev&wd=1'],
    ['table', 'view=table'],
    ['zone', 'tz=utc'],
    ['sort and rows', 'by=meter&sort=events&show=rows:20'],
  ])('13: what the address says of %s is there again after a reload', async (_, query) => {
    const page = await open('vision', `/usage?${query}`);
    const asked = new URL(page.url()).search;
    expect(asked).toBe(`?${query}`);
    // The moment of the answer is not of the view.
    const text = async () => (await page.locator('main .card').allInnerTexts()).join('\n');
    const before = await text();
    await page.reload();
    await settled(page);
    expect(new URL(page.url()).search).toBe(asked);
    expect(await text()).toBe(before);
    await page.close();
  });

  test('15: Back undoes the filter, then the rows, then the period', async () => {
    const page = await open('hosting', '/usage');
    const search = () => new URL(page.url()).search;
    await page.goto(`${page.url()}?period=prev`);
    await settled(page);
    await page.getByRole('combobox', { name: /^Rows/ }).selectOption('meter');
    await expect.poll(search).toBe('?period=prev&by=meter');
    await settled(page);
    const row = page.locator('main table.grid tbody tr').first();
    await row.getByRole('button', { name: /Actions for/ }).click();
    await page.getByRole('button', { name: /^Only / }).click();
    await expect.poll(search).toContain('f=meter:in:');
    await page.getByRole('list', { name: 'Filters in force' }).waitFor();
    await page.goBack();
    await expect.poll(search).toBe('?period=prev&by=meter');
    await page.goBack();
    await expect.poll(search).toBe('?period=prev');
    await page.goBack();
    await expect.poll(search).toBe('');
    await page.close();
  });
});

describeWithBrowser('what Explore is narrowed to', () => {
  test('17, 28, 41: by keyboard alone a folder is chosen, what is directly in it left out, and the table taken along', async () => {
    const page = await open('vision', '/usage?by=folder');
    const search = () => new URL(page.url()).search;
    const all = await tableOf(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Filter' });
    await dialog.getByRole('button', { name: 'Attribution' }).focus();
    await page.keyboard.press('Enter');
    const tree = dialog.getByRole('treegrid');
    await tree.getByRole('row').first().waitFor();
    const branch = tree.getByRole('row', { expanded: true }).first();
    const name = (await branch.locator('.filter-name').innerText()).trim();
    const direct = tree.getByRole('row').filter({ hasText: `Directly in ${name}` });
    await direct.focus();
    await page.keyboard.press('Space');
    await expect.poll(search).toMatch(/^\?by=folder&f=folder:ex:[^,]+$/);
    await expect
      .poll(() => branch.locator('input').evaluate((box: HTMLInputElement) => box.indeterminate))
      .toBe(true);
    await page.keyboard.press('Escape');
    await settled(page);
    await page.getByText(/^Showing \d+ of \d+ meters/).waitFor();
    const left = await tableOf(page);
    const rowOf = (rows: string[][]) => rows.find(([label]) => label?.startsWith(name));
    expect(amountOf(rowOf(left)?.[1])).toBeLessThan(amountOf(rowOf(all)?.[1]));

    await page.getByRole('button', { name: 'Export' }).focus();
    await page.keyboard.press('Enter');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Table as CSV' }).focus();
    await page.keyboard.press('Enter');
    const download = await file;
    expect(download.suggestedFilename()).toMatch(/_usage_.*_by-folder\.csv$/);
    const lines = fs
      .readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    const roots = lines.slice(1).map((line) => line.split(','));
    const sum = roots
      .filter(([, , within]) => within === '')
      .reduce((total, cells) => total + Number(cells[3]), 0);
    expect(sum).toBeCloseTo(amountOf(left.at(-1)?.[1]), 3);
    await page.close();
  });
});

describeWithBrowser('the tree of the filter', () => {
  test('has one tab stop and the keys of a tree grid, and axe finds nothing in it', async () => {
    const page = await open('vision', '/usage');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const tree = page.getByRole('dialog', { name: 'Filter' }).getByRole('treegrid');
    await tree.getByRole('row').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const count = await tree.getByRole('row').count();
    const focused = () => tree.locator('tr:focus').getAttribute('aria-label');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return focused();
    };
    const labels = await tree
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => row.ariaLabel));
    await page.getByRole('searchbox', { name: 'Search the filters' }).focus();
    expect(await press('Tab')).toBe(labels[0]);
    expect(await press('End')).toBe(labels.at(-1));
    expect(await press('ArrowDown', 'ArrowUp')).toBe(labels.at(-2));
    expect(await press('Home', 'ArrowRight')).toBe(labels[1]);
    expect(await press('ArrowLeft')).toBe(labels[0]);
    // A branch that is closed shows no rows, and is opened again by the other arrow.
    expect(await press('ArrowLeft')).toBe(labels[0]);
    expect(await tree.getByRole('row').count()).toBeLessThan(count);
    expect(await press('ArrowDown')).not.toBe(labels[1]);
    await press('Home', 'ArrowRight');
    expect(await tree.getByRole('row').count()).toBe(count);
    // Space is the box, and the stop behind the row is its button.
    await press('Space');
    await expect.poll(() => tree.locator('tr:focus').getAttribute('aria-selected')).toBe('false');
    expect(await tree.getByRole('checkbox', { checked: true }).count()).toBeLessThan(count);
    await press('Space');
    await expect.poll(() => tree.locator('tr:focus').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Tab');
    const button = tree.getByRole('button', { name: `Only ${labels[0]}` });
    expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    expect(await tree.locator(':focus').count()).toBe(0);
    await page.close();
  });
});

describeWithBrowser('what Explore is zoomed to and compared with', () => {
  test('15, 52: a drag zooms the chart, Escape ends one, and Reset, Back and Escape lead out', async () => {
    const page = await open('hosting', '/usage?period=prev');
    const search = () => new URL(page.url()).search;
    const drag = async (end: () => Promise<void>) => {
      const plot = await page.locator('.chart-target').first().boundingBox();
      if (!plot) throw new Error('There is no chart.');
      await page.mouse.move(plot.x + plot.width * 0.2, plot.y + 100);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 100, { steps: 5 });
      await page.locator('.chart-brush').waitFor();
      await end();
    };
    await drag(async () => {
      await page.keyboard.press('Escape');
      await page.locator('.chart-brush').waitFor({ state: 'detached' });
      await page.mouse.up();
    });
    expect(search()).toBe('?period=prev');
    await drag(() => page.mouse.up());
    await expect.poll(search, LATER).toMatch(/^\?period=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/);
    const zoomed = search();
    await settled(page);
    await page.goBack();
    await expect.poll(search, LATER).toBe('?period=prev');
    await page.goForward();
    await expect.poll(search, LATER).toBe(zoomed);
    await page.getByRole('button', { name: 'Reset zoom' }).click();
    await expect.poll(search, LATER).toBe('');
    await page.close();
  });

  test('what is compared is written out, with both amounts', async () => {
    const page = await open('hosting', '/usage?by=project&cmp=prev');
    await page.getByRole('button', { name: /^Compared: / }).waitFor();
    await page
      .getByText(/compared with .* credits in .*:|No usage in .* to compare with/)
      .waitFor();
    await page.close();
  });
});

describeWithBrowser('members, agents and insights', () => {
  test('members: everyone has a row, and surfaces add up to the total in both directions', async () => {
    const page = await open('prospecting', '/members');
    const heads = await page.locator('main table.grid thead th').allInnerTexts();
    const rows = await tableOf(page);
    const at = ['Platform', 'Extension', 'API', 'Workspace'].map((name) => heads.indexOf(name));
    for (const row of rows) {
      const sum = at.reduce((all, index) => all + (index < 0 ? 0 : amountOf(row[index])), 0);
      expect(sum).toBe(amountOf(row[1]));
    }
    const members = world.customers.find(({ catalog }) => catalog === 'prospecting');
    const known = members?.directory.filter(({ kind }) => kind === 'members').length ?? 0;
    expect(rows.length).toBeGreaterThan(known);
    await page.close();
  });

  test('agents: credits, runs and states, and a way to their usage', async () => {
    const page = await open('agents', '/agents');
    await page.getByText('Agents in action').waitFor();
    const row = page.locator('main table.grid tbody tr').first();
    await row.getByText('Running').waitFor();
    await row.getByRole('button', { name: /Actions for/ }).click();
    await page.getByRole('button', { name: 'Open usage' }).click();
    await page.getByRole('heading', { name: 'Explore' }).waitFor();
    expect(new URL(page.url()).search).toContain('f=agent:in:');
    await page.close();
  });

  test('insights: each thing in its own unit, tokens by direction', async () => {
    const page = await open('hosting', '/insights');
    await page.getByRole('region', { name: 'Bandwidth' }).getByText(/GB$/).first().waitFor();
    await page.getByRole('region', { name: 'AI tokens' }).getByText('By direction').waitFor();
    await page.getByRole('region', { name: 'Projects' }).getByText('now').waitFor();
    await page.close();
  });
});
