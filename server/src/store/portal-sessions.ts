// portal_session: what short-lived tokens let their bearers see. Secrets are kept as hashes.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp } from './rows.ts';

export interface PortalSessionRecord {
  readonly sessionId: string;
  /** Null for an operator's visit that is not as a member. */
  readonly member: string | null;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly mayWrite: boolean;
  /** Of an operator's visit; null for a portal session. */
  readonly visit: { readonly visitor: string; readonly reason: string } | null;
  /** What the page looks like; the store does not read it. */
  readonly look: unknown;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

interface SessionRow {
  readonly session_id: string;
  readonly member_id: string | null;
  readonly roles: string[];
  readonly scope_id: string | null;
  readonly group_ids: string[] | null;
  readonly may_write: boolean;
  readonly visitor: string | null;
  readonly reason: string | null;
  readonly look: unknown;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
}

/** `hash` is SHA-256 of the secret, in hex. */
export async function insertPortalSession(
  tx: Queries,
  customerId: bigint,
  { record, hash }: { readonly record: PortalSessionRecord; readonly hash: string },
): Promise<void> {
  await tx.query(
    `insert into portal_session (customer_id, session_id, hash, member_id, roles, scope_id, group_ids, may_write, visitor,
       reason, look, created_at, expires_at)
     values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13)`,
    [
      customerId,
      record.sessionId,
      hash,
      record.member,
      [...record.roles],
      record.scope,
      record.groups === null ? null : [...record.groups],
      record.mayWrite,
      record.visit?.visitor ?? null,
      record.visit?.reason ?? null,
      JSON.stringify(record.look),
      timestamp(record.createdAt),
      timestamp(record.expiresAt),
    ],
  );
}

export async function findPortalSession(
  tx: Queries,
  customerId: bigint,
  hash: string,
): Promise<PortalSessionRecord | undefined> {
  const [row] = await tx.query<SessionRow>(
    `select session_id, member_id, roles, scope_id, group_ids, may_write, visitor, reason, look, created_at, expires_at,
            revoked_at
       from portal_session where customer_id = $1 and hash = decode($2, 'hex')`,
    [customerId, hash],
  );
  return row && sessionOf(row);
}

/** Ends every session of a member. */
export async function revokePortalSessions(
  tx: Queries,
  customerId: bigint,
  { member, at }: { readonly member: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `update portal_session set revoked_at = $3
      where customer_id = $1 and member_id = $2 and revoked_at is null`,
    [customerId, member, timestamp(at)],
  );
}

/** Forgets sessions that ended before a moment. */
export async function deletePortalSessions(
  tx: Queries,
  customerId: bigint,
  before: Instant,
): Promise<void> {
  await tx.query('delete from portal_session where customer_id = $1 and expires_at < $2', [
    customerId,
    timestamp(before),
  ]);
}

function sessionOf(row: SessionRow): PortalSessionRecord {
  const { visitor, reason } = row;
  return {
    sessionId: row.session_id,
    member: row.member_id,
    roles: row.roles,
    scope: row.scope_id,
    groups: row.group_ids,
    mayWrite: row.may_write,
    visit: visitor === null ? null : { visitor, reason: reason ?? '' },
    look: row.look,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOf(row.expires_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}
