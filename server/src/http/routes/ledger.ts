import { z } from 'zod';
import { readBalance } from '../../operations/read-balance.ts';
import { readCycles } from '../../operations/read-cycles.ts';
import { readEntries } from '../../operations/read-entries.ts';
import { callerOf, type Route, route } from '../route.ts';
import { balance, cycle, entry } from '../wire/ledger-schema.ts';
import { customerParams, entriesQuery, pageOf, pageQuery } from '../wire/scalars.ts';

/** The ledger: what is left, and every transfer that made it so. */
export const ledgerRoutes: readonly Route[] = [
  route({
    operationId: 'readBalance',
    method: 'GET',
    path: '/v1/customers/{customer}/balance',
    tag: 'Ledger',
    summary: 'What is left, and how it came about',
    description:
      'Who sees a part of the customer alone is told what that part used, with nothing that limits it, and no grants.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'] },
    params: customerParams,
    query: z.strictObject({
      at: z
        .string()
        .optional()
        .describe('A past instant, or the midnight that begins a date; now when absent.'),
      known: z
        .enum(['then', 'now'])
        .optional()
        .describe(
          'With `at`: what the ledger knew then (the default), or what is known of it today.',
        ),
    }),
    response: balance,
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readBalance(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'listCycles',
    method: 'GET',
    path: '/v1/customers/{customer}/cycles',
    tag: 'Ledger',
    summary: 'List cycles, newest first',
    description:
      'Of each series the next one, the current one and all before, with what was booked in them.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'] },
    params: customerParams,
    query: z.strictObject({
      series: z.string().optional().describe('All series when absent.'),
      ...pageQuery,
    }),
    response: pageOf(cycle),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      readCycles(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'listEntries',
    method: 'GET',
    path: '/v1/customers/{customer}/entries',
    tag: 'Ledger',
    summary: 'List entries in the order they were written',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...entriesQuery,
      ...pageQuery,
    }),
    response: pageOf(entry),
    statuses: [200],
    refusals: ['customer_unknown', 'grant_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readEntries(context, callerOf(call), { ...call.query, ...call.params }),
  }),
];
