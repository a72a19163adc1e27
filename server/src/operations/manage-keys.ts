import { hash, randomInt } from 'node:crypto';
import { formatInstant, type Instant, instant, parseInstant } from '@fuelgauge/core';
import { sqlState } from '../store/database.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import {
  insertOperatorKey,
  listOperatorKeys,
  type OperatorKeyRecord,
  revokeOperatorKey,
} from '../store/operator-keys.ts';
import { type Answer, answered, refused } from './answer.ts';
import { BASE62, checkCharacters, type Scope } from './authenticate-key.ts';
import type { Caller, Context } from './context.ts';
import type { ScopedIdentity } from './identity.ts';
import type { IdempotencyKey } from './with-book.ts';

/** A key without its secret. */
export interface KeyJson {
  readonly id: string;
  readonly name: string;
  /** The end of the secret, to tell keys apart. */
  readonly last_characters: string;
  readonly test: boolean;
  readonly scopes: readonly string[];
  /** The customers it may see; null: all of its kind. */
  readonly customers: readonly string[] | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

/** A key as it is shown once. */
export interface NewKeyJson extends KeyJson {
  readonly key: string;
}

/** What `POST /v1/keys` takes. */
export interface KeyBody {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly test?: boolean | undefined;
  readonly customers?: readonly string[] | null | undefined;
  readonly expires_at?: string | null | undefined;
  readonly reason?: string | undefined;
}

export interface CreateKey {
  readonly body: KeyBody;
  readonly idempotency?: IdempotencyKey | undefined;
}

/**
 * Makes a key and answers its secret, once. It may do no more than who makes it: neither more scopes, nor other customers,
 * nor live ones with a test key.
 */
export async function createKey(
  context: Context,
  identity: ScopedIdentity,
  { body, idempotency }: CreateKey,
): Promise<Answer<NewKeyJson>> {
  const at = now(context);
  const expiresAt = body.expires_at == null ? null : parseInstant(body.expires_at);
  if (expiresAt === undefined || (expiresAt !== null && expiresAt <= at)) {
    return refused(
      'time_invalid',
      'expires_at must be an RFC 3339 date and time in the future, with an offset.',
      '/expires_at',
    );
  }
  const isTest = body.test ?? identity.caller.isTest ?? false;
  const customers = body.customers ?? identity.caller.customers;
  const wider = widerThan(identity, { scopes: body.scopes, customers, isTest });
  if (wider) return wider;
  const secret = newSecret(isTest);
  const record: OperatorKeyRecord = {
    keyId: idempotency === undefined ? `key_${randomText(16)}` : repeatableId(idempotency),
    name: body.name,
    lastCharacters: secret.slice(-4),
    isTest,
    scopes: [...new Set(body.scopes)],
    customers,
    createdAt: at,
    expiresAt,
    revokedAt: null,
  };
  const isMade = await insert(context, {
    record,
    secret,
    actor: identity.caller.actor,
    reason: body.reason ?? null,
  });
  if (!isMade) {
    return refused(
      'idempotency_mismatch',
      `This Idempotency-Key has made ${record.keyId} before. A secret is shown once: revoke that key and make another.`,
    );
  }
  return answered({ ...keyJson(record), key: secret }, 201);
}

/** The keys that the caller could have made, oldest first, revoked ones included. */
export async function listKeys(
  context: Context,
  caller: Caller,
): Promise<Answer<{ data: readonly KeyJson[]; next_cursor: null }>> {
  const keys = await listOperatorKeys(context.database);
  return answered({
    data: keys.filter((key) => isWithin(caller, key)).map(keyJson),
    next_cursor: null,
  });
}

/** Ends a key at once. Doing so again answers the same. */
export async function revokeKey(
  context: Context,
  caller: Caller,
  { key, reason }: { key: string; reason: string | null },
): Promise<Answer<KeyJson>> {
  const at = now(context);
  return context.database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
    const before = (await listOperatorKeys(tx)).find(({ keyId }) => keyId === key);
    if (!before || !isWithin(caller, before))
      return refused('key_unknown', 'There is no such key.');
    if (before.revokedAt !== null) return answered(keyJson(before));
    const after = (await revokeOperatorKey(tx, key, at)) ?? before;
    await insertOperatorAudit(tx, {
      at,
      actor: caller.actor,
      act: 'key.revoke',
      subject: `key/${key}`,
      before: keyJson(before),
      after: keyJson(after),
      reason,
    });
    return answered(keyJson(after));
  });
}

function now({ clock }: Context): Instant {
  return clock?.() ?? instant(Date.now() * 1000);
}

interface Reach {
  readonly scopes: readonly Scope[];
  readonly customers: readonly string[] | null;
  readonly isTest: boolean;
}

function widerThan(
  { caller, scopes }: ScopedIdentity,
  wanted: Reach,
): ReturnType<typeof refused> | null {
  const missing = wanted.scopes.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) {
    return refused(
      'forbidden',
      `A key cannot give what it does not have: ${missing.join(', ')}.`,
      '/scopes',
    );
  }
  if (caller.isTest === true && !wanted.isTest)
    return refused('forbidden', 'A test key makes test keys only.', '/test');
  const isOutside = !areWithin(caller.customers, wanted.customers);
  return isOutside
    ? refused('forbidden', 'A key limited to customers makes keys for these alone.', '/customers')
    : null;
}

function areWithin(allowed: readonly string[] | null, wanted: readonly string[] | null): boolean {
  if (allowed === null) return true;
  return wanted?.every((customer) => allowed.includes(customer)) ?? false;
}

function isWithin(caller: Caller, key: OperatorKeyRecord): boolean {
  const isKind = caller.isTest !== true || key.isTest;
  return isKind && areWithin(caller.customers, key.customers);
}

/** `fg_live_` or `fg_test_`, 30 random characters of base 62 (178 bits), 6 check characters. */
function newSecret(isTest: boolean): string {
  const body = `fg_${isTest ? 'test' : 'live'}_${randomText(30)}`;
  return `${body}${checkCharacters(body)}`;
}

function randomText(length: number): string {
  return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');
}

/** The same request makes the same id, so that the second one finds it taken. */
function repeatableId({ route, key }: IdempotencyKey): string {
  return `key_${hash('sha256', JSON.stringify([route, key]), 'hex').slice(0, 24)}`;
}

interface Insertion {
  readonly record: OperatorKeyRecord;
  readonly secret: string;
  readonly actor: string;
  readonly reason: string | null;
}

/** False when the id is taken. */
async function insert(
  { database }: Context,
  { record, secret, actor, reason }: Insertion,
): Promise<boolean> {
  try {
    await database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
      await insertOperatorKey(tx, record, hash('sha256', secret, 'hex'));
      const act = {
        at: record.createdAt,
        actor,
        act: 'key.create',
        subject: `key/${record.keyId}`,
      };
      await insertOperatorAudit(tx, { ...act, before: null, after: keyJson(record), reason });
    });
    return true;
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

function keyJson(record: OperatorKeyRecord): KeyJson {
  return {
    id: record.keyId,
    name: record.name,
    last_characters: record.lastCharacters,
    test: record.isTest,
    scopes: record.scopes,
    customers: record.customers,
    created_at: formatInstant(record.createdAt),
    expires_at: record.expiresAt === null ? null : formatInstant(record.expiresAt),
    revoked_at: record.revokedAt === null ? null : formatInstant(record.revokedAt),
  };
}
