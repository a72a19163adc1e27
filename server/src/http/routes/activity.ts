import { z } from 'zod';
import { readLog } from '../../operations/read-log.ts';
import { summariseLog } from '../../operations/sum-log.ts';
import { callerOf, type Route, route } from '../route.ts';
import { logPage, logSummary } from '../wire/log-schema.ts';
import { activityQuery, customerParams, pageQuery } from '../wire/scalars.ts';

/** The log of all that moved credits. */
export const activityRoutes: readonly Route[] = [
  route({
    operationId: 'listActivity',
    method: 'GET',
    path: '/v1/customers/{customer}/activity',
    tag: 'Ledger',
    summary: 'The log of all that moved credits, newest first',
    description:
      'Events, their corrections, and grants with what became of them. Grants are not usage: they are there where nothing of usage is asked for.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...activityQuery,
      kind: z.string().optional().describe('Kinds of rows, with `,` between; all when absent.'),
      ...pageQuery,
    }),
    response: logPage,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readLog(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'summariseActivity',
    method: 'GET',
    path: '/v1/customers/{customer}/activity/summary',
    tag: 'Ledger',
    summary: 'Count and sum all events and corrections that match, by day and in all',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...activityQuery,
      unit: z
        .string()
        .optional()
        .describe('`credits` or a unit of the catalog; what the customer is rated in when absent.'),
    }),
    response: logSummary,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      summariseLog(context, callerOf(call), { ...call.query, ...call.params }),
  }),
];
