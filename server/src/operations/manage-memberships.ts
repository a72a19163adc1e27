import {
  type Catalog,
  formatInstant,
  type Instant,
  operate,
  permissionsOf,
  rolesWith,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type { Queries } from '../store/database.ts';
import { type DirectoryRecord, findDirectory, insertDirectory } from '../store/directory.ts';
import { revokeInvitations } from '../store/invitations.ts';
import {
  deleteMembership,
  deleteUserCustomer,
  findMembership,
  hasOtherMember,
  listMemberships,
  type MembershipRecord,
  upsertMembership,
} from '../store/memberships.ts';
import { revokePortalSessions } from '../store/portal-sessions.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context, SeenCustomer } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { type CustomerPageQuery, listByMember } from './list-by-member.ts';
import type { PageJson } from './page.ts';
import type { Sight } from './sight.ts';
import { unknownRole } from './unknown-role.ts';
import { withBook } from './with-book.ts';

/** What `PUT …/memberships/{member}` takes; what is absent stays. */
export interface MembershipBody {
  readonly roles?: readonly string[] | undefined;
  readonly scope?: string | null | undefined;
  readonly groups?: readonly string[] | null | undefined;
  readonly status?: MembershipRecord['status'] | undefined;
  readonly reason?: string | undefined;
}

/** What a customer lets one of its members see and do. */
export interface MembershipJson {
  readonly member: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Whether an account signs in as this member. */
  readonly signs_in: boolean;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly status: MembershipRecord['status'];
  readonly created_at: string;
  readonly updated_at: string;
}

export interface MembershipRef {
  readonly customer: string;
  readonly member: string;
}

/**
 * Gives a member roles, binds them, or shuts them out. A person gives and takes no more than they have, and leaves somebody
 * who can do so.
 */
export async function putMembership(
  context: Context,
  caller: Caller,
  { customer, member, body }: MembershipRef & { readonly body: MembershipBody },
): Promise<Answer<MembershipJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId, sight } = ref;
  return withBook<MembershipJson>(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const { catalog } = open.book;
      const now = open.book.ledger.head.at;
      const before = await findMembership(tx, customerId, member);
      const after = changed(before, { member, body, now });
      const fault =
        unknownRole(catalog, after.roles) ??
        beyond(catalog, sight, [before?.roles, after.roles]) ??
        (await lastAdministrator(tx, ref, { catalog, before, after }));
      if (fault) return { answer: fault };
      await insertDirectory(tx, customerId, {
        named: [{ kind: 'members', id: member }],
        at: now,
        most: bounds.directoryEntries,
      });
      await upsertMembership(tx, customerId, after);
      if (after.status === 'suspended') {
        await revokePortalSessions(tx, customerId, { member, at: now });
        await revokeInvitations(tx, customerId, { member, at: now });
      }
      const [entry] = await findDirectory(tx, customerId, [{ kind: 'members', id: member }]);
      const act = {
        actor: caller.actor,
        act: 'membership.put',
        subject: `members/${member}`,
        before: before ? boundJson(before) : null,
        after: boundJson(after),
        reason: body.reason ?? null,
      };
      return {
        answer: answered(membershipJson(after, entry), before ? 200 : 201),
        audit: [act],
      };
    },
  );
}

/** Takes a member's roles away and ends their sessions. What they used, and the directory's entry, stay. */
export async function removeMembership(
  context: Context,
  caller: Caller,
  { customer, member, reason }: MembershipRef & { readonly reason: string | null },
): Promise<Answer<MembershipJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId, sight } = ref;
  return withBook<MembershipJson>(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const before = await findMembership(tx, customerId, member);
      if (!before) return { answer: noMembership(member) };
      const { catalog } = open.book;
      const fault =
        beyond(catalog, sight, [before.roles]) ??
        (await lastAdministrator(tx, ref, { catalog, before, after: undefined }));
      if (fault) return { answer: fault };
      const [entry] = await findDirectory(tx, customerId, [{ kind: 'members', id: member }]);
      await shutOut(tx, ref, { member, at: open.book.ledger.head.at });
      const act = {
        actor: caller.actor,
        act: 'membership.remove',
        subject: `members/${member}`,
        before: boundJson(before),
        after: null,
        reason,
      };
      return { answer: answered(membershipJson(before, entry)), audit: [act] };
    },
  );
}

