import type { Page } from 'playwright-core';

/** Gives the sign-in page an operator key, which stands behind a disclosure. */
export async function signInWithKey(page: Page, key: string): Promise<void> {
  const disclosure = page.getByText('Use an operator key');
  await disclosure.waitFor();
  const field = page.getByLabel('Operator key');
  // After a key that was refused it stands open.
  if (!(await field.isVisible())) await disclosure.click();
  await field.fill(key);
  await page.getByRole('button', { name: 'Use key' }).click();
}
