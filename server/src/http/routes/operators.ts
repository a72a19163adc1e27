import { z } from 'zod';
import { inviteOperator, readOperators, removeOperator } from '../../identity/operators.ts';
import { makePasswordLink } from '../../identity/password-reset.ts';
import { originOf } from '../request-guards.ts';
import { callerOf, type Route, type RouteContext, route } from '../route.ts';
import { emailAddress, language, linkFields } from '../wire/person-schema.ts';
import { instantOut, reason } from '../wire/scalars.ts';

const operator = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    second_factor: z.boolean(),
    created_at: instantOut,
  })
  .meta({ id: 'Operator' });

const operators = z.strictObject({ data: z.array(operator) }).meta({ id: 'Operators' });

const removed = z.strictObject({ email: z.string() }).meta({ id: 'RemovedOperator' });

const link = z.strictObject(linkFields).meta({ id: 'Link' });

const shared = { tag: 'Operators', access: 'keys:write', concernsAll: true } as const;

/** Who operates this server, and who is let in again. */
export const operatorsRoutes: readonly Route[] = [
  route({
    ...shared,
    operationId: 'listOperators',
    method: 'GET',
    path: '/v1/operators',
    summary: 'List who operates this server',
    response: operators,
    statuses: [200],
    refusals: [],
    handle: ({ context }) => readOperators(context),
  }),
  route({
    ...shared,
    operationId: 'inviteOperator',
    method: 'POST',
    path: '/v1/operators',
    summary: 'Make a link by which somebody becomes an operator, once, within a day',
    body: z
      .strictObject({
        email: emailAddress,
        mail: z.boolean().optional().describe('Sends the link instead of answering it.'),
        language,
      })
      .meta({ id: 'InviteOperatorBody' }),
    response: link,
    statuses: [201],
    refusals: ['mail_unavailable'],
    handle: (on, call) => inviteOperator(deskOf(on, call.request), callerOf(call), call.body),
  }),
  route({
    ...shared,
    operationId: 'removeOperator',
    method: 'DELETE',
    path: '/v1/operators/{email}',
    summary: 'Take an operator’s rights and sessions away at once',
    params: z.strictObject({ email: emailAddress }),
    query: z.strictObject({ reason: reason.optional() }),
    response: removed,
    statuses: [200],
    refusals: ['person_unknown'],
    handle: ({ context }, call) =>
      removeOperator(context, callerOf(call), {
        email: call.params.email,
        reason: call.query.reason ?? null,
      }),
  }),
  route({
    ...shared,
    operationId: 'makePasswordLink',
    method: 'POST',
    path: '/v1/password-links',
    summary: 'Make a link by which somebody sets another password, once, within an hour',
    body: z
      .strictObject({
        email: emailAddress,
        remove_second_factor: z
          .boolean()
          .optional()
          .describe('Takes the second factor and every session away at once.'),
      })
      .meta({ id: 'PasswordLinkBody' }),
    response: link,
    statuses: [201],
    refusals: ['person_unknown'],
    handle: (on, call) => makePasswordLink(deskOf(on, call.request), callerOf(call), call.body),
  }),
];

function deskOf({ context, people }: RouteContext, request: Request) {
  return { context, origin: originOf(request), mail: people?.mail };
}
