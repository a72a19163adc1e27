import { z } from 'zod';
import { putItem, removeItem } from '../../operations/put-item.ts';
import { putQuota } from '../../operations/put-quota.ts';
import { readItem, readItems } from '../../operations/read-items.ts';
import { readQuota, readQuotas } from '../../operations/read-quotas.ts';
import { callerOf, type Route, route } from '../route.ts';
import { item, itemBody, itemPage, quota, quotaBody } from '../wire/record-schema.ts';
import { customerParams, id, pageQuery, reason } from '../wire/scalars.ts';

const itemParams = z.strictObject({ customer: id, id });
const quotaParams = z.strictObject({ customer: id, key: id });

/** What is shown beside credits: things paid for in money, and quotas. */
export const recordsRoutes: readonly Route[] = [
  route({
    operationId: 'listItems',
    method: 'GET',
    path: '/v1/customers/{customer}/items',
    tag: 'Items and quotas',
    summary: 'List add-ons, seats and domains by id',
    description:
      'In money, never in credits. What was taken away within its current period is there too, with what it gives back.',
    access: 'usage:read',
    person: { any: ['billing.read'], closedTo: 'scope or group' },
    params: customerParams,
    query: z.strictObject({
      kind: z.string().optional().describe('All kinds when absent.'),
      ...pageQuery,
    }),
    response: itemPage,
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      readItems(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'readItem',
    method: 'GET',
    path: '/v1/customers/{customer}/items/{id}',
    tag: 'Items and quotas',
    summary: 'Read an item',
    access: 'usage:read',
    person: { any: ['billing.read'], closedTo: 'scope or group' },
    params: itemParams,
    response: item,
    statuses: [200],
    refusals: ['customer_unknown', 'not_found'],
    handle: ({ context }, call) => readItem(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'putItem',
    method: 'PUT',
    path: '/v1/customers/{customer}/items/{id}',
    tag: 'Items and quotas',
    summary: 'Create or change an item',
    description: 'A quantity that changes within a period is prorated by days.',
    access: 'customers:write',
    params: itemParams,
    body: itemBody,
    response: item,
    statuses: [200, 201],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'amount_invalid',
      'directory_full',
      'time_invalid',
      'query_invalid',
    ],
    handle: ({ context }, call) =>
      putItem(context, callerOf(call), { ...call.params, body: call.body }),
  }),
  route({
    operationId: 'removeItem',
    method: 'DELETE',
    path: '/v1/customers/{customer}/items/{id}',
    tag: 'Items and quotas',
    summary: 'Take all of an item away from now on',
    access: 'customers:write',
    params: itemParams,
    query: z.strictObject({ reason: reason.optional() }),
    response: item,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    handle: ({ context }, call) => {
      const { reason: why } = call.query;
      const asked = { ...call.params, ...(why !== undefined && { reason: why }) };
      return removeItem(context, callerOf(call), asked);
    },
  }),
  route({
    operationId: 'listQuotas',
    method: 'GET',
    path: '/v1/customers/{customer}/quotas',
    tag: 'Items and quotas',
    summary: 'List the quotas of the catalog, in its order',
    access: 'usage:read',
    person: { any: ['usage.read'], closedTo: 'scope' },
    params: customerParams,
    response: z.strictObject({ data: z.array(quota) }).meta({ id: 'QuotaList' }),
    statuses: [200],
    refusals: ['customer_unknown'],
    handle: ({ context }, call) => readQuotas(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'readQuota',
    method: 'GET',
    path: '/v1/customers/{customer}/quotas/{key}',
    tag: 'Items and quotas',
    summary: 'Read a quota',
    access: 'usage:read',
    person: { any: ['usage.read'], closedTo: 'scope' },
    params: quotaParams,
    response: quota,
    statuses: [200],
    refusals: ['customer_unknown', 'not_found'],
    handle: ({ context }, call) => readQuota(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'putQuota',
    method: 'PUT',
    path: '/v1/customers/{customer}/quotas/{key}',
    tag: 'Items and quotas',
    summary: 'Say how many are in use, or set a limit of the customer',
    access: 'customers:write',
    params: quotaParams,
    body: quotaBody,
    response: quota,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    handle: ({ context }, call) =>
      putQuota(context, callerOf(call), { ...call.params, body: call.body }),
  }),
];
