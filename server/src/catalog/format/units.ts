import { z } from 'zod';
import { flag, id, label, wholeNumber } from './scalar.ts';

/** `units`: what amounts are counted and shown in. */
export const unitSchema = z.strictObject({
  id: id.describe('Id of the unit, used wherever the format asks for a unit.'),
  kind: z
    .enum(['credit', 'money'])
    .describe(
      '`credit` for the one unit grants are in; `money` for a currency prices may be stated in.',
    ),
  label: label.describe('What amounts of it are called, such as "credits" or "USD".'),
  decimals: wholeNumber({ least: 0, most: 9 }).describe(
    'Decimals shown. Amounts are always kept exactly.',
  ),
  rounding: z
    .enum(['floor', 'half_up'])
    .describe('How shown amounts are rounded. What is left is always rounded down.'),
  scale: wholeNumber({ least: 0, most: 9 })
    .optional()
    .describe('Decimals amounts are kept with; 9 when left out.'),
});

/** `displayModes`: the units a reader may choose between. */
export const displayModeSchema = z.strictObject({
  id: id.describe('Id of the display mode.'),
  unit: id.describe('The unit shown.'),
  default: flag.optional().describe('Whether it is shown first. Exactly one mode is.'),
  price: z
    .literal('pricePerCredit')
    .optional()
    .describe("Converts credits with the plan's `pricePerCredit.display` in force that day."),
});

/** `billingModes`: how a customer's usage is settled, and in which unit. */
export const billingModeSchema = z.strictObject({
  id: id.describe('Id of the billing mode.'),
  unit: id.describe('The unit usage is counted in under this mode.'),
});
