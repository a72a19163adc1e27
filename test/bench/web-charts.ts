import type { Browser, Page } from 'playwright-core';
import { type ChartPage, serveChartPage } from '../support/chart-page.ts';
import { type Figure, figureOf } from './figure.ts';

export interface ChartsBench {
  readonly browser: Browser;
  readonly rounds: number;
  readonly onProgress: (sentence: string) => void;
}

/** Made charts of `web/fixtures` and what each may take from its data to the screen. */
const CHARTS = [
  { name: 'chart.bars.31x6', chart: 'month', budgetMs: 60 },
  { name: 'chart.bars.365x9', chart: 'year', budgetMs: 100 },
  { name: 'chart.lines.10000x3', chart: 'lines', budgetMs: 60 },
] as const;
const HOVER_BUDGET_MS = 16;
const MOVES = 60;
const VIEWPORT = { width: 1280, height: 800 };

/** Times charts from their data to the screen, and moves of the pointer over them, each beside its budget. */
export async function timeCharts(bench: ChartsBench): Promise<Figure[]> {
  const charts = await serveChartPage();
  try {
    return await timeEach({ ...bench, charts });
  } finally {
    await charts.close();
  }
}

async function timeEach({
  charts,
  browser,
  rounds,
  onProgress,
}: ChartsBench & { readonly charts: ChartPage }): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, chart, budgetMs } of CHARTS) {
    const painted: number[] = [];
    const moved: number[] = [];
    // The first fills the caches of the browser and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const page = await browser.newPage({ viewport: VIEWPORT });
      await page.goto(`${charts.url}/?chart=${chart}`);
      const root = page.locator('#root[data-painted]');
      const ms = Number(await root.getAttribute('data-painted'));
      const perMove = await timeMoves(page);
      if (round > 0) {
        painted.push(ms);
        moved.push(perMove);
      }
      await page.close();
    }
    figures.push(beside(`${name}.paint`, painted, budgetMs));
    figures.push(beside(`${name}.hover`, moved, HOVER_BUDGET_MS));
    onProgress(`${name}: ${painted.map((ms) => ms.toFixed(0)).join(', ')} ms to paint`);
  }
  return figures;
}

/** What the page's thread is busy for with one move of the pointer, over the whole chart. */
async function timeMoves(page: Page): Promise<number> {
  const box = await page.locator('.chart-target').boundingBox();
  if (!box) throw new Error('No chart to point at');
  const session = await page.context().newCDPSession(page);
  // Of the thread itself, so that others on the machine do not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  await page.mouse.move(box.x, box.y + box.height / 2);
  const before = await busy();
  for (let move = 1; move <= MOVES; move += 1) {
    await page.mouse.move(box.x + (box.width * move) / MOVES, box.y + box.height / 2);
  }
  return ((await busy()) - before) / MOVES;
}

function beside(name: string, values: readonly number[], budgetMs: number): Figure {
  return figureOf(name, 'ms', { values, baselines: [budgetMs], baselineName: 'ms budget' });
}
