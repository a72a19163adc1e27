import { chromium } from 'playwright-core';
import { ensureChromium } from '../../tools/ensure-chromium.ts';
import { BROWSER_ARGUMENTS } from '../support/dashboard-world.ts';
import type { Figure } from './figure.ts';
import { startDemo } from './start-demo.ts';
import { timeCharts } from './web-charts.ts';
import { timeInteractions } from './web-interactions.ts';
import { scrollLog } from './web-log.ts';
import { scorePages } from './web-pages.ts';

export interface WebBench {
  /** How often each is measured; the median counts. */
  readonly rounds: number;
  /** `web.charts`, `web.interactions`, `web.log` or `web.pages`; everything for `web`. */
  readonly only: string;
  readonly onProgress: (sentence: string) => void;
}

/**
 * Times charts, interactions, scrolling and pages in a real Chromium, each beside its budget of the interface. All but charts
 * are those of the demo, which is made for it; `FUELGAUGE_BENCH_DEMO_DIR` names the folder of one that is there.
 */
export async function benchWeb({ rounds, only, onProgress }: WebBench): Promise<Figure[]> {
  const executablePath = ensureChromium();
  if (executablePath === undefined) throw new Error('No Chromium to measure in');
  const wants = (part: string) => only === 'web' || only === part;
  const figures: Figure[] = [];
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  const needsDemo = only !== 'web.charts';
  const demo = needsDemo ? await startDemo(onProgress) : undefined;
  try {
    if (wants('web.charts')) figures.push(...(await timeCharts({ browser, rounds, onProgress })));
    if (demo && wants('web.interactions')) {
      figures.push(...(await timeInteractions({ url: demo.url, browser, rounds, onProgress })));
    }
    if (demo && wants('web.log')) {
      figures.push(...(await scrollLog({ url: demo.url, browser, rounds, onProgress })));
    }
    await browser.close();
    if (demo && wants('web.pages')) {
      figures.push(...(await scorePages({ url: demo.url, executablePath, rounds, onProgress })));
    }
  } finally {
    await browser.close();
    await demo?.stop();
  }
  return figures;
}
