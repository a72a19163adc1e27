import type { BrowserContext, Page } from 'playwright-core';
import type { DashboardWorld } from './dashboard-world.ts';

/** A page of the operator, or of whoever is in the context, as soon as its heading is there. */
export async function openPage(
  world: DashboardWorld,
  address: string,
  context: BrowserContext = world.context,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${world.server.url}${address}`);
  await page.locator('h1').first().waitFor();
  return page;
}
