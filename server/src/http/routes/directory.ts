import { z } from 'zod';
import { countDirectoryEntries } from '../../operations/count-directory.ts';
import {
  eraseDirectoryEntry,
  listDirectoryEntries,
  putDirectory,
  readDirectoryEntry,
} from '../../operations/put-directory.ts';
import { callerOf, type Route, route } from '../route.ts';
import {
  directoryEntry,
  directoryKind as kind,
  PAUSE_REASONS,
  STATUSES,
} from '../wire/directory-schema.ts';
import { customerParams, id, instantIn, pageOf, pageQuery, reason, text } from '../wire/scalars.ts';

const entryBody = z
  .strictObject({
    name: text.nullable().optional(),
    email: z.string().max(320).nullable().optional(),
    parent: id
      .nullable()
      .optional()
      .describe("A group's id for a member, a scope's for a scope or an agent; null for a root."),
    status: z
      .enum(STATUSES)
      .optional()
      .describe(
        'What is told of it: usage of what is disabled or deleted is recorded all the same.',
      ),
    pause_reason: z.enum(PAUSE_REASONS).nullable().optional().describe('Needed with `paused`.'),
    role: text.nullable().optional(),
    created_by: id.nullable().optional().describe('Of an agent: the member who made it.'),
    scope_kind: id.nullable().optional().describe('Of a scope: what it is, such as `folder`.'),
    effective_at: instantIn
      .optional()
      .describe('Since when the parent holds; earlier usage keeps the one it had.'),
    reason: reason.optional(),
  })
  .meta({ id: 'DirectoryEntryBody' });

const kindParams = z.strictObject({ customer: id, kind });
const entryParams = z.strictObject({ customer: id, kind, id });

/** The directory that usage is attributed to. */
export const directoryRoutes: readonly Route[] = [
  route({
    operationId: 'countDirectoryEntries',
    method: 'GET',
    path: '/v1/customers/{customer}/directory',
    tag: 'Directory',
    summary: 'Count entries by kind, sort of scope and status',
    access: 'usage:read',
    person: { any: ['usage.read'], closedTo: 'scope or group' },
    params: customerParams,
    response: z
      .strictObject({
        data: z.array(
          z.strictObject({
            kind,
            scope_kind: z.string().nullable(),
            status: z.enum(STATUSES),
            entries: z.int(),
          }),
        ),
      })
      .meta({ id: 'DirectoryCounts' }),
    statuses: [200],
    refusals: ['customer_unknown'],
    handle: ({ context }, call) => countDirectoryEntries(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'listDirectoryEntries',
    method: 'GET',
    path: '/v1/customers/{customer}/{kind}',
    tag: 'Directory',
    summary: 'List entries of one kind by id',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self', 'member.read'] },
    params: kindParams,
    query: z.strictObject({
      q: z.string().optional().describe('A part of the id or the name, in any case.'),
      status: z.enum(STATUSES).optional().describe('All when absent.'),
      ...pageQuery,
    }),
    response: pageOf(directoryEntry),
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid'],
    handle: ({ context }, call) =>
      listDirectoryEntries(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'putDirectoryEntry',
    method: 'PUT',
    path: '/v1/customers/{customer}/{kind}/{id}',
    tag: 'Directory',
    summary: 'Create or describe an entry',
    description:
      'Usage creates entries by itself; this gives them names, mails and parents. What is absent stays as it is.',
    access: 'customers:write',
    params: entryParams,
    body: entryBody,
    response: directoryEntry,
    statuses: [200, 201],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'directory_full',
      'time_invalid',
      'query_invalid',
    ],
    handle: ({ context }, call) =>
      putDirectory(context, callerOf(call), { ...call.params, body: call.body }),
  }),
  route({
    operationId: 'readDirectoryEntry',
    method: 'GET',
    path: '/v1/customers/{customer}/{kind}/{id}',
    tag: 'Directory',
    summary: 'Read an entry',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self', 'member.read'] },
    params: entryParams,
    response: directoryEntry,
    statuses: [200],
    refusals: ['customer_unknown', 'not_found'],
    handle: ({ context }, call) => readDirectoryEntry(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'eraseDirectoryEntry',
    method: 'DELETE',
    path: '/v1/customers/{customer}/{kind}/{id}',
    tag: 'Directory',
    summary: 'Erase what is personal about an entry',
    description: 'Name and mail go; the id and what it used stay, so that totals do.',
    access: 'customers:write',
    params: entryParams,
    query: z.strictObject({ reason: reason.optional() }),
    response: directoryEntry,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    async handle({ context, identities }, call) {
      const { reason: why } = call.query;
      const answer = await eraseDirectoryEntry(context, callerOf(call), {
        ...call.params,
        ...(why !== undefined && { reason: why }),
      });
      identities.forget();
      return answer;
    },
  }),
];