/** Ends what lets somebody in: the membership, what the account may see, every token, and invitations. */
export async function shutOut(
  tx: Queries,
  { customerId, key }: Pick<SeenCustomer, 'customerId' | 'key'>,
  { member, at }: { readonly member: string; readonly at: Instant },
): Promise<void> {
  const membership = await findMembership(tx, customerId, member);
  const userId = membership?.userId ?? null;
  await deleteMembership(tx, customerId, member);
  if (userId !== null) await deleteUserCustomer(tx, { userId, customer: key });
  await revokePortalSessions(tx, customerId, { member, at });
  await revokeInvitations(tx, customerId, { member, at });
}

export async function readMembershipOf(
  context: Context,
  caller: Caller,
  { customer, member }: MembershipRef,
): Promise<Answer<MembershipJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId } = ref;
  const [stored, entry] = await context.database.transaction(
    { customer: customerId, readOnly: true },
    async (tx) => {
      const [found] = await findDirectory(tx, customerId, [{ kind: 'members', id: member }]);
      return [await findMembership(tx, customerId, member), found] as const;
    },
  );
  return stored ? answered(membershipJson(stored, entry)) : noMembership(member);
}

/** Memberships by member. */
export async function listMembershipsOf(
  context: Context,
  caller: Caller,
  query: CustomerPageQuery,
): Promise<Answer<PageJson<MembershipJson>>> {
  return listByMember(context, caller, {
    ...query,
    rows: {
      list: listMemberships,
      idOf: ({ member }) => member,
      json: membershipJson,
    },
  });
}

/** What a person may not give or take away: permissions they lack themselves. Keys and operators may give any. */
export function beyond(
  catalog: Catalog,
  sight: Sight | null,
  given: readonly (readonly string[] | undefined)[],
): ReturnType<typeof refused> | null {
  if (sight === null) return null;
  const lacking = given
    .flatMap((roles) => [...permissionsOf(catalog, roles ?? [])])
    .find((permission) => !sight.permissions.has(permission));
  if (lacking === undefined) return null;
  return refused(
    'role_gate',
    `Roles with ${lacking} are given and taken by who has ${lacking}. Yours do not have it.`,
    '/roles',
  );
}

interface Replaced {
  readonly catalog: Catalog;
  readonly before: MembershipRecord | undefined;
  /** Undefined when it ends. */
  readonly after: MembershipRecord | undefined;
}

/**
 * The refusal of a change by which nobody of the customer who signs in could give and take roles any more. Keys and operators
 * may: they can also undo it.
 */
async function lastAdministrator(
  tx: Queries,
  { customerId, sight }: SeenCustomer,
  { catalog, before, after }: Replaced,
): Promise<ReturnType<typeof refused> | null> {
  const roles = rolesWith(catalog, ['member.write']);
  if (sight === null || !before || !administers(before, roles)) return null;
  if (after && administers(after, roles)) return null;
  const { member } = before;
  if (await hasOtherMember(tx, customerId, { member, roles })) return null;
  return refused(
    'last_administrator',
    `"${member}" is the only member who signs in and can give roles: give them to another first.`,
  );
}

function administers(
  { userId, roles, scope, groups, status }: MembershipRecord,
  administrating: readonly string[],
): boolean {
  const isWhole = scope === null && groups === null && status === 'active';
  return isWhole && userId !== null && roles.some((role) => administrating.includes(role));
}

interface Change {
  readonly member: string;
  readonly body: MembershipBody;
  readonly now: Instant;
}

function changed(
  before: MembershipRecord | undefined,
  { member, body, now }: Change,
): MembershipRecord {
  const { roles, scope, groups, status } = body;
  return {
    member,
    userId: before?.userId ?? null,
    roles: roles === undefined ? (before?.roles ?? []) : [...new Set(roles)],
    scope: scope === undefined ? (before?.scope ?? null) : scope,
    groups: groups === undefined ? (before?.groups ?? null) : groups,
    status: status ?? before?.status ?? 'active',
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

function noMembership(member: string): ReturnType<typeof refused> {
  return refused('not_found', `The customer has no membership of "${member}".`);
}

/** What the audit keeps: ids alone, no names. */
function boundJson({ roles, scope, groups, status }: MembershipRecord) {
  return { roles, scope, groups, status };
}

function membershipJson(
  record: MembershipRecord,
  entry: DirectoryRecord | undefined,
): MembershipJson {
  return {
    member: record.member,
    name: entry?.name ?? null,
    email: entry?.email ?? null,
    signs_in: record.userId !== null,
    ...boundJson(record),
    created_at: formatInstant(record.createdAt),
    updated_at: formatInstant(record.updatedAt),
  };
}
