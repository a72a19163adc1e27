import { randomBytes } from 'node:crypto';
import { formatInstant, type Instant } from '@fuelgauge/core';
import { hashPassword } from 'better-auth/crypto';
import { type Answer, answered, refused } from '../operations/answer.ts';
import type { Queries } from '../store/database.ts';
import { type LinkRecord, useLink } from '../store/one-time-links.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import {
  findPerson,
  insertPerson,
  markEmailVerified,
  markOperator,
  type PersonRecord,
} from '../store/people.ts';
import { findSession } from './find-session.ts';
import { forgiveAttempts } from './limit-attempts.ts';
import { findLink } from './make-link.ts';
import type { JoiningPerson, MemberInvitation } from './member-invitations.ts';
import { passwordFault } from './password-rules.ts';
import { type Browser, nowOf, type People } from './people.ts';
import { type PersonJson, personJson } from './person-json.ts';
import { signIn } from './sign-in.ts';

/** What somebody is invited to. */
export interface InvitationJson {
  readonly purpose: 'operator' | 'member';
  readonly email: string;
  /** Who invites, where that may be shown. */
  readonly invited_by: string | null;
  /** Null for operators. */
  readonly customer: { readonly key: string; readonly name: string } | null;
  readonly expires_at: string;
}

/** A name and a password make an account; neither is needed of whoever is signed in with the address. */
export interface AcceptBody {
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** What came of it. */
export interface AcceptedJson {
  readonly person: PersonJson;
  readonly customer: string | null;
}

/** What an invitation is to. A link that never was, was used, is over or was withdrawn is answered alike. */
export async function readInvitation(
  people: People,
  token: string,
): Promise<Answer<InvitationJson>> {
  const found = await findInvitation(people, token);
  if (!found) return noSuchLink();
  const { link, member } = found;
  return answered({
    purpose: link.purpose === 'operator' ? 'operator' : 'member',
    email: link.email,
    invited_by: member?.invitedBy ?? null,
    customer: member ? { key: member.customer, name: member.customerName } : null,
    expires_at: formatInstant(link.expiresAt),
  });
}

/**
 * Accepts an invitation: as whoever is signed in, when the address is theirs, or by making an account for it, which signs
 * them in. A link works once, whoever else follows it at the same moment.
 */
export async function acceptInvitation(
  people: People,
  browser: Browser,
  { token, body }: { token: string; body: AcceptBody },
): Promise<Answer<AcceptedJson>> {
  const found = await findInvitation(people, token);
  if (!found) return noSuchLink();
  if (body.password !== undefined)
    return acceptAnew(people, browser, {
      ...found,
      password: body.password,
      name: body.name?.trim() || found.link.email,
    });
  const session = await findSession(people, browser);
  if (!session) return refused('signed_out', 'Choose a password, or sign in first.');
  if (session.email !== found.link.email)
    return refused(
      'other_person',
      `The invitation is for ${found.link.email}, and ${session.email} is signed in. Sign out first.`,
    );
  return join(people, found, session);
}

interface Invitation {
  readonly link: LinkRecord;
  readonly member: MemberInvitation | undefined;
}

async function findInvitation(people: People, token: string): Promise<Invitation | undefined> {
  const link = await findLink(people.context, token);
  if (!link || link.purpose === 'password') return undefined;
  if (link.purpose === 'operator') return { link, member: undefined };
  const member = await people.invitations?.find(link.linkId);
  return member && { link, member };
}

function noSuchLink(): ReturnType<typeof refused> {
  return refused(
    'link_unknown',
    'The link does not work, or not any more: it works once, for a while. Ask for another.',
  );
}

interface AcceptedAnew extends Invitation {
  readonly name: string;
  readonly password: string;
}

/** The account comes first: should anything fail behind it, its owner signs in and follows the same link. */
async function acceptAnew(
  people: People,
  browser: Browser,
  { name, password, ...invitation }: AcceptedAnew,
): Promise<Answer<AcceptedJson>> {
  const { link } = invitation;
  const fault = passwordFault(password, link.email);
  if (fault !== null) return refused('password_weak', fault, '/password');
  const passwordHash = await hashPassword(password);
  const { context } = people;
  const at = nowOf(context);
  const person: PersonRecord = {
    personId: `person_${randomBytes(12).toString('hex')}`,
    name,
    email: link.email,
    isEmailVerified: link.isMailed,
    hasSecondFactor: false,
    isOperator: false,
    createdAt: at,
  };
  const isMade = await context.database.transaction(OWNER, (tx) =>
    insertPerson(tx, person, passwordHash),
  );
  if (!isMade)
    return refused(
      'person_exists',
      'There is an account with this address. Sign in, then follow the link again.',
    );
  const joined = await join(people, invitation, { userId: person.personId, ...person });
  if (!joined.ok) return joined;
  await forgiveAttempts(context, { what: 'password', email: link.email });
  const signedIn = await signIn(people, browser, { email: link.email, password });
  return { ...joined, cookies: signedIn.ok ? (signedIn.cookies ?? []) : [] };
}

/** A membership stands before its link is used up, so that nothing is lost between the two; an operator is made with it. */
async function join(
  people: People,
  { link, member }: Invitation,
  { userId, email, name }: JoiningPerson,
): Promise<Answer<AcceptedJson>> {
  const { context, invitations } = people;
  if (member && (await invitations?.accept(link.linkId, { userId, email, name })) !== true)
    return noSuchLink();
  const at = nowOf(context);
  const person = await context.database.transaction(OWNER, async (tx) => {
    const used = await useLink(tx, link.linkId, at);
    if (!used && !member) return undefined;
    if (link.isMailed) await markEmailVerified(tx, userId, at);
    if (!member) await becomeOperator(tx, { userId, email, at });
    return findPerson(tx, userId);
  });
  if (!person) return noSuchLink();
  return answered({ person: personJson(person), customer: member?.customer ?? null });
}

const OWNER = { owner: true, lockTimeoutMs: 2_000 } as const;

async function becomeOperator(
  tx: Queries,
  { userId, email, at }: { userId: string; email: string; at: Instant },
): Promise<void> {
  await markOperator(tx, userId, { isOperator: true, at });
  await insertOperatorAudit(tx, {
    at,
    actor: userId,
    act: 'operator.join',
    subject: `person/${userId}`,
    before: null,
    after: { email },
    reason: null,
  });
}
