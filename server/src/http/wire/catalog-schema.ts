import { z } from 'zod';
import { snakeWord } from '../../catalog/describe/snake-word.ts';
import { panelSchema } from '../../catalog/format/panels.ts';
import { amount, instantOut } from './scalars.ts';

const money = z.strictObject({ amount, currency: z.string() });

/** What a credit is worth, and who says so. */
export const pricePerCredit = money.extend({
  source: z
    .enum(['customer', 'plan'])
    .describe("Where it comes from: the customer's own terms, or its plan."),
});

/** The panels of the file format, with keys and types as the wire writes them: one definition for both. */
const panel = z
  .union(
    panelSchema.options.map(({ shape }) => {
      const entries = Object.entries(shape as Readonly<Record<string, z.ZodType>>);
      const settings = entries.filter(([name]) => name !== 'type');
      const type = z.literal(snakeWord(shape.type.value)).describe(shape.type.description ?? '');
      return z.strictObject({
        type,
        ...Object.fromEntries(settings.map(([name, setting]) => [snakeWord(name), setting])),
      });
    }),
  )
  .meta({ id: 'Panel', description: 'A part of a page; `type` says which.' });

const tier = z.strictObject({
  up_to: z.string().nullable().describe('Upper end, which belongs to the tier; null for the last.'),
  credits: amount,
});

const price = z
  .strictObject({
    meter: z.string(),
    model: z.enum(['unit', 'package', 'passthrough', 'matrix', 'tiers', 'free']),
    unit: z.string().nullable().describe('The money its rates are in; null: credits.'),
    credits: amount.nullable().describe('Price of each `per`.'),
    per: z.string().nullable(),
    round: z.enum(['up', 'down']).nullable(),
    factor: z.string().nullable().describe('Credits for each 1 of a quantity that is a cost.'),
    by: z.array(z.string()),
    rows: z
      .array(
        z.strictObject({
          match: z.array(z.string()),
          credits: amount.nullable(),
          tiers: z.array(tier).nullable(),
        }),
      )
      .nullable(),
    tiers: z.array(tier).nullable(),
    tier_by: z.string().nullable(),
    tier_mode: z.enum(['whole', 'graduated']).nullable(),
    scope: z.enum(['event', 'run', 'cycle']),
    min_quantity: z.string().nullable(),
    add_quantity: z.string().nullable(),
    cap: z
      .strictObject({ credits: amount, series: z.string(), by: z.array(z.string()) })
      .nullable(),
    once_by: z.array(z.string()).nullable(),
    zero_when: z.record(z.string(), z.array(z.string())),
  })
  .meta({ id: 'Price', description: 'One price. What its model does not have is null.' });

const card = z
  .strictObject({
    id: z.string(),
    from: instantOut,
    to: instantOut.nullable(),
    plans: z.array(z.string()).nullable().describe('Null: every plan.'),
    credits_per_usd: z.string().nullable(),
    prices: z.array(price),
    state: z.enum(['past', 'current', 'coming']),
    in_force: z
      .array(z.string())
      .describe('Meters it prices now: a card for the plan comes before one for all.'),
  })
  .meta({ id: 'PriceCard' });

const plan = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    rank: z.int(),
    price: amount.nullable(),
    currency: z.string().nullable(),
    interval: z.enum(['month', 'year']),
    allotments: z.array(
      z.strictObject({
        kind: z.string(),
        credits: amount.nullable().describe('Null is unlimited.'),
      }),
    ),
    overage: z.string().nullable(),
    hard_limit: z.boolean(),
    billing_mode: z.string().nullable(),
    features: z.array(z.string()),
    seats: z.int().nullable().optional().describe('Members included; null is unlimited.'),
    channels: z.array(z.string()).nullable().describe('Of alerts; null: all.'),
    price_per_credit: z
      .strictObject({
        display: amount.nullable(),
        prepaid: amount.nullable(),
        flex: amount.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Plan' });

const dimension = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['flat', 'tree']),
    parent: z.string().nullable(),
    values: z.array(z.string()),
    value_labels: z
      .record(z.string(), z.string())
      .describe('What values are called, each of `values` at least.'),
    unattributed: z.string().describe('What usage without a value is shown as.'),
    directory: z.string().nullable(),
    scope_kind: z.string().nullable(),
    from: z.array(z.string()),
    hourly: z.boolean(),
    gate: z.string().nullable(),
  })
  .meta({ id: 'Dimension' });

