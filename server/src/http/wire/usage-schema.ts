import { z } from 'zod';
import { amount, instantOut, quantity } from './scalars.ts';

const amounts = { credits: amount, list_credits: amount, events: z.int() };

const unitSum = z
  .strictObject({ unit: z.string(), amount, list_amount: amount, events: z.int() })
  .meta({
    id: 'UnitSum',
    description: 'What one unit adds up to. Units are never added to each other.',
  });

const group = z
  .strictObject({
    key: z.string().nullable().describe('Null for usage without a value.'),
    label: z.string(),
    parent: z.string().nullable().describe('The key above it in a tree.'),
    unit: z
      .string()
      .nullable()
      .describe('The unit of `quantity`; null when the quantities cannot be added.'),
    credits: z.array(amount),
    list_credits: z.array(amount),
    money: z.array(amount).nullable(),
    quantity: z.array(quantity).nullable(),
    events: z.array(z.int()),
    total: z.strictObject({ ...amounts, money: amount.nullable(), quantity: quantity.nullable() }),
  })
  .meta({
    id: 'UsageGroup',
    description: 'One group, with one item of each list for each bucket.',
  });

/** What usage and breakdowns have in common. */
const measured = {
  customer: z.string(),
  from: instantOut,
  to: instantOut,
  time_zone: z.string(),
  unit: z
    .string()
    .describe(
      'As asked: `credits`, `money`, `quantity`, or the unit whose amounts stand under `credits`.',
    ),
  currency: z
    .string()
    .nullable()
    .describe('Of `money`; null when credits have no one price in the range.'),
  total: z.strictObject({ ...amounts, money: amount.nullable() }),
  whole: z.strictObject(amounts).describe('As `total`, without the filter.'),
  units: z.array(unitSum),
  as_of: instantOut,
  seq: z.int(),
};

/** Times from which not all usage was received. */
export const gaps = z.array(
  z.strictObject({
    from: instantOut,
    to: instantOut.nullable().describe('Null while it lasts.'),
  }),
);

/** Usage by bucket and group. */
export const usage = z
  .strictObject({
    ...measured,
    granularity: z.string(),
    cumulative: z.boolean(),
    buckets: z
      .array(z.strictObject({ start: instantOut, end: instantOut }))
      .describe('They tile the range. Those that begin after `as_of` are still to come.'),
    gaps: gaps.describe(
      'Times from which not all usage was received, as operators say; whole where they reach beyond the range.',
    ),
    groups: z.array(group),
  })
  .meta({ id: 'Usage' });

/** What the catalog counts as requests. */
const requests = quantity
  .nullable()
  .describe(
    'Of the meter the catalog names, events where it names none; null when they cannot be added.',
  );

const row = z
  .strictObject({
    ...amounts,
    key: z.string().nullable().describe('Null for usage without a value.'),
    label: z.string(),
    money: amount.nullable(),
    quantity: quantity.nullable(),
    unit: z.string().nullable(),
    requests,
    share: z.string().describe('Of what passes the filter, to four decimals.'),
    parent: z
      .string()
      .nullable()
      .optional()
      .describe('The key above it: in trees and among categories; of a meter its category.'),
    direct: z
      .strictObject(amounts)
      .optional()
      .describe('In a tree, what the row has of its own: these add up to the total.'),
  })
  .meta({ id: 'BreakdownRow' });

/** Usage by one attribute, most credits first. */
export const breakdown = z
  .strictObject({
    ...measured,
    total: z.strictObject({ ...amounts, money: amount.nullable(), requests }),
    by: z.string(),
    rows: z.array(row),
    rest: z
      .strictObject({ ...amounts, rows: z.int(), requests })
      .nullable()
      .describe('What is on no page up to this one.'),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'Breakdown' });
