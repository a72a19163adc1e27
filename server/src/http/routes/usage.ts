import { z } from 'zod';
import { readBreakdown } from '../../operations/read-breakdown.ts';
import { readUsage } from '../../operations/read-usage.ts';
import { callerOf, type Route, route } from '../route.ts';
import { customerParams, filterQuery, pageQuery, rangeQuery } from '../wire/scalars.ts';
import { breakdown, usage } from '../wire/usage-schema.ts';

const measure = {
  filter: filterQuery,
  unit: z
    .string()
    .optional()
    .describe('`credits` (the default), `money`, `quantity`, or a unit of the catalog.'),
};

/** Usage over time and by attribute. */
export const usageRoutes: readonly Route[] = [
  route({
    operationId: 'readUsage',
    method: 'GET',
    path: '/v1/customers/{customer}/usage',
    tag: 'Usage',
    summary: 'Usage over time, by group',
    description:
      'Quantity stands beside credits, always. Every bucket of the range is there, also without usage.',
    access: 'usage:read',
    params: customerParams,
    query: z.strictObject({
      ...rangeQuery,
      granularity: z
        .enum(['hour', 'day', 'week', 'month'])
        .optional()
        .describe('`day` when absent.'),
      group_by: z
        .string()
        .optional()
        .describe('`meter`, `category` or a dimension; everything together when absent.'),
      ...measure,
      cumulative: z
        .enum(['true', 'false'])
        .optional()
        .describe('Running totals, which start again with each cycle.'),
      series: z.string().optional().describe('The series of cycles meant; `plan` when absent.'),
      limit: z
        .string()
        .optional()
        .describe('Groups shown one by one, 1 to 1,000; the others are one group together.'),
    }),
    response: usage,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readUsage(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'readBreakdown',
    method: 'GET',
    path: '/v1/customers/{customer}/breakdown',
    tag: 'Usage',
    summary: 'Usage of a range by one attribute, ranked',
    description:
      'All rows and the rest make the total: usage without a value has a row of its own.',
    access: 'usage:read',
    params: customerParams,
    query: z.strictObject({
      by: z.string().optional().describe('`meter` (the default), `category` or a dimension.'),
      ...rangeQuery,
      ...measure,
      ...pageQuery,
    }),
    response: breakdown,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readBreakdown(context, callerOf(call), { ...call.query, ...call.params }),
  }),
];
