import { z } from 'zod';
import { amount, instantOut, readOnly } from './scalars.ts';

/** A customer. */
export const customer = z
  .strictObject({
    customer: z.string(),
    name: z.string(),
    catalog: z.string(),
    plan: z.string(),
    time_zone: z.string(),
    billing_mode: z.string().nullable(),
    price_per_credit: z.strictObject({ amount, currency: z.string() }).nullable(),
    anchor_at: instantOut,
    started_at: instantOut,
    contract_ends_at: instantOut.nullable(),
    test: z.boolean(),
    clock_at: instantOut.nullable().describe('The clock of a test customer.'),
    scheduled_plans: z.array(z.strictObject({ plan: z.string(), effective_at: instantOut })),
    created_at: instantOut,
    read_only: readOnly,
  })
  .meta({ id: 'Customer', description: 'A customer with the terms in force and those to come.' });
