// operator_key: secrets of programs, kept as hashes.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp, timestampOrNull } from './rows.ts';

export interface OperatorKeyRecord {
  readonly keyId: string;
  readonly name: string;
  readonly lastCharacters: string;
  readonly isTest: boolean;
  readonly scopes: readonly string[];
  /** External keys of the customers it may see; null: all. */
  readonly customers: readonly string[] | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

interface KeyRow {
  readonly key_id: string;
  readonly name: string;
  readonly last_characters: string;
  readonly is_test: boolean;
  readonly scopes: string[];
  readonly customers: string[] | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
}

const COLUMNS =
  'key_id, name, last_characters, is_test, scopes, customers, created_at, expires_at, revoked_at';

/** `hash` is SHA-256 of the secret, in hex. */
export async function insertOperatorKey(
  queries: Queries,
  record: OperatorKeyRecord,
  hash: string,
): Promise<void> {
  await queries.query(
    `insert into operator_key (key_id, name, hash, last_characters, is_test, scopes, customers, created_at, expires_at)
     values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8, $9)`,
    [
      record.keyId,
      record.name,
      hash,
      record.lastCharacters,
      record.isTest,
      record.scopes,
      record.customers,
      timestamp(record.createdAt),
      timestampOrNull(record.expiresAt),
    ],
  );
}

export async function findOperatorKey(
  queries: Queries,
  hash: string,
): Promise<OperatorKeyRecord | undefined> {
  const [row] = await queries.query<KeyRow>(
    `select ${COLUMNS} from operator_key where hash = decode($1, 'hex')`,
    [hash],
  );
  return row && keyOf(row);
}

export async function listOperatorKeys(queries: Queries): Promise<OperatorKeyRecord[]> {
  const rows = await queries.query<KeyRow>(
    `select ${COLUMNS} from operator_key order by created_at, key_id`,
  );
  return rows.map(keyOf);
}

/** Ends a key. Undefined when there is none of that id; a second call keeps the first moment. */
export async function revokeOperatorKey(
  queries: Queries,
  keyId: string,
  at: Instant,
): Promise<OperatorKeyRecord | undefined> {
  const [row] = await queries.query<KeyRow>(
    `update operator_key set revoked_at = coalesce(revoked_at, $2) where key_id = $1 returning ${COLUMNS}`,
    [keyId, timestamp(at)],
  );
  return row && keyOf(row);
}

function keyOf(row: KeyRow): OperatorKeyRecord {
  return {
    keyId: row.key_id,
    name: row.name,
    lastCharacters: row.last_characters,
    isTest: row.is_test,
    scopes: row.scopes,
    customers: row.customers,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOrNull(row.expires_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}
