import { z } from 'zod';
import { SCOPES } from '../../operations/authenticate-key.ts';
import { createKey, listKeys, revokeKey } from '../../operations/manage-keys.ts';
import { callerOf, type Route, route, scopedOf } from '../route.ts';
import { id, instantIn, instantOut, reason, text } from '../wire/scalars.ts';

const fields = {
  id: z.string(),
  name: z.string(),
  last_characters: z.string().describe('The end of the secret, to tell keys apart.'),
  test: z.boolean(),
  scopes: z.array(z.string()),
  customers: z
    .array(z.string())
    .nullable()
    .describe('The customers it may see; null: all of its kind.'),
  created_at: instantOut,
  expires_at: instantOut.nullable(),
  revoked_at: instantOut.nullable(),
};

const key = z.strictObject(fields).meta({ id: 'Key' });

const newKey = z
  .strictObject({ ...fields, key: z.string().describe('The secret. It is shown this once.') })
  .meta({ id: 'NewKey' });

const keyBody = z
  .strictObject({
    name: text.min(1),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    test: z.boolean().optional().describe('A key for test customers alone.'),
    customers: z
      .array(id)
      .min(1)
      .max(1000)
      .nullable()
      .optional()
      .describe('The customers it may see; all of its kind when absent.'),
    expires_at: instantIn.nullable().optional(),
    reason: reason.optional(),
  })
  .meta({ id: 'KeyBody' });

/** Operator keys. */
export const keysRoutes: readonly Route[] = [
  route({
    operationId: 'createKey',
    method: 'POST',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'Make a key',
    description:
      'It may do no more than the key that makes it. With an `Idempotency-Key` a repetition makes no second key, and is refused, because the secret is shown once.',
    access: 'keys:write',
    body: keyBody,
    takesIdempotencyKey: true,
    response: newKey,
    statuses: [201],
    refusals: ['forbidden', 'time_invalid', 'idempotency_mismatch'],
    handle: ({ context }, call) => createKey(context, scopedOf(call), call),
  }),
  route({
    operationId: 'listKeys',
    method: 'GET',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'List keys, revoked ones included, without their secrets',
    access: 'keys:write',
    response: z.strictObject({ data: z.array(key), next_cursor: z.null() }),
    statuses: [200],
    refusals: [],
    handle: ({ context }, call) => listKeys(context, callerOf(call)),
  }),
  route({
    operationId: 'revokeKey',
    method: 'DELETE',
    path: '/v1/keys/{id}',
    tag: 'Keys',
    summary: 'End a key within a second, on every server',
    access: 'keys:write',
    params: z.strictObject({ id }),
    query: z.strictObject({ reason: reason.optional() }),
    response: key,
    statuses: [200],
    refusals: ['key_unknown'],
    async handle({ context, keys }, call) {
      const { params, query } = call;
      const answer = await revokeKey(context, callerOf(call), {
        key: params.id,
        reason: query.reason ?? null,
      });
      keys.forget();
      return answer;
    },
  }),
];
