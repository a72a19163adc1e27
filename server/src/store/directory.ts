// directory: the members, groups, scopes, agents and keys that usage is attributed to.

import type { DirectoryKind, Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp, timestampOrNull } from './rows.ts';

/** One entry. `parents` holds since when which parent holds, oldest first; null is a root. */
export interface DirectoryRecord {
  readonly kind: DirectoryKind;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly parents: readonly { readonly from: Instant; readonly parent: string | null }[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly status: DirectoryStatus;
  /** Why it is paused; null unless it is. */
  readonly pauseReason: PauseReason | null;
  /** Since when the status is in force; null: since the entry was made. */
  readonly statusSince: Instant | null;
  readonly role: string | null;
  /** Of an agent: the member who made it. */
  readonly createdBy: string | null;
  /** Of a scope: what it is, such as `folder`. */
  readonly scopeKind: string | null;
  /** When personal data was erased; what it used stays counted. */
  readonly erasedAt: Instant | null;
}

export type DirectoryStatus = 'active' | 'disabled' | 'paused' | 'deleted';

export type PauseReason = 'admin' | 'no_credits' | 'limit' | 'unusual_spending';

interface DirectoryRow {
  readonly kind: DirectoryKind;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly parents: readonly { readonly from: number; readonly parent: string | null }[];
  readonly created_at: number;
  readonly updated_at: number;
  readonly status: DirectoryStatus;
  readonly pause_reason: PauseReason | null;
  readonly status_since: number | null;
  readonly role: string | null;
  readonly created_by: string | null;
  readonly scope_kind: string | null;
  readonly erased_at: number | null;
}

const COLUMNS = `kind, id, name, email, parents, created_at, updated_at, erased_at, status, pause_reason, status_since, role,
  created_by, scope_kind`;

/** The entries with these kinds and ids, pairwise. */
export async function findDirectory(
  tx: Queries,
  customerId: bigint,
  named: readonly { readonly kind: DirectoryKind; readonly id: string }[],
): Promise<DirectoryRecord[]> {
  if (named.length === 0) return [];
  const rows = await tx.query<DirectoryRow>(
    // A look for each, so that no plan ever reads a large directory whole.
    `select found.* from unnest($2::text[], $3::text[]) as wanted (kind, id),
       lateral (select ${COLUMNS} from directory
                 where customer_id = $1 and kind = wanted.kind and id = wanted.id limit 1) as found`,
    [customerId, named.map((each) => each.kind), named.map((each) => each.id)],
  );
  return rows.map(recordOf);
}

/** Which entries of a directory are shown: those of these ids, and those directly below these; null: all. */
export type ShownEntries = {
  readonly ids: readonly string[];
  readonly parents: readonly string[];
} | null;

/** Which entries of a kind: by a part of the id or the name in any case, and by status; all where absent. */
export interface DirectoryPage {
  readonly kind: DirectoryKind;
  readonly after: string;
  readonly limit: number;
  readonly text?: string | null;
  readonly status?: string | null;
  readonly shown: ShownEntries;
}

/** Entries of one kind by id, a page at a time. */
export async function listDirectory(
  tx: Queries,
  customerId: bigint,
  page: DirectoryPage,
): Promise<DirectoryRecord[]> {
  const { kind, after, limit, text = null, status = null, shown } = page;
  const rows = await tx.query<DirectoryRow>(
    `select ${COLUMNS} from directory
      where customer_id = $1 and kind = $2 and id > $3 and ($6::text is null or status = $6)
        and ($5::text is null or position(lower($5) in lower(id)) > 0 or position(lower($5) in lower(name)) > 0)
        and ($7::text[] is null or id = any($7) or parents -> -1 ->> 'parent' = any($8::text[]))
      order by id limit $4`,
    [
      customerId,
      kind,
      after,
      limit,
      text,
      status,
      shown === null ? null : [...shown.ids],
      shown === null ? null : [...shown.parents],
    ],
  );
  return rows.map(recordOf);
}

/** The ids of entries of one kind that people call so, in any case; those that share a name are few. */
export async function findDirectoryByName(
  tx: Queries,
  customerId: bigint,
  { kind, name }: { kind: DirectoryKind; name: string },
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select id from directory where customer_id = $1 and kind = $2 and lower(name) = lower($3) order by id limit 1000',
    [customerId, kind, name],
  );
  return rows.map(({ id }) => id);
}

