import { z } from 'zod';
import { entry } from './ledger-schema.ts';
import { line, zeroReason } from './result-schema.ts';
import { amount, instantOut } from './scalars.ts';

const draw = z.strictObject({ account: z.string(), kind: z.string(), amount }).meta({
  id: 'Draw',
  description:
    'What one account paid. `kind` is the kind of the grant, or the name of the account.',
});

const compensation = z.strictObject({ grant: z.string(), credits: amount }).nullable();

const charge = {
  credits: amount,
  list_credits: amount,
  zero_reason: zeroReason,
  lines: z.array(line),
  draws: z.array(draw),
};

const fields = {
  ...charge,
  id: z.string(),
  source: z.string(),
  type: z.string(),
  status: z.enum(['charged', 'late', 'unpriced', 'denied']).describe('As recorded.'),
  state: z
    .enum(['recorded', 'voided', 'amended', 'priced'])
    .describe('What corrections have made of it.'),
  seq: z.int(),
  occurred_at: instantOut,
  booked_at: instantOut,
  recorded_at: instantOut,
  run: z.string().nullable(),
  sequence: z.int().nullable(),
  dimensions: z.record(z.string(), z.unknown()).describe('As sent.'),
  attribution: z
    .record(z.string(), z.unknown())
    .describe('What its usage is attributed to, derived parents included.'),
  data: z.record(z.string(), z.unknown()),
  unit: z.string(),
  denial: z
    .strictObject({ code: z.string(), required: amount, available: amount.nullable() })
    .nullable(),
  balance_after: amount.nullable().describe("Null for whom the customer's balance is not shown."),
  corrections: z.array(
    z.strictObject({
      kind: z.enum(['void', 'amend', 'price']),
      seq: z.int(),
      reason: z.string(),
      credits: amount,
      rerated: amount,
      booked_at: instantOut,
      recorded_at: instantOut,
      compensation,
    }),
  ),
  current: z.strictObject(charge).describe('What it is charged now: nothing once it is voided.'),
};

/** A recorded event with what became of it. */
export const loggedEvent = z.strictObject(fields).meta({ id: 'LoggedEvent' });

/** A recorded event with every transfer it and its corrections made. */
export const eventWithEntries = z
  .strictObject({ ...fields, entries: z.array(entry) })
  .meta({ id: 'EventWithEntries' });

/** A page of the log. */
export const eventLog = z
  .strictObject({
    data: z.array(loggedEvent),
    next_cursor: z.string().nullable(),
    from: instantOut,
    to: instantOut,
    total: z
      .strictObject({ credits: amount, list_credits: amount, events: z.int() })
      .nullable()
      .describe(
        'What the whole log adds up to, corrections included; null where that is not known.',
      ),
    as_of: instantOut,
  })
  .meta({
    id: 'EventLog',
    description: 'A page may be shorter than asked for and still have a next one.',
  });
