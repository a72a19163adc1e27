import type { Usage } from '@fuelgauge/sdk';
import { type CsvColumn, fileName, saveFile, tableCsv } from '../data/table-csv.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { ExportChoice } from './ExportMenu.tsx';

export interface InsightExportsInput {
  readonly usage: Usage;
  readonly t: (key: 'tableCsv' | 'json') => string;
}

/** Quantities by day and meter with the credits they turned into, as files. */
export function insightExports({ usage, t }: InsightExportsInput): readonly ExportChoice[] {
  const { customer, from, to, time_zone: zone, buckets, groups } = usage;
  const name = (extension: string) =>
    fileName([customer, 'insights', dateOf(from, zone), lastDateOf(to, zone)], extension);
  const rows = buckets.flatMap((bucket, index) =>
    groups.flatMap((group) => ((group.events[index] ?? 0) > 0 ? [{ bucket, group, index }] : [])),
  );
  const columns: CsvColumn<(typeof rows)[number]>[] = [
    { name: 'period_start', cell: ({ bucket }) => bucket.start },
    { name: 'period_end', cell: ({ bucket }) => bucket.end },
    { name: 'meter', cell: ({ group }) => group.key },
    { name: 'quantity', cell: ({ group, index }) => group.quantity?.[index] ?? null },
    { name: 'unit', cell: ({ group }) => group.unit },
    { name: 'credits', cell: ({ group, index }) => group.credits[index] ?? null },
    { name: 'events', cell: ({ group, index }) => `${group.events[index]}` },
  ];
  return [
    {
      id: 'csv',
      label: t('tableCsv'),
      run: () => saveFile(name('csv'), tableCsv(columns, rows)),
    },
    {
      id: 'json',
      label: t('json'),
      run: () => saveFile(name('json'), `${JSON.stringify(usage, null, 2)}\n`),
    },
  ];
}
