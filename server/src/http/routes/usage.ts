import { z } from 'zod';
import { readBreakdown } from '../../operations/read-breakdown.ts';
import { readOverview } from '../../operations/read-overview.ts';
import { readPivot } from '../../operations/read-pivot.ts';
import { readUsage } from '../../operations/read-usage.ts';
import { callerOf, type Route, route } from '../route.ts';
import { overview } from '../wire/overview-schema.ts';
import { pivot } from '../wire/pivot-schema.ts';
import {
  customerParams,
  filterQuery,
  granularityQuery,
  measureQuery,
  pageQuery,
  rangeQuery,
  usageQuery,
} from '../wire/scalars.ts';
import { breakdown, usage } from '../wire/usage-schema.ts';

/** Usage over time and by attribute. */
export const usageRoutes: readonly Route[] = [
  route({
    operationId: 'readOverview',
    method: 'GET',
    path: '/v1/customers/{customer}/overview',
    tag: 'Usage',
    summary: 'Everything the first page shows',
    description:
      'Terms, balance, usage, breakdowns, the tables and cards of the catalog, cycles and prices: read at one moment.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      period: z
        .string()
        .optional()
        .describe(
          '`current` (the default), `prev`, `cycle:<start date>`, `<series>:<start date>`, a window such as `24h` or `30d`, or `<first day>..<last day>`.',
        ),
      granularity: granularityQuery.describe('As suits the period when absent.'),
      group_by: z
        .string()
        .optional()
        .describe(
          '`meter`, `category` or a dimension; what the catalog splits its chart by when absent, else `meter`.',
        ),
      ...measureQuery,
      limit: z.string().optional().describe('Rows of each table, 1 to 1,000; 10 when absent.'),
    }),
    response: overview,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readOverview(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'readUsage',
    method: 'GET',
    path: '/v1/customers/{customer}/usage',
    tag: 'Usage',
    summary: 'Usage over time, by group',
    description:
      'Quantity stands beside credits, always. Every bucket of the range is there, also without usage.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...usageQuery,
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
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      by: z.string().optional().describe('`meter` (the default), `category` or a dimension.'),
      ...rangeQuery,
      ...measureQuery,
      ...pageQuery,
    }),
    response: breakdown,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readBreakdown(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'readPivot',
    method: 'GET',
    path: '/v1/customers/{customer}/usage/pivot',
    tag: 'Usage',
    summary: 'Usage of a range by two or three attributes at once',
    description:
      'Rows with what the directory says of them. Every row, every column and the whole are sums of the same cells.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...rangeQuery,
      rows: z.string().describe('`meter`, `category` or a dimension.'),
      columns: z.string().optional().describe('One or two of the same, with `,` between.'),
      filter: filterQuery,
      include: z
        .enum(['all', 'deleted'])
        .optional()
        .describe('`all`: with entries that used nothing. `deleted`: with deleted ones too.'),
      runs: z
        .enum(['true', 'false'])
        .optional()
        .describe('Whether rows say how many runs they had. Without a filter alone.'),
    }),
    response: pivot,
    statuses: [200],
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readPivot(context, callerOf(call), { ...call.query, ...call.params }),
  }),
];
