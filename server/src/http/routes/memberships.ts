import { z } from 'zod';
import { inviteMember } from '../../identity/invite-member.ts';
import { withdrawMemberInvitation } from '../../identity/withdraw-member-invitation.ts';
import { listInvitationsOf } from '../../operations/manage-invitations.ts';
import {
  listMembershipsOf,
  putMembership,
  readMembershipOf,
  removeMembership,
} from '../../operations/manage-memberships.ts';
import { originOf } from '../request-guards.ts';
import { callerOf, identityOf, type PersonAccess, type Route, route } from '../route.ts';
import { emailAddress, language } from '../wire/person-schema.ts';
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

const invitationFields = {
  id: z.string(),
  member: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  scope: z.string().nullable(),
  groups: z.array(z.string()).nullable(),
  status: z.enum(['open', 'accepted', 'expired', 'withdrawn']),
  invited_by: z.string(),
  created_at: instantOut,
  expires_at: instantOut,
};

const invitation = z.strictObject(invitationFields).meta({ id: 'MemberInvitation' });

const madeInvitation = z
  .strictObject({
    ...invitationFields,
    url: z.string().nullable().describe('The link, this once; null when it was sent.'),
    mail_fault: z
      .string()
      .nullable()
      .describe('Why the letter that was asked for was not sent: copy the link instead.'),
  })
  .meta({ id: 'MadeMemberInvitation' });

const invitationBody = z
  .strictObject({
    email: emailAddress,
    name: z.string().min(1).max(200).optional(),
    member: id.optional().describe("The directory's id of who is invited; another when absent."),
    roles: z.array(id).max(20),
    scope: id.nullable().optional(),
    groups: z.array(id).min(1).max(100).nullable().optional(),
    mail: z.boolean().optional().describe('Sends the link instead of answering it.'),
    language,
    reason: reason.optional(),
  })
  .meta({ id: 'InviteMemberBody' });

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
    refusals: ['customer_unknown', 'customer_read_only', 'last_administrator', 'role_unknown'],
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
    refusals: ['customer_unknown', 'customer_read_only', 'last_administrator', 'not_found'],
    async handle({ context, identities }, call) {
      const answer = await removeMembership(context, callerOf(call), {
        ...call.params,
        reason: call.query.reason ?? null,
      });
      identities.forget();
      return answer;
    },
  }),
  route({
    operationId: 'inviteMember',
    method: 'POST',
    path: '/v1/customers/{customer}/invitations',
    tag: 'Access',
    summary: 'Make a link by which somebody becomes a member, once, within a week',
    description:
      'Inviting a member again makes another link: the one before works no more. It is kept before it is sent: a letter that is not taken leaves the link for copying.',
    access: 'customers:write',
    person: WRITERS,
    params: customerParams,
    body: invitationBody,
    response: madeInvitation,
    statuses: [201],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'mail_unavailable',
      'member_suspended',
      'role_unknown',
    ],
    handle({ context, people }, call) {
      const identity = identityOf(call);
      const invitedBy = identity.kind === 'key' ? null : (identity.person?.name ?? null);
      const desk = { context, origin: originOf(call.request), mail: people?.mail };
      return inviteMember(desk, identity.caller, { ...call.params, body: call.body, invitedBy });
    },
  }),
  route({
    operationId: 'listInvitations',
    method: 'GET',
    path: '/v1/customers/{customer}/invitations',
    tag: 'Access',
    summary: 'List invitations, without their links',
    access: 'usage:read',
    person: READERS,
    params: customerParams,
    query: z.strictObject({
      ...pageQuery,
      pending: z
        .enum(['true', 'false'])
        .optional()
        .describe('`true`: only those that were neither accepted nor withdrawn.'),
    }),
    response: pageOf(invitation),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      listInvitationsOf(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'withdrawInvitation',
    method: 'DELETE',
    path: '/v1/customers/{customer}/invitations/{id}',
    tag: 'Access',
    summary: 'Withdraw an invitation: its link opens nothing any more',
    access: 'customers:write',
    person: WRITERS,
    params: z.strictObject({ customer: id, id }),
    query: z.strictObject({ reason: reason.optional() }),
    response: invitation,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    handle: ({ context }, call) =>
      withdrawMemberInvitation(context, callerOf(call), {
        ...call.params,
        reason: call.query.reason ?? null,
      }),
  }),
];
