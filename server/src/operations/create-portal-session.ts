import { randomBytes } from 'node:crypto';
import { assert, DAY, formatInstant, type Instant, instant, SECOND, shift } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type { Queries } from '../store/database.ts';
import { countDirectory, findDirectory, upsertDirectory } from '../store/directory.ts';
import { readClock } from '../store/ledgers.ts';
import { findMembership } from '../store/memberships.ts';
import {
  deletePortalSessions,
  insertPortalSession,
  type PortalSessionRecord,
} from '../store/portal-sessions.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { LEAST_CONTRAST, type Look, unreadableOn } from './look.ts';
import { describeEntry } from './put-directory.ts';
import { isRefused } from './read-input.ts';
import { newCustomerSecret, secretHash } from './secret.ts';
import { unknownRole } from './unknown-role.ts';

/** What `POST /v1/portal-sessions` takes. */
export interface PortalSessionBody {
  readonly customer: string;
  /** The id of a member, or one with what the directory is to say of them. */
  readonly member: string | PortalMember;
  readonly roles: readonly string[];
  /** Sees only usage within this scope. */
  readonly scope?: string | null | undefined;
  /** Sees only usage of these groups. */
  readonly groups?: readonly string[] | null | undefined;
  /** Seconds, {@link MOST_SECONDS} at most and when absent. */
  readonly expires_in?: number | undefined;
  /** Whether it may also change what the roles permit. */
  readonly write?: boolean | undefined;
  /** One colour for both themes, or one for each. */
  readonly accent?: string | NonNullable<Look['accent']> | null | undefined;
  readonly chrome?: Look['chrome'] | undefined;
  readonly logo?: Look['logo'] | undefined;
  readonly font?: Look['font'] | undefined;
}

/** Somebody as the operator's product knows them. */
export interface PortalMember {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  /** The groups they belong to; the directory keeps the first. */
  readonly groups?: readonly string[] | undefined;
}

/** A token for one person's browser, shown once. */
export interface PortalSessionJson {
  readonly token: string;
  /** The page with the token behind `#`, where no server and no log sees it. */
  readonly url: string;
  readonly expires_at: string;
}

/** The longest life of a token, in seconds. */
export const MOST_SECONDS = 900;

/** Where the page of a customer is. */
export interface PortalPlace {
  /** Such as `https://credits.example.com`. */
  readonly origin: string;
}

/**
 * Makes a short-lived token that shows a customer's page to one of its members, who is made on first use. It ends by itself,
 * and with the member. Refuses roles the catalog has not, and an accent on which text cannot be read.
 */
export async function createPortalSession(
  context: Context,
  caller: Caller,
  { body, origin }: PortalPlace & { readonly body: PortalSessionBody },
): Promise<Answer<PortalSessionJson>> {
  const ref = await findCustomerFor(context, caller, body.customer);
  if (!ref) return customerUnknown(body.customer);
  const look = lookOf(body);
  if (isRefused(look)) return look;
  const member = typeof body.member === 'string' ? { id: body.member } : body.member;
  return context.database.transaction({ customer: ref.customerId }, async (tx) => {
    const catalog = await context.catalogs.latest(tx, ref.catalogKey);
    assert(catalog, 'a customer refers to a published catalog');
    const unknown = unknownRole(catalog, body.roles);
    if (unknown) return unknown;
    const now = context.clock?.() ?? (await readClock(tx));
    const fault = await describeMember(tx, ref, { member, now });
    if (fault) return fault;
    const session = await keepSession(tx, ref, {
      now,
      member: member.id,
      roles: body.roles,
      scope: body.scope ?? null,
      groups: body.groups ?? null,
      seconds: body.expires_in ?? MOST_SECONDS,
      mayWrite: body.write ?? false,
      visit: null,
      look,
    });
    return answered(sessionJson(session, { ref, origin, look }), 201);
  });
}

/** What a token is to show, and to whom. */
export interface WantedSession
  extends Pick<
    PortalSessionRecord,
    'member' | 'roles' | 'scope' | 'groups' | 'mayWrite' | 'visit'
  > {
  readonly now: Instant;
  readonly seconds: number;
  readonly look: Look;
}

/** Keeps a session and forgets old ones. Answers its secret, which is stored nowhere. */
export async function keepSession(
  tx: Queries,
  { customerId }: CustomerRef,
  { now, seconds, ...wanted }: WantedSession,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  const token = newCustomerSecret('fp', customerId);
  const record: PortalSessionRecord = {
    ...wanted,
    sessionId: `ses_${randomBytes(12).toString('hex')}`,
    createdAt: now,
    expiresAt: instant(now + seconds * SECOND),
    revokedAt: null,
  };
  await deletePortalSessions(tx, customerId, shift(now, -DAY));
  await insertPortalSession(tx, customerId, { record, hash: secretHash(token) });
  return { token, expiresAt: record.expiresAt };
}

/** A session as it is handed out. */
export function sessionJson(
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Instant },
  { ref, origin, look }: PortalPlace & { readonly ref: CustomerRef; readonly look: Look },
): PortalSessionJson {
  const chrome = look.chrome === 'none' ? '?chrome=none' : '';
  const url = `${origin}/c/${encodeURIComponent(ref.key)}${chrome}#token=${token}`;
  return { token, url, expires_at: formatInstant(expiresAt) };
}

function lookOf(body: PortalSessionBody): Look | ReturnType<typeof refused> {
  const { chrome = 'full', logo = null, font = null } = body;
  const accent =
    typeof body.accent === 'string'
      ? { light: body.accent, dark: body.accent }
      : (body.accent ?? null);
  const [bad] = accent === null ? [] : unreadableOn(accent);
  if (bad === undefined) return { chrome, accent, logo, font };
  const { theme, contrast } = bad;
  return refused(
    'contrast_too_low',
    `Text on this accent has a contrast of ${contrast.toFixed(2)} in the ${theme} theme; it needs ${LEAST_CONTRAST}. Give a colour for each theme: {"light": …, "dark": …}.`,
    typeof body.accent === 'string' ? '/accent' : `/accent/${theme}`,
  );
}

interface Described {
  readonly member: PortalMember;
  readonly now: Instant;
}

/** Makes sure that the member is there and as described; refuses one who was shut out. */
async function describeMember(
  tx: Queries,
  { customerId }: CustomerRef,
  { member, now }: Described,
): Promise<ReturnType<typeof refused> | null> {
  const [[before], membership] = await Promise.all([
    findDirectory(tx, customerId, [{ kind: 'members', id: member.id }]),
    findMembership(tx, customerId, member.id),
  ]);
  const isDescribed = member.name !== undefined || member.email !== undefined;
  const isErased = before?.erasedAt != null && !isDescribed;
  const isEnded = before !== undefined && before.status !== 'active';
  if (membership?.status === 'suspended' || isErased || isEnded) {
    return refused(
      'member_suspended',
      `The member "${member.id}" is suspended, not active or erased: nobody gets in as them.`,
      '/member',
    );
  }
  if (!before && (await countDirectory(tx, customerId)) >= bounds.directoryEntries) {
    return refused(
      'directory_full',
      `A customer may have ${bounds.directoryEntries} directory entries.`,
    );
  }
  const { name, email, groups } = member;
  const body = { name, email, parent: groups?.[0] };
  const about = { kind: 'members', id: member.id, body, from: now, now } as const;
  const after = describeEntry(before, about);
  if (isRefused(after)) return after;
  if (!before || JSON.stringify(after) !== JSON.stringify({ ...before, updatedAt: now })) {
    await upsertDirectory(tx, customerId, after);
  }
  return null;
}
