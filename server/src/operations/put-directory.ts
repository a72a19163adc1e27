import { type DirectoryKind, formatInstant, type Instant, operate } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import {
  countDirectory,
  type DirectoryRecord,
  findDirectory,
  listDirectory,
  upsertDirectory,
} from '../store/directory.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { idFault } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { instantField, isRefused } from './read-input.ts';
import { withBook } from './with-book.ts';

/** What `PUT …/{kind}/{id}` takes; what is absent stays. */
export interface DirectoryBody {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  /** Id of the parent: a group's for a member, a scope's for a scope or agent; null for a root. */
  readonly parent?: string | null | undefined;
  /** Since when the parent holds; now when absent. Earlier usage keeps the parent it had. */
  readonly effective_at?: string | undefined;
  readonly reason?: string | undefined;
}

export interface DirectoryEntryRef {
  readonly customer: string;
  readonly kind: DirectoryKind;
  readonly id: string;
}

export interface DirectoryJson {
  readonly id: string;
  readonly kind: DirectoryKind;
  readonly name: string | null;
  readonly email: string | null;
  readonly parent: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** When personal data was erased. */
  readonly erased_at: string | null;
}

function directoryJson(record: DirectoryRecord): DirectoryJson {
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    email: record.email,
    parent: record.parents.at(-1)?.parent ?? null,
    created_at: formatInstant(record.createdAt),
    updated_at: formatInstant(record.updatedAt),
    erased_at: record.erasedAt === null ? null : formatInstant(record.erasedAt),
  };
}

/** Creates or describes an entry that usage is attributed to. */
export async function putDirectory(
  context: Context,
  caller: Caller,
  { body, ...named }: DirectoryEntryRef & { body: DirectoryBody },
): Promise<Answer<DirectoryJson>> {
  const { customer, kind, id } = named;
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const malformed = idFault('id', id);
  if (malformed) return refusedAs(malformed);
  return withBook<DirectoryJson>(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const now = open.book.ledger.head.at;
      const [before] = await findDirectory(tx, ref.customerId, [{ kind, id }]);
      if (!before && (await countDirectory(tx, ref.customerId)) >= bounds.directoryEntries) {
        return {
          answer: refused(
            'directory_full',
            `A customer may have ${bounds.directoryEntries} directory entries.`,
          ),
        };
      }
      const zone = open.book.terms.zones.at(-1)?.value ?? open.book.catalog.timeZone;
      const from =
        body.effective_at === undefined
          ? now
          : instantField('effective_at', body.effective_at, zone);
      if (isRefused(from)) return { answer: from };
      if (body.parent === id)
        return { answer: refused('body_invalid', 'An entry is not its own parent.', '/parent') };
      const after = describe(before, { kind, id, body, from, now });
      await upsertDirectory(tx, ref.customerId, after);
      const json = directoryJson(after);
      const audit = [
        {
          actor: caller.actor,
          act: 'directory.put',
          subject: `${kind}/${id}`,
          before: before ? directoryJson(before) : null,
          after: json,
          reason: body.reason ?? null,
        },
      ];
      return { answer: answered(json, before ? 200 : 201), audit };
    },
  );
}

interface Description {
  readonly kind: DirectoryKind;
  readonly id: string;
  readonly body: DirectoryBody;
  readonly from: Instant;
  readonly now: Instant;
}

function describe(
  before: DirectoryRecord | undefined,
  { kind, id, body, from, now }: Description,
): DirectoryRecord {
  return {
    kind,
    id,
    name: body.name === undefined ? (before?.name ?? null) : body.name,
    email: body.email === undefined ? (before?.email ?? null) : body.email,
    parents: stated(before?.parents ?? [], { parent: body.parent, from }),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    erasedAt: null,
  };
}

/**
 * A parent holds from its moment on and replaces what was stated for later. That an entry has none is stated too: else the
 * first parent it gets would hold from its beginning.
 */
function stated(
  parents: DirectoryRecord['parents'],
  { parent, from }: { parent: string | null | undefined; from: Instant },
): DirectoryRecord['parents'] {
  if (parent === undefined) return parents;
  const kept = parents.filter((each) => each.from < from);
  const current = kept.at(-1);
  return current && current.parent === parent ? kept : [...kept, { from, parent }];
}

/** Erases what is personal about an entry. Its id and what it used stay, so that totals do. */
export async function eraseDirectoryEntry(
  context: Context,
  caller: Caller,
  { customer, kind, id, reason }: DirectoryEntryRef & { reason?: string },
): Promise<Answer<DirectoryJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  return withBook<DirectoryJson>(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const now = open.book.ledger.head.at;
      const [before] = await findDirectory(tx, ref.customerId, [{ kind, id }]);
      if (!before)
        return {
          answer: refused('not_found', `The customer has no entry "${id}" among its ${kind}.`),
        };
      const after = {
        ...before,
        name: null,
        email: null,
        updatedAt: now,
        erasedAt: before.erasedAt ?? now,
      };
      await upsertDirectory(tx, ref.customerId, after);
      // The audit says that it was erased, not what.
      const audit = [
        {
          actor: caller.actor,
          act: 'directory.erase',
          subject: `${kind}/${id}`,
          before: null,
          after: directoryJson(after),
          reason: reason ?? null,
        },
      ];
      return { answer: answered(directoryJson(after)), audit };
    },
  );
}

export async function readDirectoryEntry(
  context: Context,
  caller: Caller,
  { customer, kind, id }: DirectoryEntryRef,
): Promise<Answer<DirectoryJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const [record] = await context.database.transaction(
    { customer: ref.customerId, readOnly: true },
    (tx) => findDirectory(tx, ref.customerId, [{ kind, id }]),
  );
  return record
    ? answered(directoryJson(record))
    : refused('not_found', `The customer has no entry "${id}" among its ${kind}.`);
}

/** Entries of one kind by id. */
export async function listDirectoryEntries(
  context: Context,
  caller: Caller,
  query: PageQuery & { customer: string; kind: DirectoryKind },
): Promise<Answer<PageJson<DirectoryJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { kind: query.kind, after: String(position?.[0] ?? ''), limit: limit + 1 };
  const records = await context.database.transaction(
    { customer: ref.customerId, readOnly: true },
    (tx) => listDirectory(tx, ref.customerId, request),
  );
  return answered(
    pageOf(records, limit, { json: directoryJson, position: (record) => [record.id] }),
  );
}
