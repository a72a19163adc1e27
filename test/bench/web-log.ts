import type { Browser } from 'playwright-core';
import { type Figure, figureOf } from './figure.ts';

export interface LogBench {
  /** Of the demo. */
  readonly url: string;
  readonly browser: Browser;
  readonly rounds: number;
  readonly onProgress: (sentence: string) => void;
}

/** Of the demo, with some forty thousand entries. */
const CUSTOMER = 'brambleway';
const VIEWPORT = { width: 1280, height: 900 };
const FRAMES_FLOOR = 50;
const ROWS_MOST = 60;
const SCROLL_MS = 5000;
/** A reader who flies through the log: some sixty rows at each turn of the wheel. */
const TURN_PX = 2000;
const TURNS_A_SECOND = 20;

/** Scrolls through the activity log, which loads on the way: frames a second, and the most rows that are in the page at once. */
export async function scrollLog({ url, browser, rounds, onProgress }: LogBench): Promise<Figure[]> {
  const frames: number[] = [];
  const rows: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(`${url}/c/${CUSTOMER}/activity`);
    await page.locator('.log-grid tbody tr').first().waitFor();
    await page.locator('.log-scroll').hover();
    const counted = page.evaluate(countFrames, SCROLL_MS);
    const began = performance.now();
    while (performance.now() - began < SCROLL_MS) {
      await page.mouse.wheel(0, TURN_PX);
      await page.waitForTimeout(1000 / TURNS_A_SECOND);
    }
    const { perSecond, most, reached } = await counted;
    frames.push(perSecond);
    rows.push(most);
    onProgress(`${reached} rows down: ${perSecond.toFixed(0)} frames/s, ${most} rows in the page`);
    await page.close();
  }
  const least = { values: frames, baselines: [FRAMES_FLOOR], baselineName: 'at least' };
  const bound = { values: rows, baselines: [ROWS_MOST], baselineName: 'at most' };
  return [figureOf('log.scroll', 'frames/s', least), figureOf('log.rows', 'rows', bound)];
}

/** In the page. */
function countFrames(forMs: number) {
  return new Promise<{ perSecond: number; most: number; reached: number }>((resolve) => {
    const began = performance.now();
    let frames = 0;
    let most = 0;
    const next = () => {
      const shown = document.querySelectorAll<HTMLElement>('.log-grid tbody tr');
      most = Math.max(most, shown.length);
      const took = performance.now() - began;
      if (took < forMs) {
        frames += 1;
        requestAnimationFrame(next);
        return;
      }
      const reached = Math.max(...[...shown].map(({ dataset }) => Number(dataset['index'] ?? 0)));
      resolve({ perSecond: (frames * 1000) / took, most, reached });
    };
    requestAnimationFrame(next);
  });
}
