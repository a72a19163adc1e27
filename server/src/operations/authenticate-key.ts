import { hash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Instant, instant } from '@fuelgauge/core';
import { findOperatorKey, type OperatorKeyRecord } from '../store/operator-keys.ts';
import type { Caller, Context } from './context.ts';

/** What a key may be allowed to do. */
export const SCOPES = [
  'events:write',
  'events:backfill',
  'events:correct',
  'customers:write',
  'usage:read',
  'grants:write',
  'catalog:write',
  'keys:write',
  'portal:write',
  'metrics:read',
  'verify',
  'backup',
] as const;

export type Scope = (typeof SCOPES)[number];

/** A program that calls, and what it may do. */
export interface KeyIdentity {
  readonly kind: 'key';
  readonly caller: Caller;
  readonly scopes: ReadonlySet<Scope>;
}

/** The keys that open this server. */
export interface KeyRing {
  /**
   * Whose secret this is. Undefined for any that is not valid now, whatever the reason; one whose check characters are
   * wrong is refused without asking the database. A revocation elsewhere is noticed within {@link KEY_CACHE_MS}.
   */
  identify(secret: string): Promise<KeyIdentity | undefined>;
  /** Makes a revocation in this process effective at once. */
  forget(): void;
}

/** How long an answer of the database about a key is believed, in milliseconds. */
export const KEY_CACHE_MS = 500;

/** Keys remembered at a time. */
const CACHED_KEYS = 1_000;

interface Remembered {
  readonly key: OperatorKeyRecord;
  readonly readAtMs: number;
}

/**
 * Opens the key ring. `operatorKey` is the secret of the environment: it may do everything, is compared in memory and in
 * constant time, and is stored nowhere.
 */
export function openKeyRing(context: Context, operatorKey: string | null): KeyRing {
  const remembered = new Map<string, Remembered>();
  const own = operatorKey === null ? null : hash('sha256', operatorKey, 'buffer');

  async function find(digest: string): Promise<OperatorKeyRecord | undefined> {
    const nowMs = performance.now();
    const known = remembered.get(digest);
    if (known && nowMs - known.readAtMs < KEY_CACHE_MS) return known.key;
    remembered.delete(digest);
    const key = await findOperatorKey(context.database, digest);
    if (remembered.size >= CACHED_KEYS) remembered.clear();
    if (key) remembered.set(digest, { key, readAtMs: nowMs });
    return key;
  }

  return {
    async identify(secret) {
      const digest = hash('sha256', secret, 'buffer');
      if (own !== null && timingSafeEqual(own, digest)) return EVERYTHING;
      if (!isWellFormedKey(secret)) return undefined;
      const key = await find(digest.toString('hex'));
      return key && isValidAt(key, context.clock?.() ?? now()) ? identityOf(key) : undefined;
    },
    forget: () => remembered.clear(),
  };
}

const EVERYTHING: KeyIdentity = {
  kind: 'key',
  caller: { actor: 'operator', isTest: null, customers: null },
  scopes: new Set(SCOPES),
};

function now(): Instant {
  return instant(Date.now() * 1000);
}

function isValidAt({ revokedAt, expiresAt }: OperatorKeyRecord, at: Instant): boolean {
  return revokedAt === null && (expiresAt === null || at < expiresAt);
}

function identityOf({ keyId, isTest, customers, scopes }: OperatorKeyRecord): KeyIdentity {
  const known = new Set<string>(scopes);
  return {
    kind: 'key',
    caller: { actor: keyId, isTest, customers },
    scopes: new Set(SCOPES.filter((scope) => known.has(scope))),
  };
}

const FORM = /^fg_(?:live|test)_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** Whether the check characters fit: mistyped keys, and nearly all guesses, are known by them alone. */
export function isWellFormedKey(secret: string): boolean {
  const [, , check] = FORM.exec(secret) ?? [];
  return check !== undefined && check === checkCharacters(secret.slice(0, -check.length));
}

/** CRC-32 of everything before them, in base 62: six characters. */
export function checkCharacters(text: string): string {
  let rest = crc32(text);
  let characters = '';
  for (let index = 0; index < 6; index += 1) {
    characters = `${BASE62[rest % 62]}${characters}`;
    rest = Math.floor(rest / 62);
  }
  return characters;
}

/** The digits of base 62, in order of their value. */
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
