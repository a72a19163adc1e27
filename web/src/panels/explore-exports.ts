import { formatCredits, nano } from '@fuelgauge/core';
import { chartPng } from '../charts/chart-png.ts';
import { chartSvg } from '../charts/chart-svg.ts';
import { gridCsv } from '../data/grid-csv.ts';
import { type CsvColumn, fileName, saveFile, tableCsv } from '../data/table-csv.ts';
import { amountsIn } from '../figures/amount-scale.ts';
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
  readonly t: (key: 'tableCsv' | 'json' | 'chartSvg' | 'chartPng') => string;
}

/** What Explore shows, as files: the table's exact amounts, the answer itself, and the drawing. */
export function exploreExports(input: ExploreExportsInput): readonly ExportChoice[] {
  const { figures, mode, title, t } = input;
  const { usage, shown, ranked, pivot } = figures;
  const zone = usage.time_zone;
  const base = [usage.customer, 'usage', dateOf(usage.from, zone), lastDateOf(usage.to, zone)];
  const name = (extension: string) =>
    fileName([...base, `by-${[shown.rows, shown.columns].filter(Boolean).join('-')}`], extension);
  const drawing = () =>
    chartSvg({ data: exploreChart(figures, mode), kind: 'bars', title, summary: title });
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
  const { shown, grid } = figures;
  if (shown.rows === TIME) return timeCsv(figures);
  return grid ? gridCsv(grid, { name: shown.rows, unit: unitOf(figures) }) : '';
}

function timeCsv({ usage, scale, shown }: ExploreFigures): string {
  const now = Date.parse(usage.as_of);
  const begun = usage.buckets.filter(({ start }) => Date.parse(start) <= now);
  const groups = usage.groups.map((group) => ({ group, amounts: amountsIn(scale, group) }));
  const rows = begun.flatMap((bucket, index) =>
    groups.flatMap(({ group, amounts }) => {
      const amount = amounts[index] ?? 0n;
      const events = group.events[index] ?? 0;
      return amount === 0n && events === 0 ? [] : [{ bucket, group, amount, events }];
    }),
  );
  type Row = (typeof rows)[number];
  const columns: CsvColumn<Row>[] = [
    { name: 'period_start', cell: ({ bucket }) => bucket.start },
    { name: 'period_end', cell: ({ bucket }) => bucket.end },
    { name: shown.colours, cell: ({ group }) => group.key },
    { name: `${shown.colours}_name`, cell: ({ group }) => group.label },
    { name: unitOf({ scale }), cell: ({ amount }) => formatCredits(nano(amount)) },
    { name: 'currency', cell: () => scale.unit.currency },
    { name: 'events', cell: ({ events }) => `${events}` },
  ];
  return tableCsv(columns, rows);
}

/** What amounts are called in a file. */
function unitOf({ scale }: Pick<ExploreFigures, 'scale'>): string {
  return scale.unit.currency === null ? 'credits' : 'amount';
}
