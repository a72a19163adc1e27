import fs from 'node:fs';
import { credits, formatCredits, nano } from '@fuelgauge/core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type DashboardWorld, openDashboardWorld } from '../support/dashboard-world.ts';
import { openPage } from '../support/open-page.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: DashboardWorld;

beforeAll(async () => {
  if (executablePath !== undefined) world = await openDashboardWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

function customerOf(catalog: string): string {
  return world.customers.find((customer) => customer.catalog === catalog)?.key ?? '';
}

async function open(address: string): Promise<Page> {
  const page = await openPage(world, address);
  await page.locator('.balance').waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  return page;
}

describeWithBrowser('the cards of the overview', () => {
  test('2: what is used and left is what the API says at the same number of the ledger', async () => {
    for (const { key } of world.customers.filter(({ billingMode }) => !billingMode)) {
      const page = await open(`/c/${key}`);
      const balance = await world.client.balance.get(key);
      await page.getByText(`Ledger #${balance.seq.toLocaleString('en')}`).waitFor();
      const exact = async (number: Locator) => {
        await number.click();
        const output = page.locator('.explain output', { hasNotText: '…' });
        await output.waitFor();
        const value = await output.getAttribute('data-exact');
        await page.keyboard.press('Escape');
        await output.waitFor({ state: 'detached' });
        return value;
      };
      const left = balance.available === null ? balance.used : balance.remaining;
      expect(await exact(page.locator('.balance-left .num').first()), key).toBe(left);
      await page.close();
    }
  }, 60_000);

  test('21, 51: the bar has a segment for each kind in draw order, each opens its numbers on focus', async () => {
    const customer = customerOf('hosting');
    const page = await open(`/c/${customer}`);
    const { grants } = await world.client.balance.get(customer);
    const kinds = [...new Set(grants.map(({ kind }) => kind))];
    const meters = page.locator('.bar [role="meter"]');
    expect(await meters.count()).toBe(kinds.length);
    const names = await meters.evaluateAll((all) => all.map((each) => each.ariaLabel));
    expect(names).toEqual(['Monthly allotment', 'Add-on credits'].slice(0, kinds.length));
    for (const meter of await meters.all()) {
      await meter.focus();
      await page.getByRole('tooltip').waitFor();
      expect(await page.getByRole('tooltip').innerText()).toMatch(/[\d,.]+ of [\d,.]+ left/);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('tooltip').count()).toBe(0);
    }
    // 51: with the pointer it can be reached, and goes with Escape, wherever that is.
    const tip = page.getByRole('tooltip');
    await meters.last().hover();
    await tip.waitFor();
    await tip.hover();
    expect(await tip.innerText()).toMatch(/[\d,.]+ of [\d,.]+ left/);
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await page.close();
  });
});

describeWithBrowser('the metrics of the overview', () => {
  test('23: the four cards are there, and elapsed and remaining days are the whole cycle', async () => {
    for (const { key } of world.customers.filter(({ billingMode }) => !billingMode)) {
      const page = await open(`/c/${key}`);
      const cards = page.locator('.metrics').first();
      const text = (await cards.innerText()).replaceAll('\u00a0', ' ');
      for (const name of ['Days remaining', 'Days elapsed', 'Avg per day', 'Runs out in']) {
        expect(text, key).toContain(name);
      }
      const [remaining = 0, elapsed = 0, length = 0] = [...text.matchAll(/([\d,]+) days?\b/g)].map(
        ([, days]) => Number(days?.replaceAll(',', '')),
      );
      expect(remaining + elapsed, key).toBe(length);
      await page.close();
    }
  });

  test('24: sums and single days are the same answer, and the choice stands in the address', async () => {
    const page = await open(`/c/${customerOf('ai-workspace')}`);
    // What is asked from here on is asked for the choice, and not because something was recorded.
    await page.getByRole('button', { name: 'Pause updates' }).click();
    await page.getByRole('button', { name: 'Resume updates' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: 'Per day' }).click();
    await page.getByRole('heading', { name: /per day/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('mode')).toBe('daily');
    await page.getByRole('button', { name: 'Cumulative' }).click();
    await page.getByRole('heading', { name: /so far/ }).waitFor();
    expect(asked.filter((url) => url.includes('/overview'))).toEqual([]);
    await page.close();
  });
});

describeWithBrowser('the usage on it', () => {
  test('25: the estimate has a band and a range in words, and none stands on a closed period', async () => {
    const customer = customerOf('agents');
    const page = await open(`/c/${customer}`);
    const { cycle, as_of } = await world.client.balance.get(customer);
    const days = (Date.parse(as_of) - Date.parse(cycle.start)) / 86_400_000;
    const text = await page.locator('main').innerText();
    if (days < 3) expect(text).toContain('The estimate starts after 3 days');
    else expect(text).toMatch(/Likely [\d,.]+–[\d,.]+ by .* \(80 %\)/);
    await page.goto(`${world.server.url}/c/${customer}?period=prev`);
    await page.getByText('Length').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Likely');
    await page.close();
  });

  test('26: dollars are credits at the customer’s own price, and said to be a valuation', async () => {
    const customer = customerOf('vision');
    const page = await open(`/c/${customer}`);
    await page.getByRole('button', { name: 'USD', exact: true }).click();
    await page.getByText('A valuation, not an amount due').waitFor();
    expect(new URL(page.url()).searchParams.get('unit')).toBe('money');
    const { price_per_credit: price } = await world.client.catalog.of(customer);
    const { usage } = await world.client.overview.get(customer);
    const worth = (credits(usage.total.credits) * credits(price?.amount ?? '0')) / credits('1');
    const cents = (worth + credits('0.005')) / credits('0.01');
    const shown = Number(formatCredits(nano(cents * credits('0.01')))).toLocaleString('en', {
      style: 'currency',
      currency: price?.currency ?? 'USD',
    });
    expect(await page.locator('.breakdown tfoot').innerText()).toContain(shown);
    await page.close();
  });

  test('27: the arrows step through the cycles, and the last one says why it stops', async () => {
    const page = await open(`/c/${customerOf('hosting')}`);
    const later = page.getByRole('button', { name: /Later period/ });
    expect(await later.getAttribute('aria-disabled')).toBe('true');
    await later.focus();
    expect(await later.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Earlier period' }).click();
    await page.getByText('Left at the end', { exact: true }).waitFor();
    await later.click();
    await page.getByText('Days remaining').waitFor();
    expect(new URL(page.url()).searchParams.get('period')).toBeNull();
    await page.close();
  });
});

describeWithBrowser('what it adds up to', () => {
  test('4, 29: Show more appends, leads to the first row it added, stays in the address and adds up', async () => {
    const customer = customerOf('prospecting');
    const page = await open(`/c/${customer}`);
    const table = page.getByRole('table', { name: /Usage by team member/ });
    const rows = table.locator('tbody tr:not(.rest)');
    const before = await rows.allInnerTexts();
    expect(before).toHaveLength(5);
    const card = page.locator('section.card', { has: table });
    await card.getByRole('button', { name: /^Show \d+ more$/ }).click();
    await rows.nth(5).waitFor();
    const after = await rows.allInnerTexts();
    expect(after.slice(0, 5)).toEqual(before);
    const focused = await rows.nth(5).evaluate((row) => row === document.activeElement);
    expect(focused).toBe(true);
    expect(new URL(page.url()).searchParams.get('show')).toBe('user:15');
    await page.reload();
    await rows.nth(5).waitFor();
    const amounts = await table
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map((row) =>
          Number((row as HTMLTableRowElement).cells[3]?.textContent?.replaceAll(',', '')),
        ),
      );
    const total = await table
      .locator('tfoot tr')
      .evaluate((row) =>
        Number((row as HTMLTableRowElement).cells[3]?.textContent?.replaceAll(',', '')),
      );
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
    await page.close();
  });

  test('a table is filtered by what its catalog says, and so is all that is shown', async () => {
    const page = await open(`/c/${customerOf('prospecting')}`);
    const card = page.locator('section.card', { hasText: 'API usage by endpoint' });
    await card.getByRole('button', { name: 'Filter by API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Filter by API key' });
    const value = dialog.getByRole('button').nth(1);
    const name = (await value.innerText()).trim();
    await value.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('f')).toMatch(/^api_key:in:/);
    await page.getByRole('list', { name: 'Filters in force' }).getByText(name).waitFor();
    await card.getByRole('button', { name: 'Filter by API key' }).click();
    await dialog.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.close();
  });

  test('3: on Balance the sum of the cycle is what the ledger says, for each customer', async () => {
    const page = await world.context.newPage();
    for (const { key } of world.customers.filter(({ billingMode }) => !billingMode)) {
      await page.goto(`${world.server.url}/c/${key}/balance`);
      await page.getByText('Matches the ledger exactly').waitFor();
    }
    await page.close();
  });
});

describeWithBrowser('what Overview gives along', () => {
  test('L6, 41: cycles that are over go along as files, which are what the log has of them', async () => {
    const customer = 'monthly-list';
    await world.client.customers.put(customer, {
      name: 'Monthly list',
      catalog: 'prospecting',
      plan: 'pro',
      test: true,
      clock_at: '2026-11-11T12:00:00Z',
      started_at: '2026-09-01T00:00:00Z',
      anchor_at: '2026-09-01T00:00:00Z',
    });
    const page = await open(`/c/${customer}`);
    const file = await taken(page, 'All entries of 1 – 31 Oct 2026 as CSV');
    const october = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
    const asked = await world.client.exports.activity(customer, october);
    expect(file.name).toBe('monthly-list_activity_2026-10-01_2026-10-31.csv');
    expect(file.text).toBe(await new Response(asked).text());
    expect(file.text.trim().split('\r\n').length).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('button', { name: /^All entries of 1 – 30 Sept 2026/ }).waitFor();
    expect(await page.getByRole('button', { name: /^All entries of/ }).count()).toBe(2);
    await page.close();
  });

  test('41: its table adds up to what was used, and its drawing and its answer go along', async () => {
    const customer = customerOf('hosting');
    const page = await open(`/c/${customer}`);
    const table = await taken(page, 'Table as CSV');
    const [header = '', ...rows] = table.text.trim().split('\r\n');
    const at = header.split(',').indexOf('credits');
    const used = rows.reduce((sum, row) => sum + credits(row.split(',')[at] ?? ''), 0n);
    expect(formatCredits(nano(used))).toBe((await world.client.balance.get(customer)).used);
    const drawing = await taken(page, 'Chart as SVG');
    expect(drawing.text).toMatch(/^<svg .*<\/svg>\s*$/s);
    const answer = await taken(page, 'Data as JSON');
    expect(JSON.parse(answer.text)).toMatchObject({ customer: { customer }, usage: { customer } });
    await page.close();
  });
});

describeWithBrowser('what the catalog tells', () => {
  test('O20: how credits work is told from the catalog: what costs what, what is used first, what happens at zero', async () => {
    const page = await openPage(world, `/c/${customerOf('agents')}/how-credits-work`);
    await page.getByRole('heading', { name: 'How credits work', level: 1 }).waitFor();
    const catalog = await world.client.catalog.of(customerOf('agents'));
    const told = (await page.locator('main').innerText()).toLowerCase();
    for (const { label } of catalog.grant_kinds) expect(told).toContain(label.toLowerCase());
    const { optimise } = catalog.links;
    expect(optimise).not.toBeNull();
    expect(await page.locator(`main a[href="${optimise}"]`).count()).toBeGreaterThan(0);
    await page.close();
  });
});

/** A file of the Export menu. */
async function taken(page: Page, choice: string): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: choice }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), 'utf8') };
}
