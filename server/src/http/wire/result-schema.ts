import type { ZeroReason } from '@fuelgauge/core';
import { z } from 'zod';
import { problemSchema } from './problem-schema.ts';
import { amount, instantOut, quantity } from './scalars.ts';

// A record, so that a reason without a line here does not compile.
const ZERO_REASONS: Readonly<Record<ZeroReason, ZeroReason>> = {
  free: 'free',
  zero_rated: 'zero_rated',
  already_charged: 'already_charged',
  within_package: 'within_package',
  cap_reached: 'cap_reached',
  no_quantity: 'no_quantity',
  rounds_to_zero: 'rounds_to_zero',
  before_billing: 'before_billing',
  unmetered: 'unmetered',
  unpriced: 'unpriced',
  denied: 'denied',
  accrues_daily: 'accrues_daily',
};

/** Why usage that was metered cost nothing. */
export const zeroReason = z.enum(ZERO_REASONS).nullable();

/** One rated line. A meter with several quantities names the one it is for under its dimension's id. */
export const line = z
  .object({
    meter: z.string(),
    quantity,
    billed_quantity: quantity,
    credits: amount,
    list_credits: amount,
    price: z.string().nullable().describe('The id of the card that priced it.'),
    zero_reason: zeroReason,
  })
  .catchall(z.string().nullable())
  .meta({ id: 'Line', description: 'One event priced by one meter, rounded once.' });

const recordedStatus = z.enum(['charged', 'late', 'unpriced', 'denied']);

/** What became of one event. */
export const result = z
  .strictObject({
    id: z.string().nullable(),
    source: z.string().nullable(),
    status: z
      .enum([
        'charged',
        'late',
        'unpriced',
        'denied',
        'duplicate',
        'mismatch',
        'invalid',
        'refused',
      ])
      .describe(
        '`invalid` and `mismatch` never succeed; `refused` may, once its problem is out of the way.',
      ),
    original: recordedStatus
      .optional()
      .describe('Of a duplicate: what the first recording answered.'),
    credits: amount.optional(),
    list_credits: amount.optional(),
    unit: z.string().optional(),
    zero_reason: zeroReason.optional(),
    entries: z.array(z.int()).optional(),
    price: z.string().nullable().optional(),
    lines: z.array(line).optional(),
    occurred_at: instantOut.optional(),
    booked_at: instantOut.optional(),
    recorded_at: instantOut.optional(),
    denial: z
      .strictObject({
        code: z.string(),
        required: amount,
        available: amount,
        retry: z.literal('new_id'),
      })
      .optional()
      .describe(
        'Of a denial: what was asked, what there was, and that only another id can succeed.',
      ),
    problem: problemSchema.optional(),
  })
  .meta({ id: 'EventResult' });
