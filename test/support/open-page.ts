import type { Page } from 'playwright-core';
import type { DashboardWorld } from './dashboard-world.ts';

/** A page of an operator, as soon as its heading is there. */
export async function openPage(world: DashboardWorld, address: string): Promise<Page> {
  const page = await world.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(
    (key) => sessionStorage.setItem('fuelgauge-operator-key', key),
    world.key,
  );
  await page.goto(`${world.server.url}${address}`);
  await page.locator('h1').first().waitFor();
  return page;
}
