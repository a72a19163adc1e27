import { z } from 'zod';
import { amount, instantOut } from './scalars.ts';

/** The fields of a grant. */
export const grantFields = {
  id: z.string(),
  kind: z.string(),
  category: z.enum(['included', 'prepaid', 'promo', 'overage', 'correction', 'goodwill']),
  amount,
  remaining: amount,
  drawn: amount,
  expired: amount,
  repaid: amount,
  carried: amount,
  voided: amount,
  status: z.enum(['scheduled', 'active', 'used', 'expired', 'voided']),
  priority: z.int(),
  effective_at: instantOut,
  expires_at: instantOut.nullable(),
  source: z.enum([
    'allotment',
    'plan_change',
    'rollover',
    'purchase',
    'operator',
    'correction',
    'referral',
  ]),
  applies_to: z.array(z.string()).nullable(),
  price_paid: z.strictObject({ amount, currency: z.string() }).nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
};

export const grant = z.strictObject(grantFields).meta({
  id: 'Grant',
  description:
    '`amount = remaining + drawn + expired + repaid + carried + voided`; a scheduled grant has none of these yet.',
});
