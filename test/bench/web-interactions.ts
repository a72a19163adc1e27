import type { Browser, Page } from 'playwright-core';
import { type Figure, figureOf, percentile } from './figure.ts';

export interface InteractionsBench {
  /** Of the demo. */
  readonly url: string;
  readonly browser: Browser;
  readonly rounds: number;
  readonly onProgress: (sentence: string) => void;
}

/** What the slowest but one of sixty interactions may take, by how many times slower the processor is made. */
const BUDGETS_MS = { 1: 100, 4: 200 } as const;
const CUSTOMER = 'brambleway';
const VIEWPORT = { width: 1280, height: 900 };

/**
 * One visit of sixty steps, each a key or a click: figures read along the chart, views changed, the palette, and three pages.
 */
const STEPS: readonly Step[] = [
  ...times(7, ['press', 'Tab']),
  ['click', '.chart-target'],
  ...times(12, ['press', 'ArrowLeft']),
  ['press', 't'],
  ['press', 't'],
  ['press', 'c'],
  ['press', 'c'],
  ['press', '['],
  ['press', ']'],
  ['press', 'Control+k', '[role="dialog"] input'],
  ['press', 'e'],
  ['press', 'x'],
  ['press', 'p'],
  ['press', 'Escape'],
  ['press', 'Escape'],
  ['press', 'g'],
  ['press', 'u'],
  ['click', '.chart-target'],
  ...times(11, ['press', 'ArrowLeft']),
  ['press', 't'],
  ['press', 't'],
  ['press', '['],
  ['press', ']'],
  ['press', 'g'],
  ['press', 'a'],
  ...times(6, ['press', 'Tab']),
  ['press', 'g'],
  ['press', 'o'],
];

/** Times each step from the event to the next paint, as the browser's event timing has it. */
export async function timeInteractions(bench: InteractionsBench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const slower of [1, 4] as const) {
    const slowest: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const durations = await visit(bench, slower);
      slowest.push(percentile(durations, 0.98));
      const most = Math.max(...durations);
      const step = STEPS[durations.indexOf(most)]?.join(' ');
      bench.onProgress(`${durations.length} steps at ${slower}x: ${most} ms at most, by ${step}`);
    }
    const series = { values: slowest, baselines: [BUDGETS_MS[slower]], baselineName: 'ms budget' };
    figures.push(figureOf(`interaction.p98.${slower}x`, 'ms', series));
  }
  return figures;
}

async function visit({ browser, url }: InteractionsBench, slower: number): Promise<number[]> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  try {
    await page.goto(`${url}/c/${CUSTOMER}`);
    await page.locator('.chart-target').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await observe(page);
    const durations: number[] = [];
    for (const [how, what, seen] of STEPS) {
      if (how === 'press') await page.keyboard.press(what);
      else await page.locator(what).first().click();
      durations.push(await durationOf(page));
      if (seen !== undefined) await page.locator(seen).waitFor();
    }
    return durations;
  } finally {
    await page.close();
  }
}

/** The longest event since the last step, in milliseconds. */
function observe(page: Page): Promise<void> {
  return page.evaluate((durationThreshold) => {
    const kept = globalThis as unknown as { longestMs: number };
    kept.longestMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        kept.longestMs = Math.max(kept.longestMs, duration);
      }
    }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
  }, LEAST_MS);
}

/** Waits for the paint behind the step; what is faster than the browser tells counts as the least it tells. */
async function durationOf(page: Page): Promise<number> {
  const longest = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const kept = globalThis as unknown as { longestMs: number };
        const read = () => {
          resolve(kept.longestMs);
          kept.longestMs = 0;
        };
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(read, 50)));
      }),
  );
  return Math.max(longest, LEAST_MS);
}

const LEAST_MS = 16;

/** `seen` is there before the next step, in no time that is measured. */
type Step = readonly [how: 'press' | 'click', what: string, seen?: string];

function times(count: number, step: Step): Step[] {
  return Array.from({ length: count }, () => step);
}
