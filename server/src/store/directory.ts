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
  /** When personal data was erased; what it used stays counted. */
  readonly erasedAt: Instant | null;
}

interface DirectoryRow {
  readonly kind: DirectoryKind;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly parents: readonly { readonly from: number; readonly parent: string | null }[];
  readonly created_at: number;
  readonly updated_at: number;
  readonly erased_at: number | null;
}

const COLUMNS = 'kind, id, name, email, parents, created_at, updated_at, erased_at';

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

/** Entries of one kind by id, a page at a time. */
export async function listDirectory(
  tx: Queries,
  customerId: bigint,
  { kind, after, limit }: { kind: DirectoryKind; after: string; limit: number },
): Promise<DirectoryRecord[]> {
  const rows = await tx.query<DirectoryRow>(
    `select ${COLUMNS} from directory where customer_id = $1 and kind = $2 and id > $3 order by id limit $4`,
    [customerId, kind, after, limit],
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
    `insert into directory (customer_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)
     on conflict (customer_id, kind, id) do update set name = excluded.name, email = excluded.email, parents = excluded.parents,
       updated_at = excluded.updated_at, erased_at = excluded.erased_at`,
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
    erasedAt: instantOrNull(row.erased_at),
  };
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
