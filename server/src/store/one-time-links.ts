// one_time_link: links that work once, kept as hashes.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

export type LinkPurpose = 'operator' | 'member' | 'password';

export interface LinkRecord {
  readonly linkId: string;
  readonly purpose: LinkPurpose;
  /** In lower case. */
  readonly email: string;
  /** Whether nobody but the mailbox was given it. */
  readonly isMailed: boolean;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

interface LinkRow {
  readonly link_id: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly is_mailed: boolean;
  readonly created_by: string;
  readonly created_at: number;
  readonly expires_at: number;
}

const COLUMNS = 'link_id, purpose, email, is_mailed, created_by, created_at, expires_at';

/** `hash` is SHA-256 of the link's secret, in hex. */
export async function insertLink(queries: Queries, link: LinkRecord, hash: string): Promise<void> {
  await queries.query(
    `insert into one_time_link (link_id, token_hash, purpose, email, is_mailed, created_by, created_at, expires_at)
     values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8)`,
    [
      link.linkId,
      hash,
      link.purpose,
      link.email,
      link.isMailed,
      link.createdBy,
      timestamp(link.createdAt),
      timestamp(link.expiresAt),
    ],
  );
}

/** A link that still works at this moment. */
export async function findOpenLink(
  queries: Queries,
  hash: string,
  at: Instant,
): Promise<LinkRecord | undefined> {
  const [row] = await queries.query<LinkRow>(
    `select ${COLUMNS} from one_time_link
      where token_hash = decode($1, 'hex') and used_at is null and expires_at > $2`,
    [hash, timestamp(at)],
  );
  return row && linkOf(row);
}

/** Uses a link up. Of several at once one gets it, the others undefined. */
export async function useLink(
  queries: Queries,
  linkId: string,
  at: Instant,
): Promise<LinkRecord | undefined> {
  const [row] = await queries.query<LinkRow>(
    `update one_time_link set used_at = $2
      where link_id = $1 and used_at is null and expires_at > $2 returning ${COLUMNS}`,
    [linkId, timestamp(at)],
  );
  return row && linkOf(row);
}

/** Notes that a link went to its mailbox alone. */
export async function markLinkMailed(queries: Queries, linkId: string): Promise<void> {
  await queries.query('update one_time_link set is_mailed = true where link_id = $1', [linkId]);
}

/** Whether somebody with this address was invited and has not come yet. */
export async function hasOpenInvitation(
  queries: Queries,
  email: string,
  at: Instant,
): Promise<boolean> {
  const rows = await queries.query(
    `select 1 from one_time_link
      where email = $1 and purpose <> 'password' and used_at is null and expires_at > $2 limit 1`,
    [email, timestamp(at)],
  );
  return rows.length > 0;
}

/** Makes every other link of this purpose to this address useless. */
export async function withdrawLinks(
  queries: Queries,
  { purpose, email }: Pick<LinkRecord, 'purpose' | 'email'>,
): Promise<void> {
  await queries.query(
    'delete from one_time_link where email = $1 and purpose = $2 and used_at is null',
    [email, purpose],
  );
}

/** Makes one link useless. */
export async function withdrawLink(queries: Queries, linkId: string): Promise<void> {
  await queries.query('delete from one_time_link where link_id = $1 and used_at is null', [linkId]);
}

function linkOf(row: LinkRow): LinkRecord {
  return {
    linkId: row.link_id,
    purpose: row.purpose,
    email: row.email,
    isMailed: row.is_mailed,
    createdBy: row.created_by,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOf(row.expires_at),
  };
}
