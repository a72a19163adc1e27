import { chartPng } from '../charts/chart-png.ts';
import { chartSvg } from '../charts/chart-svg.ts';
import { gridCsv } from '../data/grid-csv.ts';
import { amountColumn, fileName, saveFile } from '../data/table-csv.ts';
import { usageCsv } from '../data/usage-csv.ts';
import type { GapWords } from '../figures/chart-gaps.ts';
import { exploreChart } from '../figures/explore-chart.ts';
import { TIME } from '../figures/explore-view.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { ExportChoice } from './ExportMenu.tsx';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ExploreExportsInput {
  readonly figures: ExploreFigures;
  /** Of the chart as it is drawn now. */
  readonly mode: 'cumulative' | 'daily';
  readonly title: string;
  readonly gap: GapWords;
  readonly t: (key: 'tableCsv' | 'json' | 'chartSvg' | 'chartPng') => string;
}

/** What Explore shows, as files: the table's exact amounts, the answer itself, and the drawing. */
export function exploreExports(input: ExploreExportsInput): readonly ExportChoice[] {
  const { figures, mode, title, gap, t } = input;
  const { usage, shown, ranked, pivot } = figures;
  const zone = usage.time_zone;
  const base = [usage.customer, 'usage', dateOf(usage.from, zone), lastDateOf(usage.to, zone)];
  const name = (extension: string) =>
    fileName([...base, `by-${[shown.rows, shown.columns].filter(Boolean).join('-')}`], extension);
  const drawing = () =>
    chartSvg({
      data: exploreChart({ ...figures, gap }, mode),
      kind: 'bars',
      title,
      summary: title,
    });
  return [
    { id: 'csv', label: t('tableCsv'), run: () => saveFile(name('csv'), exploreCsv(figures)) },
    {
      id: 'json',
      label: t('json'),
      run: () => {
        const answers = { usage, breakdown: ranked, pivot };
        saveFile(name('json'), `${JSON.stringify(answers, null, 2)}\n`);
      },
    },
    { id: 'svg', label: t('chartSvg'), run: () => saveFile(name('svg'), drawing()) },
    {
      id: 'png',
      label: t('chartPng'),
      run: async () => saveFile(name('png'), await chartPng(drawing())),
    },
  ];
}

/** The table with exact amounts: by time one line for each group of each stretch. */
export function exploreCsv(figures: ExploreFigures): string {
  const { usage, scale, shown, grid } = figures;
  if (shown.rows === TIME) return usageCsv({ usage, scale, by: shown.colours });
  return grid ? gridCsv(grid, { name: shown.rows, unit: amountColumn(scale.unit) }) : '';
}
