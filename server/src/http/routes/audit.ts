import { z } from 'zod';
import { readAudit } from '../../operations/read-audit.ts';
import { callerOf, type Route, route } from '../route.ts';
import { customerParams, instantOut, pageOf, pageQuery } from '../wire/scalars.ts';

const act = z
  .strictObject({
    number: z.int(),
    at: instantOut,
    actor: z.string().describe('The id of the key, `operator` for the one from the environment.'),
    act: z.string(),
    subject: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Act', description: 'One administrative act.' });

const auditQuery = {
  actor: z
    .string()
    .optional()
    .describe('The id of a key, `operator`, or another name it stands for.'),
  act: z
    .string()
    .optional()
    .describe('Such as `grant.issue`; with a dot at its end all that begin so: `directory.`.'),
  from: z.string().optional().describe('At or after: an instant, or a date that begins in UTC.'),
  to: z.string().optional().describe('Before.'),
  ...pageQuery,
};

/** Administrative acts: who did what to which thing. */
export const auditRoutes: readonly Route[] = [
  route({
    operationId: 'listActs',
    method: 'GET',
    path: '/v1/audit',
    tag: 'Audit',
    summary: 'List acts on catalogs and keys, newest first',
    access: 'usage:read',
    concernsAll: true,
    query: z.strictObject(auditQuery),
    response: pageOf(act),
    statuses: [200],
    refusals: ['query_invalid', 'time_invalid'],
    handle: ({ context }, call) => readAudit(context, callerOf(call), call.query),
  }),
  route({
    operationId: 'listCustomerActs',
    method: 'GET',
    path: '/v1/customers/{customer}/audit',
    tag: 'Audit',
    summary: 'List acts on a customer, newest first',
    access: 'usage:read',
    person: { any: ['auditlog.read'], closedTo: 'scope or group' },
    params: customerParams,
    query: z.strictObject(auditQuery),
    response: pageOf(act),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readAudit(context, callerOf(call), { ...call.query, ...call.params }),
  }),
];
