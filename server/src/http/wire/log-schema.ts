import { z } from 'zod';
import { amount, instantOut, pageOf, quantity } from './scalars.ts';

const draw = z.strictObject({ account: z.string(), kind: z.string(), amount });

const event = z
  .strictObject({
    source: z.string(),
    id: z.string(),
    type: z.string(),
    status: z.string().describe('As it was recorded.'),
    run: z.string().nullable(),
    attribution: z.record(z.string(), z.string()),
    zero_reason: z.string().nullable(),
    lines: z.array(
      z.strictObject({
        meter: z.string(),
        quantity,
        unit: z.string().describe('What is counted, in the singular.'),
        credits: amount,
        price: z.string().nullable().describe('The price card.'),
      }),
    ),
  })
  .meta({ id: 'LogEvent' });

const row = z
  .strictObject({
    kind: z
      .string()
      .describe(
        '`debit` (an event), `correction`, or what happened to a grant: `grant`, `schedule`, `expire`, `roll_over`, `write_off`, `repay`, `void_grant`.',
      ),
    seq: z.int(),
    booked_at: instantOut,
    recorded_at: instantOut,
    occurred_at: instantOut.nullable(),
    unit: z.string(),
    credits: amount.describe('What the row changed: use is negative.'),
    matched: amount.describe('The part of it that passes the filter.'),
    balance_after: amount.nullable().describe("Null for whom the customer's balance is not shown."),
    event: event.nullable().describe('The event, as it was recorded.'),
    draws: z.array(draw).describe('What paid, in draw order; what moved, of grants.'),
    correction: z
      .strictObject({ kind: z.enum(['void', 'amend', 'price']), reason: z.string() })
      .nullable(),
    grant: z.strictObject({ id: z.string(), kind: z.string() }).nullable(),
  })
  .meta({ id: 'LogRow', description: 'One thing that moved credits.' });

/** A page of the log. */
export const logPage = pageOf(row)
  .extend({ from: instantOut, to: instantOut, as_of: instantOut })
  .meta({ id: 'LogPage' });

/** What all matches come to. */
export const logSummary = z
  .strictObject({
    from: instantOut,
    to: instantOut,
    unit: z
      .string()
      .describe('Of the amounts. What is in another unit is counted, and adds nothing to them.'),
    rows: z.int().describe('Events and corrections that match.'),
    credits: amount.describe('What their matching lines were charged, corrections included.'),
    whole: amount.describe('What the range was charged without any search.'),
    days: z.array(z.strictObject({ start: instantOut, rows: z.int(), credits: amount })),
    as_of: instantOut,
  })
  .meta({ id: 'LogSummary' });
