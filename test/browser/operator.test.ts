import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { type ConsoleWorld, openConsoleWorld } from '../support/console-world.ts';
import { openPage } from '../support/open-page.ts';
import { signInWithKey } from '../support/sign-in-with-key.ts';

const executablePath = ensureChromium();

// Where there is no Chromium the suite says so and has no tests; CI installs one.
const describeWithBrowser = executablePath === undefined ? describe.skip : describe;

let world: ConsoleWorld;

beforeAll(async () => {
  if (executablePath !== undefined) world = await openConsoleWorld(executablePath);
}, 120_000);

afterAll(() => world?.close());

describeWithBrowser('the operator console in a browser', () => {
  test('customers are searched, and each percentage stands with both its numbers', async () => {
    const page = await openPage(world, '/op');
    const row = page.getByRole('row', { name: /Acme Inc/ });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/15 of [\d,]+[\s\S]*\d+ %/);
    await page.getByRole('searchbox').fill('lar');
    await page.getByRole('button', { name: 'Search' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Lark' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=lar');
    await page.close();
  });

  test('credits are given and taken back, each with a reason and as the server confirms it', async () => {
    const page = await openPage(world, '/op/customers/acme');
    await page.getByLabel('Amount in credits').fill('250');
    const form = page.getByRole('region', { name: 'Give credits' });
    await form.getByRole('button', { name: 'Give credits' }).click();
    // Without a reason nothing is sent.
    expect(await form.getByRole('status').innerText()).toBe('');
    await form.getByLabel('Reason').fill('An outage on Monday');
    await form.getByRole('button', { name: 'Give credits' }).click();
    await page.getByText('250 credits were given as Goodwill.').waitFor();
    const row = page.getByRole('row', { name: /An outage on Monday/ });
    await row.getByRole('button', { name: /Take back/ }).click();
    await page.getByRole('region', { name: 'Grants' }).getByLabel('Reason').fill('Twice');
    await page.getByRole('button', { name: 'Take back 250 credits' }).click();
    await row.getByText('Taken back').waitFor();
    const { data } = await world.client.grants.list('acme');
    expect(data.map(({ kind, status }) => `${kind} ${status}`)).toContain('goodwill voided');
    const log = await world.client.audit.list({ customer: 'acme' });
    expect(log.data.map(({ act, reason }) => `${act}: ${reason}`)).toEqual(
      expect.arrayContaining(['grant.issue: An outage on Monday', 'grant.void: Twice']),
    );
    await page.close();
  });

  test('46: a customer’s page is opened for a reason, which its log keeps, and says who looks', async () => {
    const page = await openPage(world, '/op/customers/acme');
    await page.getByLabel('See it as').selectOption('developer');
    const form = page.getByRole('region', { name: 'Open the page of Acme Inc' });
    await form.getByLabel('Reason').fill('Ticket 4711');
    await form.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Operator — you are looking at Acme Inc').waitFor();
    await page.getByText('Reason: Ticket 4711').waitFor();
    expect(new URL(page.url()).pathname).toBe('/c/acme');
    // As a developer sees it: what a developer may not see is not there.
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    expect(await page.getByRole('link', { name: 'Customers' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Acme Inc', exact: true }).waitFor();
    await page.goto(`${world.server.url}/op/log?q=acme&f=act:in:customer.visit`);
    await page.getByRole('cell', { name: 'Ticket 4711' }).waitFor();
    await page.close();
  });
});

describeWithBrowser('keys and catalogs in the console', () => {
  test('a time without data is declared, ended and withdrawn, each with its reason', async () => {
    const page = await openPage(world, '/op/ingestion');
    const form = page.getByRole('region', { name: 'Declare a time without data' });
    await form.getByLabel('Customer').fill('acme');
    await form.getByLabel('From').fill('2026-01-12T02:10');
    await form.getByLabel('Reason').fill('Collector down');
    await form.getByRole('button', { name: 'Declare' }).click();
    const row = page.getByRole('row', { name: /acme.*12 Jan 02:10 UTC/ });
    await row.getByText('Lasts').waitFor();
    await row.getByRole('button', { name: /^End/ }).click();
    const list = page.getByRole('region', { name: 'Times without data' });
    await list.getByLabel('Until').fill('2026-01-12T03:40');
    await list.getByLabel('Reason').fill('Collector up');
    await page.getByRole('button', { name: 'End it then' }).click();
    await row.getByText('12 Jan 03:40 UTC').waitFor();
    await row.getByRole('button', { name: /^Withdraw/ }).click();
    await list.getByLabel('Reason').fill('All came');
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await row.waitFor({ state: 'detached' });
    const log = await world.client.audit.list();
    expect(log.data.slice(0, 3).map(({ reason }) => reason)).toEqual([
      'All came',
      'Collector up',
      'Collector down',
    ]);
    await page.close();
  });

  test('a key is revoked with a reason, and the list says since when', async () => {
    const { id } = await world.client.keys.create({ name: 'Old importer', scopes: ['usage:read'] });
    const page = await openPage(world, '/op/keys');
    const row = page.getByRole('row', { name: /Old importer/ });
    await row.getByRole('button', { name: /Revoke/ }).click();
    await page.getByLabel('Reason').fill('Not used');
    await page.getByRole('button', { name: 'Revoke Old importer' }).click();
    await row.getByText(/Revoked \d/).waitFor();
    const { data } = await world.client.keys.list();
    expect(data.find((key) => key.id === id)?.revoked_at).not.toBeNull();
    await page.close();
  });

  test('a catalog shows what a version changed, and what is in force', async () => {
    const { catalog } = await world.client.catalog.get({ key: 'hosting' });
    await world.client.catalog.publish({ ...catalog, name: 'Hosting, renamed' });
    const page = await openPage(world, '/op/catalogs?q=hosting');
    await page.getByRole('heading', { name: 'What version 2 changed' }).waitFor();
    await page.getByRole('row', { name: /name .*Hosting, renamed/ }).waitFor();
    await page.getByText('In force', { exact: true }).first().waitFor();
    await page.close();
  });

  test('what a key may not do is said, and another key takes over', async () => {
    const { key } = await world.client.keys.create({ name: 'Reader', scopes: ['usage:read'] });
    const page = await world.browser.newPage();
    await page.goto(`${world.server.url}/op/keys`);
    await signInWithKey(page, key);
    await page.getByText(/needs a key with the scope "keys:write"/).waitFor();
    await page.getByText('Use an operator key that may').click();
    await page.getByLabel('Operator key').fill(world.key);
    await page.getByRole('button', { name: 'Use this key' }).click();
    await page.getByRole('row', { name: /Reader/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/op/keys');
    await page.close();
  });
});