const view = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    embed: z.boolean(),
    gate: z.strictObject({
      roles: z.array(z.string()).nullable(),
      plans: z.array(z.string()).nullable(),
    }),
    panels: z.array(panel),
  })
  .meta({ id: 'View' });

const period = z.enum(['month', 'year']);

/** The newest version of a customer's catalog, as it applies to its plan today. */
export const customerCatalog = z
  .strictObject({
    customer: z.string(),
    key: z.string(),
    version: z.int(),
    name: z.string(),
    time_zone: z.string(),
    plan: z.string().describe('The plan in force.'),
    billing_mode: z.string().nullable(),
    price_per_credit: pricePerCredit.nullable().describe('What a credit is worth today.'),
    billing_starts_at: instantOut.nullable(),
    credit_unit: z.string(),
    units: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['credit', 'money']),
        label: z.string(),
        decimals: z.int(),
        rounding: z.enum(['floor', 'half_up']),
      }),
    ),
    display_modes: z.array(
      z.strictObject({
        id: z.string(),
        unit: z.string(),
        is_default: z.boolean(),
        is_valued: z.boolean().describe('Credits are converted by the price per credit.'),
      }),
    ),
    billing_modes: z.array(z.strictObject({ id: z.string(), unit: z.string() })),
    dimensions: z.array(dimension),
    categories: z.array(
      z.strictObject({ id: z.string(), label: z.string(), parent: z.string().nullable() }),
    ),
    meters: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        category: z.string(),
        event_type: z.string(),
        aggregation: z.string(),
        unit: z.string(),
        dimensions: z.array(z.string()),
      }),
    ),
    requests_meter: z
      .string()
      .nullable()
      .describe('The meter shown as requests; null: the number of events is.'),
    plans: z.array(plan),
    grant_kinds: z
      .array(
        z.strictObject({
          id: z.string(),
          label: z.string(),
          category: z.string(),
          priority: z.int(),
          cycle_bound: z.boolean(),
          rollover: z
            .strictObject({ max: amount.nullable(), cycles: z.int().nullable() })
            .nullable(),
          expiry: z.string().nullable(),
        }),
      )
      .describe('In draw order.'),
    series: z.array(
      z.strictObject({
        id: z.string(),
        every: z.string(),
        anchor: z.string(),
        anchor_time: z.enum(['midnight', 'exact']),
      }),
    ),
    plan_change: z.strictObject({ upgrade: z.string(), downgrade: z.string() }),
    overdraft: z.enum(['write_off', 'carry']).describe('What a reset does to what is not billed.'),
    exhaustion: z
      .strictObject({
        order: z.array(z.string()),
        scope: z.string(),
        message: z.string(),
        auto_resume: z.boolean(),
        in_flight: z.enum(['finish', 'stop']).nullable(),
        shadow_before_billing: z.boolean(),
      })
      .nullable()
      .describe('What happens when nothing is left.'),
    cards: z.array(card).describe('Those that price this plan, oldest first.'),
    quotas: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        limit: z.int().nullable().describe("The plan's own; null is unlimited."),
      }),
    ),
    add_ons: z
      .array(
        z.strictObject({
          id: z.string(),
          label: z.string(),
          price: money,
          period,
          quota: z.string().nullable().describe('The quota each one raises by 1.'),
        }),
      )
      .describe('Those the plan offers.'),
    cost_items: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        currency: z.string().nullable(),
        period,
        auto_renews: z.boolean(),
      }),
    ),
    alerts: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['threshold', 'projection']),
        basis: z.enum(['allotment', 'available', 'limit', 'cap', 'absolute']).nullable(),
        thresholds: z
          .array(z.int())
          .describe('Percent of the basis, or amounts with `absolute`, rising.'),
        billing_mode: z.string().nullable().describe('The mode it is for; null: every mode.'),
      }),
    ),
    roles: z.record(z.string(), z.array(z.string())),
    role_labels: z.record(z.string(), z.string()).describe('What each role is called.'),
    links: z.strictObject({
      how_credits_work: z.string().nullable(),
      rates: z.string().nullable(),
      support: z.string().nullable(),
      optimise: z.string().nullable(),
      status: z.string().nullable(),
      domain_renewal: z.string().nullable(),
    }),
    views: z.array(view),
    dates_within: z.enum(['current_cycle', 'any']).describe('The dates readers may choose.'),
  })
  .meta({ id: 'CustomerCatalog' });
