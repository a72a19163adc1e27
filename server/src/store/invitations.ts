// invitation and invitation_customer: who was asked to become a member, by the id of the link they were sent.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp } from './rows.ts';

export interface InvitationRecord {
  /** The id of the link. */
  readonly invitationId: string;
  readonly member: string;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly invitedBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

interface InvitationRow {
  readonly invitation_id: string;
  readonly member_id: string;
  readonly roles: string[];
  readonly scope_id: string | null;
  readonly group_ids: string[] | null;
  readonly invited_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_at: number | null;
  readonly revoked_at: number | null;
}

const COLUMNS = `invitation_id, member_id, roles, scope_id, group_ids, invited_by, created_at, expires_at, accepted_at,
  revoked_at`;

/** Keeps an invitation, and by its id the customer it is of. */
export async function insertInvitation(
  tx: Queries,
  { customerId, key }: { readonly customerId: bigint; readonly key: string },
  record: InvitationRecord,
): Promise<void> {
  await tx.query(
    `insert into invitation (customer_id, invitation_id, member_id, roles, scope_id, group_ids, invited_by, created_at,
       expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      customerId,
      record.invitationId,
      record.member,
      [...record.roles],
      record.scope,
      record.groups === null ? null : [...record.groups],
      record.invitedBy,
      timestamp(record.createdAt),
      timestamp(record.expiresAt),
    ],
  );
  await tx.query('insert into invitation_customer (invitation_id, customer) values ($1, $2)', [
    record.invitationId,
    key,
  ]);
}

/** The key of the customer that an invitation is of. */
export async function findInvitationCustomer(
  queries: Queries,
  invitationId: string,
): Promise<string | undefined> {
  const [row] = await queries.query<{ customer: string }>(
    'select customer from invitation_customer where invitation_id = $1',
    [invitationId],
  );
  return row?.customer;
}

export async function findInvitation(
  tx: Queries,
  customerId: bigint,
  invitationId: string,
): Promise<InvitationRecord | undefined> {
  const [row] = await tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation where customer_id = $1 and invitation_id = $2`,
    [customerId, invitationId],
  );
  return row && invitationOf(row);
}

/** What a page of invitations begins after and holds. */
export interface InvitationPage {
  readonly after: string;
  readonly limit: number;
  /** Only those that were neither accepted nor withdrawn. */
  readonly isPending: boolean;
}

/** Invitations by id, a page at a time. */
export async function listInvitations(
  tx: Queries,
  customerId: bigint,
  { after, limit, isPending }: InvitationPage,
): Promise<InvitationRecord[]> {
  const rows = await tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation
      where customer_id = $1 and invitation_id > $2 and ($4 = false or accepted_at is null and revoked_at is null)
      order by invitation_id limit $3`,
    [customerId, after, limit, isPending],
  );
  return rows.map(invitationOf);
}

/** Ends an invitation, by being accepted or withdrawn; the first end stays. */
export async function endInvitation(
  tx: Queries,
  customerId: bigint,
  { invitationId, end, at }: { invitationId: string; end: 'accepted' | 'revoked'; at: Instant },
): Promise<void> {
  await tx.query(
    `update invitation set ${end}_at = coalesce(${end}_at, $3) where customer_id = $1 and invitation_id = $2`,
    [customerId, invitationId, timestamp(at)],
  );
}

/** Withdraws what a member was invited to and has not accepted. */
export async function revokeInvitations(
  tx: Queries,
  customerId: bigint,
  { member, at }: { readonly member: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `update invitation set revoked_at = $3
      where customer_id = $1 and member_id = $2 and accepted_at is null and revoked_at is null`,
    [customerId, member, timestamp(at)],
  );
}

function invitationOf(row: InvitationRow): InvitationRecord {
  return {
    invitationId: row.invitation_id,
    member: row.member_id,
    roles: row.roles,
    scope: row.scope_id,
    groups: row.group_ids,
    invitedBy: row.invited_by,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOf(row.expires_at),
    acceptedAt: instantOrNull(row.accepted_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}
