import { z } from 'zod';
import { issueGrant } from '../../operations/issue-grant.ts';
import { listGrantsOf } from '../../operations/list-grants.ts';
import { voidGrantOf } from '../../operations/void-grant.ts';
import { callerOf, type Route, route } from '../route.ts';
import { grant, grantFields } from '../wire/grant-schema.ts';
import {
  amount,
  customerParams,
  id,
  instantIn,
  money,
  pageOf,
  pageQuery,
  reason,
  text,
} from '../wire/scalars.ts';

const grantBody = z
  .strictObject({
    kind: id.describe('A grant kind of the catalog, or `correction` or `goodwill`.'),
    amount,
    effective_at: instantIn.optional().describe('Now when absent.'),
    expires_at: instantIn
      .nullable()
      .optional()
      .describe('What the kind says when absent; null: never.'),
    priority: z
      .int()
      .min(-1000)
      .max(1000)
      .optional()
      .describe('Lower is drawn first; what the kind says when absent.'),
    source: z.enum(['purchase', 'operator', 'referral']).optional(),
    applies_to: z
      .array(id)
      .min(1)
      .max(100)
      .optional()
      .describe('Meters or categories it may pay for; all when absent.'),
    price_paid: money.optional(),
    reference: text.optional(),
    reason: reason.optional(),
  })
  .meta({ id: 'GrantBody' });

const issued = z
  .strictObject({
    ...grantFields,
    repaid_now: amount.describe("What of it repaid this cycle's overdraft."),
  })
  .meta({ id: 'IssuedGrant' });

/** Credits given. */
export const grantsRoutes: readonly Route[] = [
  route({
    operationId: 'issueGrant',
    method: 'POST',
    path: '/v1/customers/{customer}/grants',
    tag: 'Grants',
    summary: 'Give credits, now or from a later moment',
    access: 'grants:write',
    params: customerParams,
    body: grantBody,
    takesIdempotencyKey: true,
    response: issued,
    statuses: [201],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'grant_kind_unknown',
      'amount_invalid',
      'time_invalid',
      'idempotency_mismatch',
    ],
    handle: ({ context }, { params, body, idempotency, identity }) =>
      issueGrant(context, callerOf({ identity }), { customer: params.customer, body, idempotency }),
  }),
  route({
    operationId: 'listGrants',
    method: 'GET',
    path: '/v1/customers/{customer}/grants',
    tag: 'Grants',
    summary: 'List grants, newest first',
    access: 'usage:read',
    person: { any: ['usage.read'], closedTo: 'scope' },
    params: customerParams,
    query: z.strictObject(pageQuery),
    response: pageOf(grant),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      listGrantsOf(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'voidGrant',
    method: 'POST',
    path: '/v1/customers/{customer}/grants/{id}/void',
    tag: 'Grants',
    summary: 'Take back what is left of a grant',
    description: 'What was drawn stays drawn.',
    access: 'grants:write',
    params: z.strictObject({ customer: id, id }),
    body: z.strictObject({ reason }).meta({ id: 'VoidGrantBody' }),
    takesIdempotencyKey: true,
    response: grant,
    statuses: [200],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'grant_unknown',
      'grant_void',
      'idempotency_mismatch',
    ],
    handle: ({ context }, { params, body, idempotency, identity }) =>
      voidGrantOf(context, callerOf({ identity }), {
        customer: params.customer,
        grant: params.id,
        body,
        idempotency,
      }),
  }),
];
