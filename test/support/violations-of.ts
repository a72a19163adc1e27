import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe finds on a page, each with its element and what to do about it. Cards that ask again are dimmed for that long: they are
 * looked at when they are not.
 */
export async function violationsOf(page: Page): Promise<string[]> {
  const isBusy = () => page.locator('[aria-busy="true"]').count();
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  for (let attempt = 1; ; attempt += 1) {
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    const violations = await runAxe(page);
    if (violations.length === 0 || attempt === 3 || (await isBusy()) === 0) return violations;
  }
}

function runAxe(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
  });
}
