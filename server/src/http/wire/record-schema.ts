import { z } from 'zod';
import { amount, id, instantIn, instantOut, money, pageOf, reason, text } from './scalars.ts';

const period = z.enum(['month', 'year']);
const count = z.int().min(0).max(1_000_000);

/** Something paid for in money. */
export const item = z
  .strictObject({
    id: z.string(),
    kind: z.string().describe('An add-on or a cost item of the catalog, or `seat`.'),
    label: z.string(),
    quantity: z.int(),
    in_use: z.int().nullable().describe('Null when nobody says.'),
    unit_price: z.strictObject({ amount, currency: z.string() }),
    period,
    amount: amount.describe('What all of it costs for a period.'),
    next_charge_at: instantOut.nullable(),
    next_charge: amount.nullable().describe('What is charged then; null: nothing is scheduled.'),
    expires_at: instantOut.nullable(),
    auto_renew: z.boolean(),
    prorations: z
      .array(
        z.strictObject({
          at: instantOut,
          change: z.int().describe('How many more; negative when it became fewer.'),
          days: z.int().describe('From the day of the change to the end, both counted.'),
          days_in_period: z.int(),
          amount,
        }),
      )
      .describe('What changes within the current period cost or give back, oldest first.'),
    created_at: instantOut,
    removed_at: instantOut.nullable().describe('When the last one was taken away.'),
  })
  .meta({ id: 'Item', description: 'An add-on, seat or domain: in money, never in credits.' });

/** A page of items, with what all of them cost. */
export const itemPage = pageOf(item)
  .extend({
    totals: z
      .array(z.strictObject({ currency: z.string(), period, quantity: z.int(), amount }))
      .describe('Of all items asked for, beyond the page too: by currency and period.'),
  })
  .meta({ id: 'ItemPage' });

/** What an item is put with. */
export const itemBody = z
  .strictObject({
    kind: id.optional().describe('An add-on or a cost item of the catalog, or `seat`.'),
    label: text.min(1).optional().describe('What the catalog calls the kind when absent.'),
    quantity: count.optional().describe('1 at first when absent.'),
    unit_price: money.optional().describe("The add-on's when absent at first."),
    period: period.optional(),
    next_charge_at: instantIn.nullable().optional().describe("Null: with the plan's cycle."),
    expires_at: instantIn.nullable().optional(),
    auto_renew: z.boolean().optional(),
    in_use: count.nullable().optional(),
    effective_at: instantIn.optional().describe('Since when the quantity holds; now when absent.'),
    reason: reason.optional(),
  })
  .meta({ id: 'ItemBody', description: 'What is absent stays, or is as the catalog says.' });

/** How many of something are in use and how many may be. */
export const quota = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    used: z.int().nullable().describe('Null when nobody says.'),
    limit: z.int().nullable().describe('Null is unlimited.'),
    plan_limit: z.int().nullable(),
    is_own: z.boolean().describe("Whether the limit is the customer's own."),
    added: z.int().describe('What add-ons put on top.'),
  })
  .meta({ id: 'Quota' });

/** What a quota is put with. */
export const quotaBody = z
  .strictObject({
    used: z.int().min(0).max(1_000_000_000).nullable().optional(),
    limit: z
      .union([z.int().min(0).max(1_000_000_000), z.literal('plan')])
      .nullable()
      .optional()
      .describe('Null is unlimited; `plan` is what the plan allows.'),
    reason: reason.optional(),
  })
  .meta({ id: 'QuotaBody', description: 'What is absent stays.' });
