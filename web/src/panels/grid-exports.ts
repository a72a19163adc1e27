import type { Breakdown, Pivot } from '@fuelgauge/sdk';
import { gridCsv } from '../data/grid-csv.ts';
import { amountColumn, fileName, saveFile } from '../data/table-csv.ts';
import type { Grid } from '../figures/grid.ts';
import type { AmountUnit } from '../figures/number-text.ts';
import { dateOf, lastDateOf } from '../figures/period.ts';
import type { ExportChoice } from './ExportMenu.tsx';

export interface GridExportsInput {
  /** Of the table, as a program calls it: `members`. */
  readonly name: string;
  /** What the rows are values of. */
  readonly by: string;
  readonly grid: Grid;
  readonly breakdown: Breakdown;
  readonly pivot: Pivot;
  /** What its amounts are in. */
  readonly unit: AmountUnit;
  readonly t: (key: 'tableCsv' | 'json') => string;
}

/** A table of a page and the answers it is made of, as files. */
export function gridExports(input: GridExportsInput): readonly ExportChoice[] {
  const { name, by, grid, breakdown, pivot, unit, t } = input;
  const { customer, from, to, time_zone: zone } = breakdown;
  const file = (extension: string) =>
    fileName([customer, name, dateOf(from, zone), lastDateOf(to, zone)], extension);
  return [
    {
      id: 'csv',
      label: t('tableCsv'),
      run: () => saveFile(file('csv'), gridCsv(grid, { name: by, unit: amountColumn(unit) })),
    },
    {
      id: 'json',
      label: t('json'),
      run: () => saveFile(file('json'), `${JSON.stringify({ breakdown, pivot }, null, 2)}\n`),
    },
  ];
}
