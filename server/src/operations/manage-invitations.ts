import { randomBytes } from 'node:crypto';
import { assert, formatInstant, type Instant, operate, writtenInstant } from '@fuelgauge/core';
import { findCustomer } from '../store/customers.ts';
import { type DirectoryRecord, findDirectory, upsertDirectory } from '../store/directory.ts';
import {
  endInvitation,
  findInvitation,
  findInvitationCustomer,
  type InvitationRecord,
  insertInvitation,
  listInvitations,
  revokeInvitations,
} from '../store/invitations.ts';
import {
  findMembership,
  findUserMembership,
  insertUserCustomer,
  upsertMembership,
} from '../store/memberships.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context, SeenCustomer } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { findBoundCustomer } from './find-membership.ts';
import { type CustomerPageQuery, listByMember } from './list-by-member.ts';
import { beyond } from './manage-memberships.ts';
import type { PageJson } from './page.ts';
import { describeEntry } from './put-directory.ts';
import { isRefused } from './read-input.ts';
import { unknownRole } from './unknown-role.ts';
import { readOnlyRefusal, type Work, withBook } from './with-book.ts';

/** What somebody is invited to. */
export interface InvitationBody {
  readonly email: string;
  readonly name?: string | undefined;
  /** The directory's id of who is invited; another one when absent. */
  readonly member?: string | undefined;
  readonly roles: readonly string[];
  readonly scope?: string | null | undefined;
  readonly groups?: readonly string[] | null | undefined;
  readonly reason?: string | undefined;
}

export interface InvitationJson {
  readonly id: string;
  readonly member: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly status: 'open' | 'accepted' | 'expired' | 'withdrawn';
  readonly invited_by: string;
  readonly created_at: string;
  readonly expires_at: string;
}

/** Whom one may invite: the customer's name for the letter, or why not. Roles permit no more than those of who invites. */
export async function mayInvite(
  context: Context,
  caller: Caller,
  { customer, body }: { readonly customer: string; readonly body: InvitationBody },
): Promise<Answer<{ readonly name: string }>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId, catalogKey, sight } = ref;
  return context.database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
    const [record, catalog] = await Promise.all([
      findCustomer(tx, customerId),
      context.catalogs.latest(tx, catalogKey),
    ]);
    assert(record && catalog, 'a customer refers to a published catalog');
    // Before a letter is sent that could not be kept.
    if (record.readOnly) return readOnlyRefusal(record.readOnly);
    const fault = unknownRole(catalog, body.roles) ?? beyond(catalog, sight, [body.roles]);
    return fault ?? answered({ name: record.name });
  });
}

/** A link that was made for somebody. */
export interface InvitationLink {
  readonly linkId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/**
 * Keeps what a link is an invitation to, and describes who is invited. A member has one open invitation: another takes the
 * place of those before it.
 */
export async function keepInvitation(
  context: Context,
  caller: Caller,
  asked: {
    readonly customer: string;
    readonly body: InvitationBody;
    readonly link: InvitationLink;
  },
): Promise<Answer<InvitationJson>> {
  const { customer, body, link } = asked;
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  return withBook<InvitationJson>(context, { ...ref, kind: 'advance' }, async (work) => {
    operate.advance(work.open.book, work.asOf);
    const now = work.open.book.ledger.head.at;
    const member = body.member ?? `member_${randomBytes(8).toString('hex')}`;
    const entry = await describeInvited(work, ref, { member, body, now });
    if (isRefused(entry)) return { answer: entry };
    const record: InvitationRecord = {
      invitationId: link.linkId,
      member,
      roles: [...new Set(body.roles)],
      scope: body.scope ?? null,
      groups: body.groups ?? null,
      invitedBy: caller.actor,
      createdAt: now,
      expiresAt: writtenInstant(link.expiresAt),
      acceptedAt: null,
      revokedAt: null,
    };
    await revokeInvitations(work.tx, ref.customerId, { member, at: now });
    await insertInvitation(work.tx, ref, record);
    const act = {
      actor: caller.actor,
      act: 'invitation.make',
      subject: `members/${member}`,
      before: null,
      after: { roles: record.roles, scope: record.scope, groups: record.groups },
      reason: body.reason ?? null,
    };
    return { answer: answered(invitationJson(record, { entry, now }), 201), audit: [act] };
  });
}

/** Withdraws an invitation: its link opens nothing any more. One that was accepted stays. */
export async function withdrawInvitation(
  context: Context,
  caller: Caller,
  { customer, id, reason }: { customer: string; id: string; reason: string | null },
): Promise<Answer<InvitationJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId } = ref;
  return withBook<InvitationJson>(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const now = open.book.ledger.head.at;
      const before = await findInvitation(tx, customerId, id);
      if (!before || before.acceptedAt !== null) {
        return { answer: refused('not_found', `The customer has no open invitation "${id}".`) };
      }
      await endInvitation(tx, customerId, { invitationId: id, end: 'revoked', at: now });
      const [entry] = await findDirectory(tx, customerId, [{ kind: 'members', id: before.member }]);
      const act = {
        actor: caller.actor,
        act: 'invitation.withdraw',
        subject: `members/${before.member}`,
        before: { roles: before.roles },
        after: null,
        reason,
      };
      const after = { ...before, revokedAt: before.revokedAt ?? now };
      return { answer: answered(invitationJson(after, { entry, now })), audit: [act] };
    },
  );
}

