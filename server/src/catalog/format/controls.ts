import { PERMISSIONS } from '@fuelgauge/core';
import { z } from 'zod';
import { creditAmount, flag, id, label, wholeNumber } from './scalar.ts';

/** Where an alert is shown or sent. */
export const channel = z.enum([
  'email',
  'in_app',
  'slack',
  'banner',
  'editor_bar',
  'nav_dot',
  'colour',
]);

/** What a limit applies to. */
export const limitScope = z.enum([
  'account',
  'workspace',
  'group',
  'user',
  'resource',
  'account_default_resource',
  'meter',
  'api_key',
]);

/** `exhaustion`: what happens when nothing is left. */
export const exhaustionSchema = z.strictObject({
  order: z
    .array(
      z.string().regex(/^(auto_recharge|pause_resources|block|overage:[a-z0-9][a-z0-9_.-]*)$/, {
        error:
          'Write "auto_recharge", "pause_resources", "block", or "overage:" with a grant kind of category overage.',
      }),
    )
    .min(1)
    .describe(
      'What is tried, in order: a top-up, billing overdraft under a kind, pausing resources, refusing requests.',
    ),
  scope: z
    .enum(['all_projects', 'credit_actions', 'agents', 'new_requests', 'credit_features'])
    .describe('What of the product stops.'),
  message: label.describe('What people are told.'),
  autoResume: flag
    .optional()
    .describe('Resources paused for lack of credits run again by themselves.'),
  inFlight: z
    .enum(['finish', 'stop'])
    .optional()
    .describe('What happens to work that is under way.'),
  shadowBeforeBilling: flag
    .optional()
    .describe('Usage before `billingStartsAt` is shown with what it would have cost.'),
  thresholdBilling: z
    .array(creditAmount)
    .min(1)
    .optional()
    .describe('Credits of overage that are billed as soon as they are reached.'),
});

/** `limits`: levels that refuse. An amount of 0 blocks, null is none. */
export const limitSchema = z.strictObject({
  id: id.describe('Id of the limit.'),
  scope: limitScope.describe('What it applies to.'),
  kind: z
    .enum(['spend', 'anomaly'])
    .optional()
    .describe('`spend` (the default) refuses at an amount; `anomaly` acts on unusual spending.'),
  meter: id.optional().describe('With scope `meter`: the meter.'),
  unit: id.optional().describe('The unit of the amount. Needed unless the kind is `anomaly`.'),
  cycle: id
    .optional()
    .describe('The cycle series usage is counted in. Needed unless the kind is `anomaly`.'),
  min: wholeNumber({ least: 0, most: 1_000_000_000 })
    .optional()
    .describe('The least amount that can be set. 0 blocks.'),
  max: wholeNumber({ least: 0, most: 1_000_000_000 })
    .optional()
    .describe('The greatest amount that can be set.'),
  shared: flag.optional().describe('One amount for all members of the group together.'),
  owner: z
    .enum(['admin', 'creator'])
    .optional()
    .describe('Whose limit it is, where several apply to one resource: the least counts.'),
  requests: flag.optional().describe('Those it applies to may ask for more.'),
  plans: z
    .array(id)
    .min(1)
    .optional()
    .describe('The plans that have it; every plan when left out.'),
  billingMode: id.optional().describe('The billing mode it is for; every mode when left out.'),
  setBy: z.array(id).min(1).optional().describe('The roles that may set it.'),
  onReach: z
    .array(
      z.enum([
        'block_new_requests',
        'stop_agent_runs',
        'block_new_agent_runs',
        'pause_ai_gateway',
        'pause',
        'notify_creator',
      ]),
    )
    .min(1)
    .optional()
    .describe('What happens when it is reached, beside refusing requests.'),
});

/** `alerts`: levels that notify. */
export const alertSchema = z.strictObject({
  id: id.describe('Id of the alert.'),
  kind: z
    .enum(['threshold', 'projection'])
    .optional()
    .describe('`threshold` (the default) fires at shares of a basis, `projection` on a forecast.'),
  basis: z
    .enum(['allotment', 'available', 'limit', 'cap', 'absolute'])
    .optional()
    .describe(
      'What is 100 %: the allotment; used and remaining together; a limit; a spend cap; or none, for amounts.',
    ),
  thresholds: z
    .array(wholeNumber({ least: 1, most: 1_000_000_000 }))
    .min(1)
    .optional()
    .describe(
      'Percent of the basis (amounts with `absolute`), rising. A level is crossed when it is reached.',
    ),
  when: z
    .literal('runOut<daysRemaining')
    .optional()
    .describe('For `projection`: credits run out before the reset.'),
  rearm: z
    .enum(['cycle', 'on_resolve'])
    .optional()
    .describe(
      'When a threshold may fire again: in the next cycle, or once usage has fallen below it.',
    ),
  channels: z.array(channel).min(1).describe('Where it is shown or sent.'),
  audience: z
    .array(id)
    .min(1)
    .optional()
    .describe('The roles told; everyone who sees usage when left out.'),
  cta: z.enum(['upgrade', 'invite', 'buy_prepaid']).optional().describe('What the message offers.'),
  billingMode: id.optional().describe('The billing mode it is for; every mode when left out.'),
  alwaysForPlans: z
    .array(id)
    .min(1)
    .optional()
    .describe('Plans on which its offer is always shown.'),
});

/** `roles`: what the members of a customer may do. */
export const rolesSchema = z.record(id, z.array(z.enum(PERMISSIONS)));

/** `roleLabels`: what roles are called. */
export const roleLabelsSchema = z.record(id, label);
