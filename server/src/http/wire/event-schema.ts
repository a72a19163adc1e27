import { z } from 'zod';
import { bounds } from '../../bounds.ts';
import { id, instantOut } from './scalars.ts';

const dimensionValue = z.string().min(1);

/** One event as it is sent. Each event is judged by itself, so this describes; `formEvent` decides. */
export const event = z
  .strictObject({
    id: id.describe(
      'Unique within customer and source. Send an event again under the same id: it is charged once.',
    ),
    source: id.optional().describe('`api` when absent.'),
    type: id,
    customer: id,
    occurred_at: instantOut,
    dimensions: z
      .record(z.string(), z.union([dimensionValue, z.array(dimensionValue)]))
      .optional()
      .describe(
        'What it is attributed to. A list for a tree dimension is charged to the lowest common ancestor.',
      ),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Properties that meters read. Numbers as JSON where they are exact, else as decimal strings.',
      ),
    run: id.nullable().optional(),
    sequence: z.int().nonnegative().nullable().optional(),
    enforce: z
      .boolean()
      .optional()
      .describe('Charge only what the customer can pay; else answer `denied`.'),
  })
  .meta({ id: 'Event', description: `At most ${bounds.eventBytes} bytes of JSON.` });

/** A CloudEvent in the JSON format. */
export const cloudEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id,
    source: id.optional().describe('`api` when absent.'),
    type: id,
    time: instantOut,
    subject: z
      .string()
      .nullable()
      .optional()
      .describe('The customer, unless the extension `customer` names it.'),
    datacontenttype: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    customer: id.nullable().optional(),
    dimensions: z
      .union([z.string(), z.record(z.string(), z.unknown()), z.null()])
      .optional()
      .describe('An object, or its JSON as a string.'),
    run: id.nullable().optional(),
    sequence: z.union([z.string(), z.int(), z.null()]).optional(),
    enforce: z.boolean().optional(),
  })
  .meta({ id: 'CloudEvent' });