/** Invitations by id. */
export async function listInvitationsOf(
  context: Context,
  caller: Caller,
  query: CustomerPageQuery & { readonly pending?: 'true' | 'false' | undefined },
): Promise<Answer<PageJson<InvitationJson>>> {
  const isPending = query.pending === 'true';
  const now = context.clock?.() ?? ((Date.now() * 1000) as Instant);
  return listByMember(context, caller, {
    ...query,
    rows: {
      list: (tx, customerId, page) => listInvitations(tx, customerId, { ...page, isPending }),
      idOf: ({ invitationId }) => invitationId,
      json: (row, entry) => invitationJson(row, { entry, now }),
    },
  });
}

/** Who joins. */
interface Joining {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/**
 * The invitations of customers by their links, for what lets people sign in: `find` tells what one is to, unless it was
 * withdrawn; `accept` makes somebody a member, and is false when it was withdrawn, or is somebody else's by now.
 */
export function openMemberInvitations(context: Context) {
  const customerOf = async (linkId: string) => {
    const key = await findInvitationCustomer(context.database, linkId);
    return key === undefined ? undefined : findBoundCustomer(context, key);
  };
  return {
    async find(linkId: string) {
      const ref = await customerOf(linkId);
      if (!ref) return undefined;
      const { customerId, key: customer } = ref;
      return context.database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
        const [record, invitation] = await Promise.all([
          findCustomer(tx, customerId),
          findInvitation(tx, customerId, linkId),
        ]);
        if (!record || !invitation || invitation.revokedAt !== null) return undefined;
        return { customer, customerName: record.name, invitedBy: null };
      });
    },
    async accept(linkId: string, person: Joining): Promise<boolean> {
      const ref = await customerOf(linkId);
      return ref === undefined
        ? false
        : joinCustomer(context, { ...ref, sight: null }, { linkId, person });
    },
  };
}

async function joinCustomer(
  context: Context,
  ref: SeenCustomer,
  { linkId, person }: { readonly linkId: string; readonly person: Joining },
): Promise<boolean> {
  const { customerId, key } = ref;
  const { userId } = person;
  const joined = await withBook(
    context,
    { ...ref, kind: 'advance' },
    async ({ open, tx, asOf }) => {
      operate.advance(open.book, asOf);
      const now = open.book.ledger.head.at;
      const invitation = await findInvitation(tx, customerId, linkId);
      if (!invitation || invitation.revokedAt !== null) return { answer: withdrawn() };
      const [own, invited] = await Promise.all([
        findUserMembership(tx, customerId, userId),
        findMembership(tx, customerId, invitation.member),
      ]);
      if (invitation.acceptedAt !== null) return { answer: own ? answered({}) : withdrawn() };
      const isTaken = invited?.userId != null && invited.userId !== userId;
      if (isTaken || own?.status === 'suspended' || invited?.status === 'suspended') {
        return { answer: withdrawn() };
      }
      // Who is a member already stays the one they are.
      const member = own?.member ?? invitation.member;
      const { roles, scope, groups } = invitation;
      await upsertMembership(tx, customerId, {
        ...{ member, userId, roles, scope, groups, status: 'active' },
        createdAt: (own ?? invited)?.createdAt ?? now,
        updatedAt: now,
      });
      await insertUserCustomer(tx, { userId, customer: key });
      await endInvitation(tx, customerId, { invitationId: linkId, end: 'accepted', at: now });
      const act = {
        actor: userId,
        act: 'invitation.accept',
        subject: `members/${member}`,
        before: null,
        after: { roles, scope, groups },
        reason: null,
      };
      return { answer: answered({}), audit: [act] };
    },
  );
  return joined.ok;
}

function withdrawn(): ReturnType<typeof refused> {
  return refused('not_found', 'The invitation was withdrawn.');
}

interface Invited {
  readonly member: string;
  readonly body: InvitationBody;
  readonly now: Instant;
}

async function describeInvited(
  { tx }: Work,
  { customerId }: SeenCustomer,
  { member, body: { name, email }, now }: Invited,
): Promise<DirectoryRecord | ReturnType<typeof refused>> {
  const [[before], membership] = await Promise.all([
    findDirectory(tx, customerId, [{ kind: 'members', id: member }]),
    findMembership(tx, customerId, member),
  ]);
  if (membership?.status === 'suspended' || membership?.userId != null) {
    const detail = `"${member}" is a member who signs in or is suspended: change the membership.`;
    return refused('member_suspended', detail, '/member');
  }
  const about = { kind: 'members', id: member, body: { name, email }, from: now, now } as const;
  const after = describeEntry(before, about);
  if (!isRefused(after)) await upsertDirectory(tx, customerId, after);
  return after;
}

function invitationJson(
  record: InvitationRecord,
  { entry, now }: { readonly entry: DirectoryRecord | undefined; readonly now: Instant },
): InvitationJson {
  return {
    id: record.invitationId,
    member: record.member,
    name: entry?.name ?? null,
    email: entry?.email ?? null,
    roles: record.roles,
    scope: record.scope,
    groups: record.groups,
    status: statusOf(record, now),
    invited_by: record.invitedBy,
    created_at: formatInstant(record.createdAt),
    expires_at: formatInstant(record.expiresAt),
  };
}

function statusOf(
  { acceptedAt, revokedAt, expiresAt }: InvitationRecord,
  now: Instant,
): InvitationJson['status'] {
  if (acceptedAt !== null) return 'accepted';
  if (revokedAt !== null) return 'withdrawn';
  return expiresAt <= now ? 'expired' : 'open';
}