/** The ids of what lies directly below some entries, as the directory stands. */
export async function listChildren(
  tx: Queries,
  customerId: bigint,
  { kind, parents }: { readonly kind: DirectoryKind; readonly parents: readonly string[] },
): Promise<string[]> {
  if (parents.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `select id from directory
      where customer_id = $1 and kind = $2 and parents -> -1 ->> 'parent' = any($3::text[])`,
    [customerId, kind, [...parents]],
  );
  return rows.map(({ id }) => id);
}

/** How many entries a customer has. */
export async function countDirectory(tx: Queries, customerId: bigint): Promise<number> {
  const [row] = await tx.query<{ entries: bigint }>(
    'select count(*) as entries from directory where customer_id = $1',
    [customerId],
  );
  return Number(row?.entries ?? 0n);
}

/** Entries that usage names and the directory does not have. */
export interface NewDirectory {
  readonly named: readonly { readonly kind: DirectoryKind; readonly id: string }[];
  readonly at: Instant;
  /** The most entries a customer may have: what goes beyond is not added. */
  readonly most: number;
}

/** Adds entries that usage named and nobody has described. Those that exist stay as they are. */
export async function insertDirectory(
  tx: Queries,
  customerId: bigint,
  { named, at, most }: NewDirectory,
): Promise<void> {
  if (named.length === 0) return;
  await tx.query(
    `insert into directory (customer_id, kind, id, parents, created_at, updated_at)
     select $1, kind, id, '[]'::jsonb, $4, $4 from unnest($2::text[], $3::text[]) as named (kind, id)
      limit greatest(0, $5 - (select count(*) from directory where customer_id = $1))
     on conflict do nothing`,
    [customerId, named.map((each) => each.kind), named.map((each) => each.id), timestamp(at), most],
  );
}

/** Creates or replaces one entry. */
export async function upsertDirectory(
  tx: Queries,
  customerId: bigint,
  record: DirectoryRecord,
): Promise<void> {
  await tx.query(
    `insert into directory (customer_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (customer_id, kind, id) do update set name = excluded.name, email = excluded.email, parents = excluded.parents,
       updated_at = excluded.updated_at, erased_at = excluded.erased_at, status = excluded.status,
       pause_reason = excluded.pause_reason, status_since = excluded.status_since, role = excluded.role,
       created_by = excluded.created_by, scope_kind = excluded.scope_kind`,
    [
      customerId,
      record.kind,
      record.id,
      record.name,
      record.email,
      JSON.stringify(record.parents),
      timestamp(record.createdAt),
      timestamp(record.updatedAt),
      timestampOrNull(record.erasedAt),
      record.status,
      record.pauseReason,
      timestampOrNull(record.statusSince),
      record.role,
      record.createdBy,
      record.scopeKind,
    ],
  );
}

function recordOf(row: DirectoryRow): DirectoryRecord {
  return {
    kind: row.kind,
    id: row.id,
    name: row.name,
    email: row.email,
    parents: row.parents.map(({ from, parent }) => ({ from: instantOf(from), parent })),
    createdAt: instantOf(row.created_at),
    updatedAt: instantOf(row.updated_at),
    status: row.status,
    pauseReason: row.pause_reason,
    statusSince: instantOrNull(row.status_since),
    role: row.role,
    createdBy: row.created_by,
    scopeKind: row.scope_kind,
    erasedAt: instantOrNull(row.erased_at),
  };
}

/** How many entries there are of a kind, of which sort of scope, and with which status. */
export interface DirectoryCount {
  readonly kind: DirectoryKind;
  readonly scopeKind: string | null;
  readonly status: DirectoryStatus;
  readonly entries: number;
}

/** Counts of all kinds that have entries. */
export async function countEntries(tx: Queries, customerId: bigint): Promise<DirectoryCount[]> {
  const rows = await tx.query<{
    kind: DirectoryKind;
    scope_kind: string | null;
    status: DirectoryStatus;
    entries: bigint;
  }>(
    `select kind, scope_kind, status, count(*) as entries from directory where customer_id = $1
      group by kind, scope_kind, status order by kind, scope_kind, status`,
    [customerId],
  );
  return rows.map(({ kind, scope_kind, status, entries }) => ({
    kind,
    scopeKind: scope_kind,
    status,
    entries: Number(entries),
  }));
}

/** How many entries of each kind are active. */
export async function countActive(
  tx: Queries,
  customerId: bigint,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.query<{ kind: string; entries: bigint }>(
    "select kind, count(*) as entries from directory where customer_id = $1 and status = 'active' group by kind",
    [customerId],
  );
  return new Map(rows.map(({ kind, entries }) => [kind, entries]));
}
