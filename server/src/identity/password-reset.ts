import { formatInstant } from '@fuelgauge/core';
import { hashPassword } from 'better-auth/crypto';
import { type Language, passwordLetter } from '../mail/letters.ts';
import { type Answer, answered, refused } from '../operations/answer.ts';
import type { Caller } from '../operations/context.ts';
import { useLink } from '../store/one-time-links.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import {
  deleteProviderCredentials,
  deleteSecondFactor,
  deleteSessions,
  findPersonByEmail,
  markEmailVerified,
  putPassword,
} from '../store/people.ts';
import type { LinkDesk, LinkJson } from './invite.ts';
import { forgiveAttempts, limitAttempts } from './limit-attempts.ts';
import { findLink, linkUrl, makeLink } from './make-link.ts';
import { passwordFault } from './password-rules.ts';
import { type Browser, emailOf, nowOf, type People } from './people.ts';

/** Letters about one address within the time that attempts are remembered. */
const RESET_LETTERS = 3;

export interface ResetAsked {
  readonly email: string;
  readonly language?: Language | undefined;
}

/**
 * Sends a link for another password, when somebody has this address. The answer is the same and as quick whether anybody
 * does; what is to be done is done behind it.
 */
export function requestPasswordReset(
  people: People,
  browser: Browser,
  asked: ResetAsked,
): Answer<Record<never, never>> {
  sendReset(people, browser, asked).catch((error: unknown) =>
    people.onFault(`A letter for another password was not sent: ${(error as Error).message}`),
  );
  return answered({});
}

/** Whose password a link sets. */
export async function readPasswordReset(
  people: People,
  token: string,
): Promise<Answer<{ email: string; expires_at: string }>> {
  const link = await findLink(people.context, token);
  if (link?.purpose !== 'password') return noSuchLink();
  return answered({ email: link.email, expires_at: formatInstant(link.expiresAt) });
}

/**
 * Sets another password and ends every session. It signs nobody in: a second factor is asked for as ever. Whoever proves by
 * it that the mailbox is theirs gets rid of all that somebody else may have set up under their address before.
 */
export async function resetPassword(
  people: People,
  { token, password }: { token: string; password: string },
): Promise<Answer<Record<never, never>>> {
  const { context } = people;
  const link = await findLink(context, token);
  if (link?.purpose !== 'password') return noSuchLink();
  const fault = passwordFault(password, link.email);
  if (fault !== null) return refused('password_weak', fault, '/password');
  const passwordHash = await hashPassword(password);
  const at = nowOf(context);
  const isSet = await context.database.transaction(OWNER, async (tx) => {
    const person = await findPersonByEmail(tx, link.email);
    if (!person || !(await useLink(tx, link.linkId, at))) return false;
    const { personId } = person;
    await putPassword(tx, personId, { passwordHash, at });
    await deleteSessions(tx, personId);
    if (link.isMailed && !person.isEmailVerified) {
      await deleteProviderCredentials(tx, personId);
      await deleteSecondFactor(tx, personId);
      await markEmailVerified(tx, personId, at);
    }
    return true;
  });
  if (!isSet) return noSuchLink();
  await forgiveAttempts(context, { what: 'password', email: link.email });
  return answered({});
}

/** What an operator hands to somebody who cannot get in. */
export interface PasswordLinkBody {
  readonly email: string;
  /** Takes the second factor away too, for a lost phone: at once, and every session with it. */
  readonly remove_second_factor?: boolean | undefined;
}

/** Makes a link for another password, to be handed on where no mail server is. */
export async function makePasswordLink(
  { context, origin }: LinkDesk,
  { actor }: Caller,
  { email: text, remove_second_factor: removes = false }: PasswordLinkBody,
): Promise<Answer<LinkJson>> {
  const email = emailOf(text);
  const person = await findPersonByEmail(context.database, email);
  if (!person) return refused('person_unknown', `Nobody has the address ${email}.`);
  const wanted = { purpose: 'password', email, isMailed: false, createdBy: actor } as const;
  const made = await makeLink(context, wanted);
  const { personId } = person;
  await context.database.transaction(OWNER, async (tx) => {
    if (removes) {
      await deleteSecondFactor(tx, personId);
      await deleteSessions(tx, personId);
    }
    const act = { act: 'person.password_link', subject: `person/${personId}`, before: null };
    const after = { second_factor_removed: removes };
    await insertOperatorAudit(tx, { ...act, at: made.link.createdAt, actor, after, reason: null });
  });
  const expires_at = formatInstant(made.link.expiresAt);
  return answered({ email, url: linkUrl(origin, made), expires_at }, 201);
}

const OWNER = { owner: true, lockTimeoutMs: 2_000 } as const;

function noSuchLink(): ReturnType<typeof refused> {
  return refused(
    'link_unknown',
    'The link does not work, or not any more: it works once, within an hour. Ask for another.',
  );
}

async function sendReset(
  { context, mail }: People,
  { origin }: Browser,
  { email: text, language = 'en' }: ResetAsked,
): Promise<void> {
  const email = emailOf(text);
  if (!mail || (await limitAttempts(context, { what: 'reset', email }, RESET_LETTERS))) return;
  if (!(await findPersonByEmail(context.database, email))) return;
  const wanted = { purpose: 'password', email, isMailed: true, createdBy: 'mailbox' } as const;
  const url = linkUrl(origin, await makeLink(context, wanted));
  await mail.send(email, passwordLetter({ language, url }));
}
