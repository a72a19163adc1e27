import { z } from 'zod';
import { channel } from './controls.ts';
import { creditAmount, currency, decimal, flag, id, label, wholeNumber } from './scalar.ts';

/** `grantTypes`: the kinds of grants a customer can have. */
export const grantTypeSchema = z.strictObject({
  id: id.describe('Id of the grant kind.'),
  label: label.optional().describe('What it is called; its id in words when left out.'),
  category: z
    .enum(['included', 'prepaid', 'promo', 'overage', 'correction', 'goodwill'])
    .describe(
      'Where its credits come from. A kind of category `overage` has no grants: it says that what exceeds the others is billed.',
    ),
  priority: wholeNumber({ least: 0, most: 1000 }).describe(
    'Its place in the draw order: lower is drawn first.',
  ),
  cycleBound: flag.describe(
    'Whether a grant expires at the end of the plan cycle it takes effect in.',
  ),
  rollover: z
    .union(
      [
        z.boolean(),
        z.strictObject({
          max: creditAmount
            .nullable()
            .optional()
            .describe('The most that is carried over; null or left out for all.'),
          cycles: wholeNumber({ least: 1, most: 1200 })
            .nullable()
            .optional()
            .describe('How many cycles it may be carried; null or left out for any number.'),
        }),
      ],
      { error: 'Write true, false, or an object with max and cycles.' },
    )
    .optional()
    .describe(
      'What a cycle-bound grant carries into the next cycle. Kinds that are not cycle-bound keep what is left anyway.',
    ),
  expiry: z
    .enum(['while_paid_plan', 'contract_end'])
    .optional()
    .describe('Ends the grant when a plan of price "0" takes effect, or when the contract ends.'),
});

/** `plans`: what a customer subscribes to. */
export const planSchema = z.strictObject({
  id: id.describe('Id of the plan.'),
  label: label.describe('What it is called.'),
  rank: wholeNumber({ least: 0, most: 1000 })
    .optional()
    .describe('Decides whether a change is an upgrade; its place in the list when left out.'),
  price: decimal
    .nullable()
    .optional()
    .describe('Price of an interval; "0" is a free plan, null or left out is by agreement.'),
  currency: currency.optional().describe('Currency of `price` and `pricePerCredit`.'),
  interval: z
    .enum(['month', 'year'])
    .describe('What is paid for at once; a series of `plan_interval` follows it.'),
  grants: z
    .record(id, creditAmount.nullable())
    .describe('Credits granted each plan cycle, by grant kind; null is unlimited.'),
  hardLimit: flag
    .optional()
    .describe('Requests are refused at zero, and overdraft is never billed.'),
  overage: id
    .nullable()
    .optional()
    .describe(
      'The grant kind of category `overage` under which overdraft is billed; null or left out when it is only shown.',
    ),
  flex: flag
    .optional()
    .describe(
      "Short form of `overage`: true bills overdraft under the catalog's one overage kind.",
    ),
  billingMode: id.optional().describe('The billing mode customers of this plan have.'),
  features: z.array(id).optional().describe('Features of the product the plan includes.'),
  seats: wholeNumber({ least: 0, most: 1_000_000 })
    .nullable()
    .optional()
    .describe('Members included; null is unlimited.'),
  channels: z.array(channel).optional().describe('Channels alerts may use on this plan.'),
  pricePerCredit: z
    .strictObject({
      display: decimal
        .optional()
        .describe('Values credits in money where amounts are shown in money.'),
      prepaid: decimal.optional().describe('Price of a credit bought beforehand.'),
      flex: decimal.optional().describe('Price of a credit billed as overage.'),
    })
    .optional()
    .describe("What one credit is worth or costs in the plan's currency."),
});

/** `planChange`: what happens to cycle and allotment when a customer changes plan. */
export const planChangeSchema = z.strictObject({
  upgrade: z
    .enum(['restart_cycle_forfeit', 'keep_cycle_delta_grant', 'keep_cycle_prorated'])
    .describe(
      '`restart_cycle_forfeit`: allotments expire and a cycle begins. `keep_cycle_delta_grant`: the difference is granted at once. `keep_cycle_prorated`: the same, with the money prorated by days.',
    ),
  downgrade: z.enum(['at_renewal', 'immediate']).describe('When a lower plan takes effect.'),
  addSeats: z
    .literal('grant_now_keep_cycle')
    .optional()
    .describe('Seats added within a cycle bring their credits at once.'),
});

const every = z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year', 'plan_interval']);

/** `cycles`: the series of cycles a customer has; `plan` is one of them. */
export const cycleSchema = z.strictObject({
  series: id.describe('Id of the series. `plan` is the one allotments renew in.'),
  every: every.describe("How long a cycle is; `plan_interval` is the plan's own interval."),
  choices: z
    .array(every)
    .min(2)
    .optional()
    .describe('Lengths a customer may choose between; `every` is one of them.'),
  anchor: z
    .enum(['account_created', 'plan_started', 'subscription_started'])
    .describe(
      "Which date of the company's a customer's anchor is: boundaries fall on that day of the month.",
    ),
  anchorTime: z
    .enum(['midnight', 'exact'])
    .optional()
    .describe("Whether cycles begin at local midnight (the default) or at the anchor's own time."),
});
