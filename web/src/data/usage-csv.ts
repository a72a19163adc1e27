import { formatCredits, nano } from '@fuelgauge/core';
import type { Usage } from '@fuelgauge/sdk';
import { type AmountScale, amountsIn } from '../figures/amount-scale.ts';
import { missingBuckets } from '../figures/chart-gaps.ts';
import { amountColumn, type CsvColumn, tableCsv } from './table-csv.ts';

export interface UsageCsvInput {
  readonly usage: Usage;
  readonly scale: AmountScale;
  /** What the groups are values of, as programs call it. */
  readonly by: string;
}

/**
 * Usage over time with exact amounts: one line for each group of each stretch in which it used anything, and one without group,
 * amount and events for each stretch from which nothing was received. A stretch without any line had no usage.
 */
export function usageCsv({ usage, scale, by }: UsageCsvInput): string {
  const now = Date.parse(usage.as_of);
  const begun = usage.buckets.filter(({ start }) => Date.parse(start) <= now);
  const missing = missingBuckets(usage);
  const groups = usage.groups.map((group) => ({ group, amounts: amountsIn(scale, group) }));
  const rows = begun.flatMap((bucket, index): Row[] => {
    if (missing.has(index)) return [{ bucket }];
    return groups.flatMap(({ group, amounts }) => {
      const amount = amounts[index] ?? 0n;
      const events = group.events[index] ?? 0;
      return amount === 0n && events === 0 ? [] : [{ bucket, known: { group, amount, events } }];
    });
  });
  const columns: CsvColumn<Row>[] = [
    { name: 'period_start', cell: ({ bucket }) => bucket.start },
    { name: 'period_end', cell: ({ bucket }) => bucket.end },
    { name: by, cell: ({ known }) => known?.group.key ?? null },
    { name: `${by}_name`, cell: ({ known }) => known?.group.label ?? null },
    {
      name: amountColumn(scale.unit),
      cell: ({ known }) => (known ? formatCredits(nano(known.amount)) : null),
    },
    { name: 'currency', cell: () => scale.unit.currency },
    { name: 'events', cell: ({ known }) => known?.events.toString() ?? null },
  ];
  return tableCsv(columns, rows);
}

interface Row {
  readonly bucket: Usage['buckets'][number];
  /** Absent where nothing was received. */
  readonly known?: {
    readonly group: Usage['groups'][number];
    readonly amount: bigint;
    readonly events: number;
  };
}
