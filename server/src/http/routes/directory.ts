import { z } from 'zod';
import {
  eraseDirectoryEntry,
  listDirectoryEntries,
  putDirectory,
  readDirectoryEntry,
} from '../../operations/put-directory.ts';
import { callerOf, type Route, route } from '../route.ts';
import {
  DIRECTORY_KINDS,
  id,
  instantIn,
  instantOut,
  pageOf,
  pageQuery,
  reason,
  text,
} from '../wire/scalars.ts';

const kind = z.enum(DIRECTORY_KINDS);

const entry = z
  .strictObject({
    id: z.string(),
    kind,
    name: z.string().nullable(),
    email: z.string().nullable(),
    parent: z.string().nullable(),
    created_at: instantOut,
    updated_at: instantOut,
    erased_at: instantOut
      .nullable()
      .describe('When personal data was erased; what it used stays counted.'),
  })
  .meta({
    id: 'DirectoryEntry',
    description: 'A member, group, scope, agent or API key that usage is attributed to.',
  });

const entryBody = z
  .strictObject({
    name: text.nullable().optional(),
    email: z.string().max(320).nullable().optional(),
    parent: id
      .nullable()
      .optional()
      .describe("A group's id for a member, a scope's for a scope or an agent; null for a root."),
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
    operationId: 'listDirectoryEntries',
    method: 'GET',
    path: '/v1/customers/{customer}/{kind}',
    tag: 'Directory',
    summary: 'List entries of one kind by id',
    access: 'usage:read',
    params: kindParams,
    query: z.strictObject(pageQuery),
    response: pageOf(entry),
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
    response: entry,
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
    params: entryParams,
    response: entry,
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
    response: entry,
    statuses: [200],
    refusals: ['customer_unknown', 'customer_read_only', 'not_found'],
    handle: ({ context }, call) => {
      const { reason: why } = call.query;
      return eraseDirectoryEntry(context, callerOf(call), {
        ...call.params,
        ...(why !== undefined && { reason: why }),
      });
    },
  }),
];
