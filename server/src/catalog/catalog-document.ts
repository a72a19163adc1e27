import { isTimeZone } from '@fuelgauge/core';
import { z } from 'zod';
import { categorySchema, dimensionSchema } from './format/attribution.ts';
import {
  alertSchema,
  exhaustionSchema,
  limitSchema,
  roleLabelsSchema,
  rolesSchema,
} from './format/controls.ts';
import { meterSchema } from './format/meters.ts';
import { forecastSchema, linksSchema, reportSchema, viewSchema } from './format/pages.ts';
import { cycleSchema, grantTypeSchema, planChangeSchema, planSchema } from './format/plans.ts';
import { rateCardSchema } from './format/prices.ts';
import {
  addOnSchema,
  autoRechargeSchema,
  costItemSchema,
  packSchema,
  quotaSchema,
  referralSchema,
} from './format/purchases.ts';
import { date, id, label, name } from './format/scalar.ts';
import { billingModeSchema, displayModeSchema, unitSchema } from './format/units.ts';

/**
 * The public file format `credit-catalog/1`, without its comments: keys that begin with `_` are allowed
 * everywhere and taken out before. Structure only; what refers to what is checked by `loadCatalog`.
 */
export const catalogSchema = z.strictObject({
  schema: z.literal('credit-catalog/1').describe('Name and version of the format.'),
  key: id.describe(
    'What tells catalogs apart. Publishing the same key again makes its next version.',
  ),
  name: label.describe('What the catalog is for.'),
  timeZone: z
    .string()
    .refine(isTimeZone, {
      error: 'This is no time zone: write an IANA name, such as "Europe/Berlin" or "UTC".',
    })
    .describe(
      'IANA time zone in which dates of the catalog begin, and the default of its customers.',
    ),
  billingStartsAt: date.optional().describe('Usage before this day is recorded and costs nothing.'),
  window: z
    .string()
    .regex(/^P[1-9]\d{0,3}D$/, { error: 'Write a number of days, such as "P35D".' })
    .optional()
    .describe(
      'How old an event may be: a number of days, "P35D" when left out. Older ones need backfill.',
    ),
  grace: z
    .string()
    .regex(/^PT[1-9]\d{0,3}H$/, { error: 'Write a number of hours, such as "PT72H".' })
    .optional()
    .describe(
      'How long after its end a cycle still takes late events: a number of hours, "PT72H" when left out.',
    ),
  keep: z
    .array(name)
    .optional()
    .describe('Properties of events that are stored beside those the catalog reads.'),
  units: z
    .array(unitSchema)
    .min(1)
    .describe('What amounts are counted and shown in. Exactly one is of kind `credit`.'),
  displayModes: z
    .array(displayModeSchema)
    .min(1)
    .optional()
    .describe('Units a reader may choose between.'),
  billingModes: z
    .array(billingModeSchema)
    .min(1)
    .optional()
    .describe('How usage is settled, and in which unit.'),
  dimensions: z.array(dimensionSchema).describe('What usage can be attributed to and split by.'),
  categories: z.array(categorySchema).min(1).describe('The sections meters are shown in.'),
  meters: z.array(meterSchema).min(1).describe('The rules that turn events into quantities.'),
  requestsMeter: id
    .optional()
    .describe('The meter whose quantity is shown as requests; the number of events when left out.'),
  rateCards: z
    .array(rateCardSchema)
    .min(1)
    .describe('The price cards, each in force between two midnights.'),
  grantTypes: z.array(grantTypeSchema).min(1).describe('The kinds of grants.'),
  plans: z.array(planSchema).min(1).describe('The plans, from the lowest to the highest.'),
  packs: z.array(packSchema).optional().describe('Credits a customer can buy.'),
  autoRecharge: z
    .array(autoRechargeSchema)
    .optional()
    .describe('Top-ups that happen by themselves.'),
  addOns: z.array(addOnSchema).optional().describe('What is paid for beside the plan, in money.'),
  costItems: z.array(costItemSchema).optional().describe('What costs money by the item.'),
  quotas: z.array(quotaSchema).optional().describe('How many of something a plan allows.'),
  referral: referralSchema.optional().describe('Credits for bringing someone.'),
  cycles: z.array(cycleSchema).min(1).describe('The series of cycles. One is called `plan`.'),
  planChange: planChangeSchema.describe('What a change of plan does.'),
  overdraft: z
    .enum(['write_off', 'carry'])
    .optional()
    .describe(
      'What happens at a reset to overdraft that is not billed: written off (the default) or carried into the next cycle.',
    ),
  exhaustion: exhaustionSchema.optional().describe('What happens when nothing is left.'),
  limits: z
    .array(limitSchema)
    .optional()
    .describe('Levels that refuse. An amount of 0 blocks, null is none.'),
  alerts: z.array(alertSchema).optional().describe('Levels that notify.'),
  roles: rolesSchema
    .optional()
    .describe('What the members of a customer may do: permissions by role.'),
  roleLabels: roleLabelsSchema
    .optional()
    .describe('What roles are called. One without a label is called by its id in words.'),
  reports: z.array(reportSchema).optional().describe('Files and answers made from usage.'),
  projections: forecastSchema.optional().describe('How forecasts are made.'),
  views: z.array(viewSchema).optional().describe('The pages and what is on them.'),
  links: linksSchema.optional().describe('Pages of the company that the product points to.'),
});

/** A catalog in the file format. What `loadCatalog` returns still has its comments. */
export type CatalogDocument = z.infer<typeof catalogSchema>;
