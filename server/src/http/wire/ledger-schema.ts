import { z } from 'zod';
import { grantFields } from './grant-schema.ts';
import { amount, instantOut, readOnly } from './scalars.ts';

/** A cycle with what was booked in it. */
export const cycle = z
  .strictObject({
    series: z.string(),
    start: instantOut,
    end: instantOut,
    state: z
      .enum(['open', 'closing', 'final', 'next'])
      .describe(
        '`next` is to come; `closing` has ended and still takes late events; `final` is closed.',
      ),
    is_current: z.boolean(),
    totals: z.array(
      z.strictObject({
        unit: z.string(),
        granted: amount,
        expired: amount,
        voided: amount,
        used: amount,
        overdrawn: amount,
        overage: amount,
        unlimited: amount,
      }),
    ),
  })
  .meta({ id: 'Cycle' });

/** One transfer. */
export const entry = z
  .strictObject({
    seq: z.int(),
    part: z.int().describe('Counts the transfers of one operation, from 0.'),
    kind: z.string(),
    debit: z.string(),
    credit: z.string(),
    amount,
    unit: z.string(),
    booked_at: instantOut,
    recorded_at: instantOut,
    balance_after: amount
      .nullable()
      .describe(
        'What grants had left, less open overdraft, after this transfer; null for whom it is not shown.',
      ),
    event: z.strictObject({ source: z.string(), id: z.string() }).nullable(),
  })
  .meta({
    id: 'Entry',
    description: 'One transfer of the ledger: from the debited account to the credited one.',
  });

const balanceGrant = z
  .strictObject({ ...grantFields, used: amount.describe('What this cycle has drawn from it.') })
  .meta({ id: 'BalanceGrant' });

/** What is left, and how it came about. */
export const balance = z
  .strictObject({
    customer: z.string(),
    unit: z.string(),
    opening: amount.describe('Left at the start of the cycle.'),
    granted: amount,
    expired: amount,
    voided: amount,
    total: amount.describe('`opening + granted − expired − voided`.'),
    used: amount,
    overdrawn: amount.describe('Used beyond the grants and not billed.'),
    overage: amount.describe('Used beyond the grants and billed.'),
    unlimited: amount.describe('Used under a plan without an end.'),
    remaining: amount.describe('`total − used + overdrawn + overage + unlimited`.'),
    held: amount,
    available: amount
      .nullable()
      .describe('What a request may still use; null when nothing limits it.'),
    cycle: z.strictObject({ series: z.string(), start: instantOut, end: instantOut }),
    resets_at: instantOut,
    grants: z.array(balanceGrant).describe('In draw order.'),
    state: z.enum(['healthy', 'low', 'exhausted', 'overdrawn', 'unlimited']),
    read_only: readOnly,
    seq: z.int(),
    as_of: instantOut,
  })
  .meta({ id: 'Balance' });
