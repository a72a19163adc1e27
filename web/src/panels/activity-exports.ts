import { formatCredits, nano } from '@fuelgauge/core';
import type { Customer, LogPage } from '@fuelgauge/sdk';
import { type CsvColumn, fileName, saveFile, tableCsv } from '../data/table-csv.ts';
import type { ActivityRow } from '../figures/activity-row.ts';
import type { LogWords } from '../figures/log-words.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { ExportChoice } from './ExportMenu.tsx';

export interface ActivityExportsInput {
  readonly rows: readonly ActivityRow[];
  readonly words: LogWords;
  readonly customer: Customer;
  readonly head: LogPage | undefined;
  /** All rows there are, as the server writes them. */
  readonly loadAll: () => Promise<ReadableStream<Uint8Array>>;
  readonly t: (key: 'tableCsv' | 'entriesCsv' | 'json') => string;
}

/** What of the log can be taken along: the rows that are shown, and all there are. */
export function activityExports(input: ActivityExportsInput): readonly ExportChoice[] {
  const { rows, words, customer, head, loadAll, t } = input;
  const zone = customer.time_zone;
  const dates = head ? [dateOf(head.from, zone), lastDateOf(head.to, zone)] : [];
  const name = (extension: string) =>
    fileName([customer.customer, 'activity', ...dates], extension);
  return [
    {
      id: 'table',
      label: t('tableCsv'),
      run: () => saveFile(name('csv'), tableCsv(columnsOf(words), rows)),
    },
    {
      id: 'entries',
      label: t('entriesCsv'),
      isOfServer: true,
      run: async () => saveFile(name('csv'), await new Response(await loadAll()).blob()),
    },
    {
      id: 'json',
      label: t('json'),
      run: () => {
        const entries = rows.map(({ row }) => row);
        saveFile(name('json'), `${JSON.stringify(entries, null, 2)}\n`);
      },
    },
  ];
}

function columnsOf({ catalog }: LogWords): readonly CsvColumn<ActivityRow>[] {
  return [
    { name: 'booked_at', cell: ({ row }) => row.booked_at },
    { name: 'occurred_at', cell: ({ row }) => row.occurred_at },
    { name: 'kind', cell: ({ kind }) => kind },
    { name: 'meters', cell: ({ meters }) => meters.join(' ') },
    ...catalog.dimensions.map(({ id }) => ({
      name: id,
      cell: ({ attribution }: ActivityRow) => attribution[id] ?? null,
    })),
    { name: 'run', cell: ({ row }) => row.event?.run ?? null },
    { name: 'quantity', cell: ({ row }) => row.event?.lines[0]?.quantity ?? null },
    { name: 'credits', cell: ({ change }) => formatCredits(nano(change)) },
    { name: 'unit', cell: ({ row }) => row.unit },
    { name: 'balance_after', cell: ({ row }) => row.balance_after },
    { name: 'grants', cell: ({ grants }) => grants.join(' ') },
    { name: 'id', cell: ({ row }) => row.event?.id ?? row.grant?.id ?? null },
    { name: 'source', cell: ({ row }) => row.event?.source ?? null },
    { name: 'ledger_number', cell: ({ seq }) => `${seq}` },
  ];
}
