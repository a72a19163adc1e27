// Takes the pictures of docs/screenshots: the Overview of each customer of a running demo, light
// and dark. `npm start`, then `node tools/take-screenshots.ts http://127.0.0.1:4000`.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './ensure-chromium.ts';

const FOLDER = path.resolve(import.meta.dirname, '../docs/screenshots');
const SCHEMES = ['light', 'dark'] as const;
const SIZE = { width: 1280, height: 960 };

const [url = 'http://127.0.0.1:4000'] = process.argv.slice(2);
const executablePath = ensureChromium();
if (executablePath === undefined) throw new Error('There is no Chromium to take pictures with.');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
fs.mkdirSync(FOLDER, { recursive: true });
for (const { customer, catalog } of await demoCustomers()) {
  for (const colorScheme of SCHEMES) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme });
    await page.goto(`${url}/c/${customer}`);
    await page.locator('.balance').waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: path.join(FOLDER, `${catalog}-${colorScheme}.png`) });
    await page.close();
  }
}
await browser.close();

interface Listed {
  readonly customer: string;
  readonly catalog: string;
}

/** One of each catalog: the first in the list. */
async function demoCustomers(): Promise<readonly Listed[]> {
  const response = await fetch(`${url}/v1/customers`);
  const { data } = (await response.json()) as { readonly data: readonly Listed[] };
  return data.filter(
    ({ catalog }, index) => data.findIndex((each) => each.catalog === catalog) === index,
  );
}
