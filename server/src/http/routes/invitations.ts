import { z } from 'zod';
import { acceptInvitation, readInvitation } from '../../identity/invitation.ts';
import { withPeople } from '../people-call.ts';
import { type Route, route } from '../route.ts';
import { password, person, tokenParams } from '../wire/person-schema.ts';
import { instantOut } from '../wire/scalars.ts';

const invitation = z
  .strictObject({
    purpose: z.enum(['operator', 'member']),
    email: z.string(),
    invited_by: z.string().nullable(),
    customer: z
      .strictObject({ key: z.string(), name: z.string() })
      .nullable()
      .describe('Null for operators.'),
    expires_at: instantOut,
  })
  .meta({ id: 'Invitation' });

const accepted = z
  .strictObject({
    person,
    customer: z.string().nullable().describe('The customer joined; null for operators.'),
  })
  .meta({ id: 'AcceptedInvitation' });

const shared = { tag: 'Sign-in', access: 'public', statuses: [200] } as const;

/** What the page of an invitation's link asks; who has the link may. */
export const invitationsRoutes: readonly Route[] = [
  route({
    ...shared,
    operationId: 'readInvitation',
    method: 'GET',
    path: '/v1/invitations/{token}',
    summary: 'Tell what somebody is invited to',
    params: tokenParams,
    response: invitation,
    refusals: ['link_unknown', 'sign_in_off'],
    handle: (on, call) =>
      withPeople(on, call, (people) => readInvitation(people, call.params.token)),
  }),
  route({
    ...shared,
    operationId: 'acceptInvitation',
    method: 'POST',
    path: '/v1/invitations/{token}',
    summary: 'Accept an invitation',
    description:
      'With a password it makes an account and signs it in; without one it accepts for whoever is signed in with the address. It works once.',
    params: tokenParams,
    body: z
      .strictObject({
        name: z.string().min(1).max(200).optional().describe('The address when absent.'),
        password: password.optional(),
      })
      .meta({ id: 'AcceptInvitationBody' }),
    isBodyOptional: true,
    response: accepted,
    refusals: [
      'link_unknown',
      'other_person',
      'password_weak',
      'person_exists',
      'sign_in_off',
      'signed_out',
    ],
    handle: (on, call) =>
      withPeople(on, call, (people, browser) =>
        acceptInvitation(people, browser, { ...call.params, body: call.body }),
      ),
  }),
];
