import { z } from 'zod';
import { pricePerCredit } from './catalog-schema.ts';
import { customer } from './customer-schema.ts';
import { balance, cycle } from './ledger-schema.ts';
import { quota } from './record-schema.ts';
import { amount, instantOut, quantity } from './scalars.ts';
import { breakdown, usage } from './usage-schema.ts';

const period = z
  .strictObject({
    name: z.string().describe('The shortest name that means the same at this moment.'),
    kind: z.enum(['cycle', 'window', 'range']),
    series: z.string().describe('The series whose cycles divide it.'),
    from: instantOut,
    to: instantOut,
    granularity: z.string(),
    is_current: z.boolean(),
    is_closed: z.boolean().describe('Over, and no late event can change it any more.'),
    previous: z
      .string()
      .nullable()
      .describe('Name of the period of the same kind before it; null where there is none.'),
    next: z.string().nullable(),
  })
  .meta({ id: 'Period' });

const card = z
  .strictObject({ meter: z.string(), label: z.string(), unit: z.string(), quantity })
  .meta({ id: 'Card', description: 'A number shown on a card, in its own unit.' });

const table = z
  .strictObject({
    view: z.string(),
    panel: z.int().describe('Its place among the panels of the page, from 0.'),
    breakdown,
  })
  .meta({ id: 'Table', description: 'A table of a page of the catalog.' });

const change = z
  .strictObject({
    by: z.string().describe('`meter` or a dimension.'),
    key: z.string(),
    label: z.string(),
    since: instantOut.describe('The beginning of the day it began.'),
    credits: amount.describe('From then to now.'),
    usual: amount.describe('Of a day: the median of 21 days.'),
    times: z
      .int()
      .describe('How many times the usual an average day since was, rounded down; 3 or more.'),
  })
  .meta({ id: 'Change', description: 'Use of one thing that is a multiple of its own usual.' });

/** Everything the first page shows. */
export const overview = z
  .strictObject({
    customer,
    catalog: z.strictObject({ key: z.string(), version: z.int() }),
    period,
    selectable: z
      .strictObject({
        from: z.string(),
        to: z.string(),
        reason: z
          .enum(['current_cycle', 'started'])
          .describe(
            'Why not earlier: only the current cycle is shown, or the customer began then.',
          ),
      })
      .describe('The dates a reader may choose, the last one included.'),
    balance: balance.describe(
      "Of the period's plan cycle, when it is one, as it closed; of the current one otherwise.",
    ),
    ran_out: z
      .strictObject({
        at: instantOut,
        seq: z.int().nullable().describe('Null for whom only a part of the usage is shown.'),
        event: z
          .strictObject({ source: z.string(), id: z.string() })
          .nullable()
          .describe('Null where it was none, as when a grant expired.'),
      })
      .nullable()
      .describe(
        'Since when nothing is left and what took the last of it; null while something is, for a past cycle, and for whom the balance is not shown.',
      ),
    cycles: z
      .array(cycle)
      .describe('The next, the current and past cycles of each series, newest first; at most 50.'),
    usage,
    categories: breakdown,
    meters: breakdown,
    tables: z.array(table),
    cards: z.array(card).describe('One for each meter that a tile of a page shows.'),
    quotas: z.array(quota),
    prices: z
      .array(pricePerCredit.extend({ from: instantOut }))
      .describe('What a credit is shown to be worth, from each day on.'),
    changes: z
      .array(change)
      .describe(
        'Where use is a multiple of its own usual: at most three, of the current plan cycle without a filter, for who sees all usage.',
      ),
    freshness: z.strictObject({
      last_recorded_at: instantOut.nullable(),
      last_occurred_at: instantOut.nullable(),
      complete_to: instantOut
        .nullable()
        .describe('Up to when usage is complete; null where no gap lasts: it is complete to now.'),
    }),
    as_of: instantOut,
    seq: z.int(),
  })
  .meta({ id: 'Overview' });
