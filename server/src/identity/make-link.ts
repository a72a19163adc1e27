import { hash, randomBytes } from 'node:crypto';
import { HOUR, instant } from '@fuelgauge/core';
import type { Context } from '../operations/context.ts';
import type { Queries } from '../store/database.ts';
import {
  findOpenLink,
  insertLink,
  type LinkPurpose,
  type LinkRecord,
  withdrawLinks,
} from '../store/one-time-links.ts';
import { emailOf, nowOf } from './people.ts';

/** How long a link works: an invitation of a customer may lie in a mailbox for a while. */
export const LINK_LIFETIME_US: Readonly<Record<LinkPurpose, number>> = {
  operator: 24 * HOUR,
  member: 7 * 24 * HOUR,
  password: HOUR,
};

/** The pages that links lead to. */
export const LINK_PAGES: Readonly<Record<LinkPurpose, string>> = {
  operator: '/invitation',
  member: '/invitation',
  password: '/reset-password',
};

/** What a link is to be. */
export interface LinkWanted {
  readonly purpose: LinkPurpose;
  readonly email: string;
  /** Whether it is sent to the mailbox, and shown to nobody. */
  readonly isMailed: boolean;
  readonly createdBy: string;
  /** Replaces the usual lifetime, in microseconds. */
  readonly lifetimeUs?: number;
}

/** A link with its secret, which is known this once. */
export interface MadeLink {
  readonly link: LinkRecord;
  readonly token: string;
}

/**
 * Makes a link that works once. Earlier ones of operators and for passwords to the same address work no longer; each of a
 * customer's invitations has its own.
 */
export async function makeLink(
  context: Context,
  { purpose, email, isMailed, createdBy, lifetimeUs }: LinkWanted,
): Promise<MadeLink> {
  const createdAt = nowOf(context);
  const token = randomBytes(24).toString('base64url');
  const link: LinkRecord = {
    linkId: `link_${randomBytes(12).toString('hex')}`,
    purpose,
    email: emailOf(email),
    isMailed,
    createdBy,
    createdAt,
    expiresAt: instant(createdAt + (lifetimeUs ?? LINK_LIFETIME_US[purpose])),
  };
  await context.database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
    if (purpose !== 'member') await withdrawLinks(tx, link);
    await insertLink(tx, link, hashOf(token));
  });
  return { link, token };
}

/** The link of a token that works now. */
export async function findLink(
  context: Context,
  token: string,
  queries: Queries = context.database,
): Promise<LinkRecord | undefined> {
  return findOpenLink(queries, hashOf(token), nowOf(context));
}

/** What a person follows. The secret stands behind `#`, where neither servers nor logs on the way see it. */
export function linkUrl(origin: string, { link, token }: MadeLink): string {
  return `${origin}${LINK_PAGES[link.purpose]}#${token}`;
}

function hashOf(token: string): string {
  return hash('sha256', token, 'hex');
}
