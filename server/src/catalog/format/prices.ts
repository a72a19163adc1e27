import { z } from 'zod';
import {
  creditAmount,
  date,
  decimal,
  id,
  matchedValues,
  name,
  names,
  positiveDecimal,
} from './scalar.ts';

const credits = decimal.describe('Price of each `per`, in credits or in the money of `unit`.');
const per = positiveDecimal.describe('The quantity the price is for.');

/** A step of a tiered price. */
export const tierSchema = z.strictObject({
  up_to: z
    .union([decimal, z.null()], {
      error: 'Write the upper end in quotes, such as "200000", or null for the last tier.',
    })
    .optional()
    .describe('Upper end of the tier, which belongs to it; null or left out for the last.'),
  credits: decimal.describe(
    'Price of each `per` in this tier, in credits or in the money of `unit`.',
  ),
});

const tierSettings = {
  tier_by: name
    .optional()
    .describe(
      'The property whose value picks the tier, such as the size of the whole prompt; the quantity itself when left out.',
    ),
  tier_mode: z
    .enum(['whole', 'graduated'])
    .optional()
    .describe(
      '`whole`: the tier reached prices everything. `graduated`: each tier prices the part within it. Needed with tiers.',
    ),
  tier_scope: z
    .enum(['event', 'run', 'cycle'])
    .optional()
    .describe('Another name of `scope`, for prices with tiers.'),
};

const settings = {
  meter: id.describe('The meter it prices.'),
  unit: id
    .optional()
    .describe(
      "The money its rates are in; they are converted by the card's `creditsPerUsd`. Credits when left out.",
    ),
  scope: z
    .enum(['event', 'run', 'cycle'])
    .optional()
    .describe(
      'Where quantities add up before they are priced: each event alone (`event`, the default), the events of one run, or a cycle of the plan series.',
    ),
  minQuantity: decimal
    .optional()
    .describe('At least this much is charged for each event, run or cycle that has usage.'),
  addQuantity: decimal
    .optional()
    .describe('Added to the quantity of each event, run or cycle that has usage.'),
  cap: z
    .strictObject({
      credits: creditAmount.describe('The most that is charged in a cycle.'),
      series: id.describe('The cycle series it starts anew with.'),
      by: names
        .optional()
        .describe(
          'Names whose values each have a cap of their own; one for the customer when left out.',
        ),
    })
    .optional()
    .describe(
      'The most credits a customer is charged for this meter in a cycle, across price cards.',
    ),
  capCreditsPerCycle: creditAmount.optional().describe('Short form of `cap.credits`; use `cap`.'),
  capBy: names.optional().describe('Short form of `cap.by`; use `cap`.'),
  capSeries: id.optional().describe('Short form of `cap.series`, `plan` when left out; use `cap`.'),
  dedupe: z
    .strictObject({
      by: names.describe(
        'The names that together are charged once. The customer always belongs to them, so `account` adds nothing.',
      ),
      window: z.literal('forever').describe('How long a charge is remembered: for ever.'),
    })
    .optional()
    .describe('Charges the same combination of values only once.'),
  zeroWhen: z
    .record(name, matchedValues)
    .optional()
    .describe('Usage is recorded but costs nothing when a name has one of these texts.'),
};

const rateModels = {
  unit: z.strictObject({
    ...settings,
    model: z.literal('unit').describe('Linear: the quantity divided by `per`, times `credits`.'),
    credits,
    per,
    by: names.optional().describe("Names whose values split a run's or a cycle's total."),
  }),
  package: z.strictObject({
    ...settings,
    model: z
      .literal('package')
      .describe('Whole packages: `credits` for each `per` begun or filled.'),
    credits,
    per,
    round: z
      .enum(['up', 'down'])
      .describe('`up`: a package begun is charged. `down`: a package filled is.'),
    by: names.optional().describe("Names whose values split a run's or a cycle's total."),
  }),
  passthrough: z.strictObject({
    ...settings,
    model: z
      .literal('passthrough')
      .describe('The quantity is already a cost: it is multiplied by `factor`.'),
    factor: decimal.describe('Credits for each 1 of the quantity.'),
    by: names.optional().describe("Names whose values split a run's or a cycle's total."),
  }),
  matrix: z.strictObject({
    ...settings,
    ...tierSettings,
    model: z.literal('matrix').describe('A rate for each combination of values.'),
    by: z
      .array(name)
      .min(1)
      .describe('The names whose values choose the row. All must be present.'),
    per,
    rows: z
      .array(
        z.array(
          z.union([z.string(), z.array(tierSchema).min(1)], {
            error: 'Write a text, or at the end of the row a list of tiers.',
          }),
        ),
      )
      .min(1)
      .describe(
        'One pattern for each name of `by`, then the rate or a list of tiers. Exact text beats a prefix ending in "*", a longer prefix beats a shorter one, and "*" is the fallback.',
      ),
  }),
  tiers: z.strictObject({
    ...settings,
    ...tierSettings,
    model: z.literal('tiers').describe('A rate that changes with the quantity or with `tier_by`.'),
    per,
    tiers: z
      .array(tierSchema)
      .min(1)
      .describe('The tiers, from the lowest to the last, which has no upper end.'),
    by: names.optional().describe("Names whose values split a run's or a cycle's total."),
  }),
  free: z.strictObject({
    meter: settings.meter,
    model: z.literal('free').describe('Counted and shown, and charged nothing.'),
  }),
};

/** A price: `rates` of a price card. */
const rateSchema = z.discriminatedUnion('model', [
  rateModels.unit,
  rateModels.package,
  rateModels.passthrough,
  rateModels.matrix,
  rateModels.tiers,
  rateModels.free,
]);

/** `rateCards`: the price cards, each in force between two midnights. */
export const rateCardSchema = z.strictObject({
  id: id.describe('Id of the price card: what charges refer to.'),
  from: date.describe("The day it begins, at midnight in the catalog's time zone."),
  to: date
    .optional()
    .describe(
      'The day it ends, at midnight: the first day it no longer applies. Open-ended when left out.',
    ),
  plans: z
    .array(id)
    .min(1, { error: 'This list names no plan: name some, or leave the key out for every plan.' })
    .optional()
    .describe('The plans it is for, before cards for every plan. Every plan when left out.'),
  creditsPerUsd: positiveDecimal
    .optional()
    .describe('Credits for each US dollar, for rates with `unit: "usd"`.'),
  rates: z.array(rateSchema).min(1).describe('The prices, at most one for each meter.'),
});
