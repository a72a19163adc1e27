import type { Fuelgauge } from '@fuelgauge/sdk';
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
  await recordUsage(world.client);
}, 120_000);

afterAll(() => world?.close());

describeWithBrowser('the first page in a browser', () => {
  test('a wrong key is refused in words and a right one opens the balance', async () => {
    const page = await world.browser.newPage();
    await page.goto(`${world.server.url}/`);
    await signInWithKey(page, 'not-the-key');
    await page.getByText('This key was not accepted').waitFor();
    await signInWithKey(page, world.key);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    // 1,000 of the plan − (4 deploys × 15 + 12.5 GB × 20) = 690.
    await page.getByText('690', { exact: true }).first().waitFor();
    await page.close();
  });

  const looks = (['light', 'dark'] as const).flatMap((scheme) =>
    [1280, 360].map((width) => ({ scheme, width })),
  );
  test.each(looks)(
    'it fits and complains of nothing in $scheme at $width px',
    async ({ scheme, width }) => {
      const page = await world.context.newPage();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(world.server.url)) complaints.push(`asked ${request.url()}`);
      });
      await page.goto(`${world.server.url}/`);
      await page.getByText('Production deploys').first().waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('A6: names that carry markup are shown as text', async () => {
    const page = await world.context.newPage();
    let isFooled = false;
    page.on('dialog', (dialog) => {
      isFooled = true;
      void dialog.dismiss();
    });
    await page.goto(`${world.server.url}/c/acme`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor({ state: 'attached' });
    expect(isFooled).toBe(false);
    await page.close();
  });

  test('a page that shows the balance follows what is recorded', async () => {
    const page = await openPage(world, '/c/acme');
    await page.getByText('690', { exact: true }).first().waitFor();
    await world.client.events.record(deploy('later'));
    await page.reload();
    await page.getByText('675', { exact: true }).first().waitFor();
    await page.close();
  });
});

function deploy(id: string) {
  return {
    id,
    type: 'deploy.succeeded',
    customer: 'acme',
    dimensions: { project: 'site' },
    data: { context: 'production' },
  };
}

async function recordUsage(client: Fuelgauge): Promise<void> {
  const name = '<img src=x onerror=alert(1)>';
  await client.customers.put('acme', { name, plan: 'personal', catalog: 'hosting' });
  const traffic = { id: 'gb', type: 'bandwidth.usage', customer: 'acme', data: { gb: '12.5' } };
  const deploys = ['d1', 'd2', 'd3', 'd4'].map(deploy);
  const { results } = await client.events.record([traffic, ...deploys]);
  expect(results.map(({ status }) => status)).toEqual(results.map(() => 'charged'));
}
