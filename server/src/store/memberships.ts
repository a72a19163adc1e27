// membership and user_customer: what customers let people see and do, and which account is whose.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

/** What one customer lets one of its members see and do. */
export interface MembershipRecord {
  readonly member: string;
  /** The account that signs in as this member; null while none does. */
  readonly userId: string | null;
  readonly roles: readonly string[];
  /** Sees only usage within this scope; null: all. */
  readonly scope: string | null;
  /** Sees only usage of these groups; null: all. */
  readonly groups: readonly string[] | null;
  readonly status: 'active' | 'suspended';
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

interface MembershipRow {
  readonly member_id: string;
  readonly user_id: string | null;
  readonly roles: string[];
  readonly scope_id: string | null;
  readonly group_ids: string[] | null;
  readonly status: 'active' | 'suspended';
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = 'member_id, user_id, roles, scope_id, group_ids, status, created_at, updated_at';

export async function findMembership(
  tx: Queries,
  customerId: bigint,
  member: string,
): Promise<MembershipRecord | undefined> {
  const [row] = await tx.query<MembershipRow>(
    `select ${COLUMNS} from membership where customer_id = $1 and member_id = $2`,
    [customerId, member],
  );
  return row && membershipOf(row);
}

/** The membership an account has of a customer. */
export async function findUserMembership(
  tx: Queries,
  customerId: bigint,
  userId: string,
): Promise<MembershipRecord | undefined> {
  const [row] = await tx.query<MembershipRow>(
    `select ${COLUMNS} from membership where customer_id = $1 and user_id = $2`,
    [customerId, userId],
  );
  return row && membershipOf(row);
}

/** Memberships by member, a page at a time. */
export async function listMemberships(
  tx: Queries,
  customerId: bigint,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<MembershipRecord[]> {
  const rows = await tx.query<MembershipRow>(
    `select ${COLUMNS} from membership where customer_id = $1 and member_id > $2 order by member_id limit $3`,
    [customerId, after, limit],
  );
  return rows.map(membershipOf);
}

/** Whether anybody but one member signs in with one of these roles, bound to no part of the customer. */
export async function hasOtherMember(
  tx: Queries,
  customerId: bigint,
  { member, roles }: { readonly member: string; readonly roles: readonly string[] },
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from membership
      where customer_id = $1 and member_id <> $2 and roles && $3::text[] and status = 'active'
        and user_id is not null and scope_id is null and group_ids is null limit 1`,
    [customerId, member, [...roles]],
  );
  return rows.length > 0;
}

/** Creates or replaces one membership. */
export async function upsertMembership(
  tx: Queries,
  customerId: bigint,
  record: MembershipRecord,
): Promise<void> {
  await tx.query(
    `insert into membership (customer_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (customer_id, member_id) do update set user_id = excluded.user_id, roles = excluded.roles,
       scope_id = excluded.scope_id, group_ids = excluded.group_ids, status = excluded.status,
       updated_at = excluded.updated_at`,
    [
      customerId,
      record.member,
      record.userId,
      [...record.roles],
      record.scope,
      record.groups === null ? null : [...record.groups],
      record.status,
      timestamp(record.createdAt),
      timestamp(record.updatedAt),
    ],
  );
}

export async function deleteMembership(
  tx: Queries,
  customerId: bigint,
  member: string,
): Promise<void> {
  await tx.query('delete from membership where customer_id = $1 and member_id = $2', [
    customerId,
    member,
  ]);
}

/** Notes that an account is a member of a customer, by the customer's key. */
export async function insertUserCustomer(
  tx: Queries,
  { userId, customer }: { readonly userId: string; readonly customer: string },
): Promise<void> {
  await tx.query(
    'insert into user_customer (user_id, customer) values ($1, $2) on conflict do nothing',
    [userId, customer],
  );
}

/** Forgets that an account is a member of a customer, by the customer's key. */
export async function deleteUserCustomer(
  tx: Queries,
  { userId, customer }: { readonly userId: string; readonly customer: string },
): Promise<void> {
  await tx.query('delete from user_customer where user_id = $1 and customer = $2', [
    userId,
    customer,
  ]);
}

/** The keys of the customers that an account is a member of, in order. */
export async function listUserCustomers(queries: Queries, userId: string): Promise<string[]> {
  const rows = await queries.query<{ customer: string }>(
    'select customer from user_customer where user_id = $1 order by customer',
    [userId],
  );
  return rows.map(({ customer }) => customer);
}

function membershipOf(row: MembershipRow): MembershipRecord {
  return {
    member: row.member_id,
    userId: row.user_id,
    roles: row.roles,
    scope: row.scope_id,
    groups: row.group_ids,
    status: row.status,
    createdAt: instantOf(row.created_at),
    updatedAt: instantOf(row.updated_at),
  };
}
