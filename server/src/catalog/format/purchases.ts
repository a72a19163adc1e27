import { z } from 'zod';
import { creditAmount, currency, decimal, flag, id, label, wholeNumber } from './scalar.ts';

const requiredCurrency = currency.describe('Currency of the prices.');
const rechargeMode = z.enum(['one_time', 'raise_recurring']);

/** `packs`: credits a customer can buy. */
export const packSchema = z.strictObject({
  plan: id.optional().describe('The plan that may buy it; every plan when left out.'),
  grant: id.describe('The kind of grant it gives.'),
  credits: creditAmount.describe('Credits in the pack.'),
  price: decimal.describe('Its price.'),
  currency: requiredCurrency,
  recurring: flag.optional().describe('Bought again every plan cycle until stopped.'),
});

/** `autoRecharge`: top-ups that happen by themselves. */
export const autoRechargeSchema = z.strictObject({
  plan: id.optional().describe('The plan it is for; every plan when left out.'),
  grant: id.describe('The kind of grant it gives.'),
  credits: creditAmount.optional().describe('Credits of one top-up, where the amount is fixed.'),
  price: decimal.optional().describe('Price of one top-up, where the amount is fixed.'),
  presets: z
    .array(decimal)
    .min(1)
    .optional()
    .describe('Amounts of money to choose from, where the amount is not fixed.'),
  capDefault: decimal
    .optional()
    .describe('The most money spent in a plan cycle unless the customer says otherwise.'),
  currency: requiredCurrency,
  trigger: z
    .string()
    .regex(/^(empty|percent:([1-9]\d?|100)|balance:\d{1,10}(\.\d{1,9})?)$/, {
      error: 'Write "empty", "percent:90" (of the allotment used) or "balance:500" (credits left).',
    })
    .describe(
      'When it happens: at nothing left (`empty`), at a share used (`percent:90`) or at a balance (`balance:500`).',
    ),
  default: z.enum(['off', 'on']).describe('Whether it is on until the customer decides.'),
  mode: rechargeMode
    .optional()
    .describe('`one_time`: one grant. `raise_recurring`: the recurring amount rises for good.'),
  modes: z
    .array(rechargeMode)
    .min(1)
    .optional()
    .describe('The modes a customer may choose between.'),
});

/** `addOns`: what is paid for beside the plan, in money and never in credits. */
export const addOnSchema = z.strictObject({
  id: id.describe('Id of the add-on.'),
  label: label.describe('What it is called.'),
  price: decimal.describe('Price of one for an interval.'),
  currency: requiredCurrency,
  interval: z.enum(['month', 'year']).describe('How often it is paid.'),
  plans: z.array(id).describe('The plans that may add it; none keeps it for those who have it.'),
  quota: id.optional().describe('The quota each one raises by 1.'),
});

/** `costItems`: what costs money by the item, such as domains. */
export const costItemSchema = z.strictObject({
  id: id.describe('Id of the kind of item.'),
  label: label.describe('What it is called.'),
  unit: id.describe('The unit of kind `money` its cost is in.'),
  interval: z.enum(['month', 'year']).describe('How often it renews.'),
  autoRenewDefault: flag.describe('Whether it renews until told otherwise.'),
});

/** `quotas`: how many of something a plan allows; never in credits. */
export const quotaSchema = z.strictObject({
  id: id.describe('Id of the quota.'),
  label: label.optional().describe('What it is called; its id in words when left out.'),
  limit: z
    .record(id, wholeNumber({ least: 0, most: 1_000_000_000 }).nullable())
    .describe('How many each plan allows; null is unlimited. Every plan is named.'),
});

/** `referral`: credits for bringing someone. */
export const referralSchema = z.strictObject({
  grant: id.describe('The kind of grant it gives.'),
  credits: creditAmount.describe('Credits for each one brought.'),
  trigger: z.literal('referred_signup').describe('What earns it: a sign-up through the link.'),
});
