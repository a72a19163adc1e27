import { formatCredits, nano } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, amountsIn } from '../figures/amount-scale.ts';
import { amountColumn, type CsvColumn, tableCsv } from './table-csv.ts';

export interface UsageCsvInput {
  readonly usage: Usage;
  readonly scale: AmountScale;
  /** What the groups are values of, as programs call it. */
  readonly by: string;
}

/** Usage over time with exact amounts: one line for each group of each stretch in which it used anything. */
export function usageCsv({ usage, scale, by }: UsageCsvInput): string {
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
    { name: by, cell: ({ group }) => group.key },
    { name: `${by}_name`, cell: ({ group }) => group.label },
    { name: amountColumn(scale.unit), cell: ({ amount }) => formatCredits(nano(amount)) },
    { name: 'currency', cell: () => scale.unit.currency },
    { name: 'events', cell: ({ events }) => `${events}` },
  ];
  return tableCsv(columns, rows);
}
