import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  CELL,
  differenceOf,
  type PictureDifference,
  type ShrunkPicture,
  shrink,
} from './shrunk-picture.ts';

/** As each was when somebody last looked and accepted it. */
const ACCEPTED = path.resolve(import.meta.dirname, '../browser/pictures');

/** As each is now, in full, for people to look at. */
const PICTURES = path.resolve(import.meta.dirname, '../../screenshots/states');

/** Said by who has looked at what changed, on their own machine. */
const isAccepting =
  process.env['FUELGAUGE_ACCEPT_PICTURES'] === 'true' && process.env['CI'] !== 'true';

fs.mkdirSync(PICTURES, { recursive: true });

const SCREENS = [
  { width: 1280, height: 900, theme: 'light' },
  { width: 1280, height: 900, theme: 'dark' },
  { width: 360, height: 800, theme: 'dark' },
  { width: 360, height: 800, theme: 'light' },
] as const;

/** Takes the whole page on a wide and on a narrow screen, by day and by night: none may be wider than its screen. */
export async function expectPictures(page: Page, name: string): Promise<void> {
  for (const { width, height, theme } of SCREENS) {
    const about = `${name}-${width}-${theme}`;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    // Charts are drawn again once they know how wide they are.
    const over = () =>
      page.evaluate(() => {
        const { documentElement: root } = document;
        return root.scrollWidth - root.clientWidth;
      });
    await expect.poll(over, { message: `${about} is too wide`, timeout: 5000 }).toBe(0);
    await expectPicture(page, about, { fullPage: true });
  }
}

/** Takes a page as it is: it may not look other than it was accepted. */
export async function expectPicture(
  page: Page,
  name: string,
  { fullPage }: { readonly fullPage: boolean },
): Promise<void> {
  const blank = await (page.context().browser() as Browser).newPage();
  const take = async () => {
    const full = path.join(PICTURES, `${name}.png`);
    const shot = await page.screenshot({ path: full, fullPage, animations: 'disabled' });
    return changeOf(name, await shrink(blank, shot, CELL), blank);
  };
  await expect.poll(take, { message: lookAt(name), timeout: 10_000 }).toBeNull();
  await blank.close();
}

/** What is other than accepted; null when nothing is. */
async function changeOf(
  name: string,
  now: ShrunkPicture,
  blank: Page,
): Promise<PictureDifference | null> {
  const file = path.join(ACCEPTED, `${name}.png`);
  const before = fs.existsSync(file) ? await shrink(blank, fs.readFileSync(file), 1) : NOTHING;
  const difference = differenceOf(now, before);
  if (isAccepting && difference !== null) fs.writeFileSync(file, now.png);
  return difference;
}

const NOTHING: ShrunkPicture = {
  width: 0,
  height: 0,
  channels: new Uint8Array(),
  png: Buffer.alloc(0),
};

function lookAt(name: string): string {
  return `screenshots/states/${name}.png does not look as test/browser/pictures/${name}.png does. Where it should, accept it: FUELGAUGE_ACCEPT_PICTURES=true npx vitest run test/browser/states.test.ts`;
}
