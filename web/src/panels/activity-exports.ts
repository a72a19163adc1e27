import { formatCredits } from '@fuelgauge/core';
import type { Customer, EventLog } from '@fuelgauge/sdk';
import { type CsvColumn, fileName, saveFile, tableCsv } from '../data/table-csv.ts';
import type { ActivityRow } from '../figures/activity-row.ts';
import type { LogWords } from '../figures/log-words.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { ExportChoice } from './ExportMenu.tsx';

export interface ActivityExportsInput {
  readonly rows: readonly ActivityRow[];
  readonly words: LogWords;
  readonly customer: Customer;
  readonly head: EventLog | undefined;
  readonly t: (key: 'tableCsv' | 'json') => string;
}

/** What of the log can be taken along as it is shown: the rows that are loaded. */
export function activityExports(input: ActivityExportsInput): readonly ExportChoice[] {
  const { rows, words, customer, head, t } = input;
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
      id: 'json',
      label: t('json'),
      run: () => {
        const events = rows.map(({ event }) => event);
        saveFile(name('json'), `${JSON.stringify(events, null, 2)}\n`);
      },
    },
  ];
}

function columnsOf({ catalog }: LogWords): readonly CsvColumn<ActivityRow>[] {
  return [
    { name: 'booked_at', cell: ({ event }) => event.booked_at },
    { name: 'occurred_at', cell: ({ event }) => event.occurred_at },
    { name: 'kind', cell: ({ kind }) => kind },
    { name: 'meters', cell: ({ meters }) => meters.join(' ') },
    ...catalog.dimensions.map(({ id }) => ({
      name: id,
      cell: ({ attribution }: ActivityRow) => attribution[id] ?? null,
    })),
    { name: 'run', cell: ({ event }) => event.run },
    { name: 'quantity', cell: ({ event }) => event.current.lines[0]?.quantity ?? null },
    { name: 'credits', cell: ({ change }) => formatCredits(change) },
    { name: 'unit', cell: ({ unit }) => unit },
    { name: 'balance_after', cell: ({ balanceAfter }) => formatCredits(balanceAfter) },
    { name: 'drawn_from', cell: ({ paidBy }) => paidBy.join(' ') },
    { name: 'id', cell: ({ event }) => event.id },
    { name: 'source', cell: ({ event }) => event.source },
    { name: 'ledger_number', cell: ({ seq }) => `${seq}` },
  ];
}
