import { z } from 'zod';
import { directoryEntry } from './directory-schema.ts';
import { amount, instantOut } from './scalars.ts';

const amounts = { credits: amount, list_credits: amount, events: z.int() };

const cell = z.strictObject(amounts).meta({ id: 'PivotCell' });

/** Usage by two or three attributes at once. */
export const pivot = z
  .strictObject({
    from: instantOut,
    to: instantOut,
    rows_by: z.string(),
    columns_by: z.array(z.string()),
    columns: z.array(
      z.strictObject({
        ...amounts,
        keys: z.array(z.string().nullable()),
        labels: z.array(z.string()),
      }),
    ),
    rows: z.array(
      z
        .strictObject({
          ...amounts,
          key: z.string().nullable(),
          label: z.string(),
          cells: z
            .array(cell.nullable())
            .describe('In the order of `columns`; null where there is none.'),
          entry: directoryEntry.nullable(),
          last_used_at: instantOut
            .nullable()
            .describe('The day of the last use within the last 92 days.'),
          runs: z
            .strictObject({ count: z.int(), median: amount, p95: amount })
            .nullable()
            .describe('With credits of one of them.'),
        })
        .meta({ id: 'PivotRow' }),
    ),
    total: z.strictObject(amounts),
    as_of: instantOut,
  })
  .meta({ id: 'Pivot' });
