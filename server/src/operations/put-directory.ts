import { assert, type DirectoryKind, formatInstant, type Instant, operate } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type { Queries } from '../store/database.ts';
import {
  countDirectory,
  type DirectoryRecord,
  type DirectoryStatus,
  findDirectory,
  listDirectory,
  type PauseReason,
  upsertDirectory,
} from '../store/directory.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context, SeenCustomer } from './context.ts';
import { idFault } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { shutOut } from './manage-memberships.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { instantField, isRefused } from './read-input.ts';
import { boundsOf, type Sight, type VisibleEntries } from './sight.ts';
import { withBook } from './with-book.ts';

/** What `PUT …/{kind}/{id}` takes; what is absent stays. */
export interface DirectoryBody {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  /** Id of the parent: a group's for a member, a scope's for a scope or agent; null for a root. */
  readonly parent?: string | null | undefined;
  readonly status?: DirectoryStatus | undefined;
  /** Needed with `paused`, and with nothing else. */
  readonly pause_reason?: PauseReason | null | undefined;
  readonly role?: string | null | undefined;
  /** Of an agent: the member who made it. */
  readonly created_by?: string | null | undefined;
  /** Of a scope: what it is, such as `folder`. */
  readonly scope_kind?: string | null | undefined;
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
  readonly status: DirectoryStatus;
  readonly pause_reason: PauseReason | null;
  /** Since when the status is in force. */
  readonly status_since: string;
  readonly role: string | null;
  readonly created_by: string | null;
  readonly scope_kind: string | null;
  /** When personal data was erased. */
  readonly erased_at: string | null;
}

/** An entry as the wire shows it. */
function directoryJson(record: DirectoryRecord): DirectoryJson {
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    email: record.email,
    parent: record.parents.at(-1)?.parent ?? null,
    created_at: formatInstant(record.createdAt),
    updated_at: formatInstant(record.updatedAt),
    status: record.status,
    pause_reason: record.pauseReason,
    status_since: formatInstant(record.statusSince ?? record.createdAt),
    role: record.role,
    created_by: record.createdBy,
    scope_kind: record.scopeKind,
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
      const after = describeEntry(before, { kind, id, body, from, now });
      if (isRefused(after)) return { answer: after };
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

/** An entry as a body describes it; what is absent stays. Refuses a pause without a reason, and a reason without one. */
export function describeEntry(
  before: DirectoryRecord | undefined,
  { kind, id, body, from, now }: Description,
): DirectoryRecord | ReturnType<typeof refused> {
  const status = body.status ?? before?.status ?? 'active';
  const pauseReason =
    status === 'paused' ? (body.pause_reason ?? before?.pauseReason ?? null) : null;
  if (status === 'paused' && pauseReason === null)
    return refused('body_invalid', 'Say why it is paused.', '/pause_reason');
  if (status !== 'paused' && body.pause_reason)
    return refused('body_invalid', 'Only what is paused has a reason for it.', '/pause_reason');
  const isSame = status === (before?.status ?? 'active');
  return {
    kind,
    id,
    name: body.name === undefined ? (before?.name ?? null) : body.name,
    email: body.email === undefined ? (before?.email ?? null) : body.email,
    parents: stated(before?.parents ?? [], { parent: body.parent, from }),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    status,
    pauseReason,
    statusSince: isSame ? (before?.statusSince ?? null) : now,
    role: body.role === undefined ? (before?.role ?? null) : body.role,
    createdBy: body.created_by === undefined ? (before?.createdBy ?? null) : body.created_by,
    scopeKind: body.scope_kind === undefined ? (before?.scopeKind ?? null) : body.scope_kind,
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

/**
 * Erases what is personal about an entry. Its id and what it used stay, so that totals do; a member gets in no more.
 */
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
      if (kind === 'members') await shutOut(tx, ref, { member: id, at: now });
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
  const { customerId, sight } = ref;
  const found = await context.database.transaction(
    { customer: customerId, readOnly: true },
    async (tx) => {
      const [record] = await findDirectory(tx, customerId, [{ kind, id }]);
      const shown = await shownEntries(context, tx, { ref, kind });
      return record && isShown(record, shown) ? record : undefined;
    },
  );
  return found
    ? answered(shownDirectoryJson(found, sight))
    : refused('not_found', `The customer has no entry "${id}" among its ${kind}.`);
}

/** What a list of entries takes. */
export interface DirectoryQuery extends PageQuery {
  readonly customer: string;
  readonly kind: DirectoryKind;
  /** A part of the id or the name, in any case. */
  readonly q?: string | undefined;
  readonly status?: DirectoryStatus | undefined;
}

/** Entries of one kind by id. */
export async function listDirectoryEntries(
  context: Context,
  caller: Caller,
  query: DirectoryQuery,
): Promise<Answer<PageJson<DirectoryJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const { kind, status = null, q } = query;
  const text = q === undefined || q === '' ? null : q;
  const after = String(position?.[0] ?? '');
  const request = { kind, after, limit: limit + 1, text, status };
  const { customerId, sight } = ref;
  const records = await context.database.transaction(
    { customer: customerId, readOnly: true },
    async (tx) => {
      const shown = await shownEntries(context, tx, { ref, kind: query.kind });
      return listDirectory(tx, customerId, { ...request, shown });
    },
  );
  const json = (record: DirectoryRecord) => shownDirectoryJson(record, sight);
  return answered(pageOf(records, limit, { json, position: (record) => [record.id] }));
}

/** The part of the directory that whoever asks may see; null: all of it. */
async function shownEntries(
  context: Context,
  tx: Queries,
  { ref, kind }: { readonly ref: SeenCustomer; readonly kind: DirectoryKind },
): Promise<VisibleEntries | null> {
  if (ref.sight === null) return null;
  const catalog = await context.catalogs.latest(tx, ref.catalogKey);
  assert(catalog, 'a customer refers to a published catalog');
  const bounds = await boundsOf(tx, ref.customerId, { catalog, sight: ref.sight });
  return bounds?.entriesOf(kind) ?? null;
}

function isShown({ id, parents }: DirectoryRecord, shown: VisibleEntries | null): boolean {
  if (shown === null || shown.ids.includes(id)) return true;
  const parent = parents.at(-1)?.parent ?? null;
  return parent !== null && shown.parents.includes(parent);
}

/** Mail addresses are for whoever keeps the members, and everyone's own. */
export function shownDirectoryJson(record: DirectoryRecord, sight: Sight | null): DirectoryJson {
  const json = directoryJson(record);
  const isOwn = record.kind === 'members' && record.id === sight?.member;
  return sight === null || isOwn || sight.permissions.has('member.read')
    ? json
    : { ...json, email: null };
}
