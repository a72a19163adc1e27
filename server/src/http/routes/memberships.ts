import { z } from 'zod';
import {
  listMembershipsOf,
  putMembership,
  readMembershipOf,
  removeMembership,
} from '../../operations/manage-memberships.ts';
import { callerOf, type PersonAccess, type Route, route } from '../route.ts';
import { customerParams, id, instantOut, pageOf, pageQuery, reason } from '../wire/scalars.ts';

const status = z.enum(['active', 'suspended']);

const membership = z
  .strictObject({
    member: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    signs_in: z.boolean().describe('Whether an account signs in as this member.'),
    roles: z.array(z.string()),
    scope: z.string().nullable().describe('Sees only usage within it; null: all.'),
    groups: z.array(z.string()).nullable().describe('Sees only usage of these groups; null: all.'),
    status,
    created_at: instantOut,
    updated_at: instantOut,
  })
  .meta({
    id: 'Membership',
    description: 'What a customer lets one of its members see and do.',
  });

const membershipBody = z
  .strictObject({
    roles: z.array(id).max(20).optional().describe("Roles of the customer's catalog."),
    scope: id.nullable().optional(),
    groups: z.array(id).min(1).max(100).nullable().optional(),
    status: status.optional().describe('`suspended` lets nobody in as this member.'),
    reason: reason.optional(),
  })
  .meta({ id: 'MembershipBody' });

const memberParams = z.strictObject({ customer: id, member: id });

/** Who keeps the members of a customer is bound to no part of it. */
const READERS: PersonAccess = { any: ['member.read'], closedTo: 'scope or group' };
const WRITERS: PersonAccess = { any: ['member.write'], closedTo: 'scope or group' };

/** What customers let their members see and do. */
export const membershipsRoutes: readonly Route[] = [
  route({
    operationId: 'listMemberships',
    method: 'GET',
    path: '/v1/customers/{customer}/memberships',
    tag: 'Access',
    summary: 'List memberships by member',
    access: 'usage:read',
    person: READERS,
    params: customerParams,
    query: z.strictObject(pageQuery),
    response: pageOf(membership),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      listMembershipsOf(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'putMembership',
    method: 'PUT',
    path: '/v1/customers/{customer}/memberships/{member}',
    tag: 'Access',
    summary: 'Give a member roles, bind them, or shut them out',
    description:
      'What is absent stays as it is. A person gives and takes only roles that permit no more than their own.',
    access: 'customers:write',
    person: WRITERS,
    params: memberParams,
    body: membershipBody,
    response: membership,
    statuses: [200, 201],
    refusals: ['customer_unknown', 'customer_read_only', 'role_unknown'],
    async handle({ context, identities }, call) {
      const answer = await putMembership(context, callerOf(call), {
        ...call.params,
        body: call.body,
      });
      identities.forget();
      return answer;
    },
  }),
  route({
    operationId: 'readMembership',
    method: 'GET',
    path: '/v1/customers/{customer}/memberships/{member}',
    tag: 'Access',
    summary: 'Read a membership',
    access: 'usage:read',
    person: READERS,
    params: memberParams,
    response: membership,
    statuses: [200],
    refusals: ['customer_unknown', 'not_found'],
    handle: ({ context }, call) => readMembershipOf(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'removeMembership',
    method: 'DELETE',
    path: '/v1/customers/{customer}/memberships/{member}',
    tag: 'Access',
    summary: "Take a member's roles away, and end their sessions",
    access: 'customers:write',
    person: WRITERS,
    params: memberParams,
    query: z.strictObject({ reason: reason.optional() }),
    response: membership,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    async handle({ context, identities }, call) {
      const answer = await removeMembership(context, callerOf(call), {
        ...call.params,
        reason: call.query.reason ?? null,
      });
      identities.forget();
      return answer;
    },
  }),
];
