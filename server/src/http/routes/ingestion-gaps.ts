import { z } from 'zod';
import { declareGap, listGaps, withdrawGap } from '../../operations/declare-gap.ts';
import { callerOf, type Route, route } from '../route.ts';
import { id, instantIn, instantOut, reason } from '../wire/scalars.ts';

const gap = z
  .strictObject({
    id: z.string(),
    customer: z.string().nullable().describe('Null: of every customer.'),
    from: instantOut,
    to: instantOut.nullable().describe('Null while it lasts.'),
    declared_at: instantOut,
  })
  .meta({ id: 'IngestionGap', description: 'A time from which not all usage was received.' });

const gapBody = z
  .strictObject({
    customer: id.nullable().optional().describe('Of every customer when null, or absent at first.'),
    from: instantIn.optional().describe('Needed at first. A date begins in UTC.'),
    to: instantIn
      .nullable()
      .optional()
      .describe('The first moment of which everything was received again; null: it lasts.'),
    reason: reason.optional(),
  })
  .meta({ id: 'IngestionGapBody', description: 'What is absent stays.' });

const gapParams = z.strictObject({ id });

/** What operators say of times from which usage is missing. */
export const ingestionGapsRoutes: readonly Route[] = [
  route({
    operationId: 'listIngestionGaps',
    method: 'GET',
    path: '/v1/ingestion/gaps',
    tag: 'Server',
    summary: 'List the times from which not all usage was received, the newest first',
    access: 'metrics:read',
    concernsAll: true,
    response: z.strictObject({ data: z.array(gap), next_cursor: z.null() }),
    statuses: [200],
    refusals: [],
    handle: ({ context }) => listGaps(context),
  }),
  route({
    operationId: 'putIngestionGap',
    method: 'PUT',
    path: '/v1/ingestion/gaps/{id}',
    tag: 'Server',
    summary: 'Declare a time from which not all usage was received, or end it',
    description:
      'Nothing is declared by itself: no usage may be no usage. Charts show the time as one without data, and while it lasts readers are told up to when usage is complete.',
    access: 'customers:write',
    concernsAll: true,
    params: gapParams,
    body: gapBody,
    response: gap,
    statuses: [200, 201],
    refusals: ['customer_unknown', 'directory_full', 'time_invalid'],
    handle: ({ context }, call) =>
      declareGap(context, callerOf(call), { ...call.params, body: call.body }),
  }),
  route({
    operationId: 'withdrawIngestionGap',
    method: 'DELETE',
    path: '/v1/ingestion/gaps/{id}',
    tag: 'Server',
    summary: 'Take a gap back, once everything has been received after all',
    access: 'customers:write',
    concernsAll: true,
    params: gapParams,
    query: z.strictObject({ reason: reason.optional() }),
    response: gap,
    statuses: [200],
    refusals: ['not_found'],
    handle: ({ context }, call) =>
      withdrawGap(context, callerOf(call), {
        id: call.params.id,
        reason: call.query.reason ?? null,
      }),
  }),
];
