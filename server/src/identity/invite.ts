import { formatInstant } from '@fuelgauge/core';
import { invitationLetter, type Language } from '../mail/letters.ts';
import type { Mail } from '../mail/mail.ts';
import { type Answer, answered, refused } from '../operations/answer.ts';
import type { Context } from '../operations/context.ts';
import { withdrawLink } from '../store/one-time-links.ts';
import { type LinkWanted, linkUrl, makeLink } from './make-link.ts';

/** A link to hand on. */
export interface LinkJson {
  readonly email: string;
  /** Null when it was sent to the mailbox alone. */
  readonly url: string | null;
  readonly expires_at: string;
}

/** What links are made with: `origin` is what they begin with. */
export interface LinkDesk {
  readonly context: Context;
  readonly origin: string;
  readonly mail?: Mail | undefined;
}

/** An invitation, with what its letter says. */
export interface InviteWanted extends LinkWanted {
  readonly purpose: 'operator' | 'member';
  readonly language: Language;
  /** The customer's name; null for operators. */
  readonly to: string | null;
  /** Who invites, as the letter calls them. */
  readonly invitedBy: string | null;
}

/**
 * Invites an address: sends the link when `isMailed`, else answers it for copying. A letter that the mail server does not
 * take leaves no invitation behind.
 */
export async function invite(
  { context, origin, mail }: LinkDesk,
  { language, to, invitedBy, ...wanted }: InviteWanted,
): Promise<Answer<LinkJson & { readonly link_id: string }>> {
  if (wanted.isMailed && !mail) return noMailServer();
  const made = await makeLink(context, wanted);
  const { linkId, email, expiresAt } = made.link;
  const url = linkUrl(origin, made);
  if (wanted.isMailed) {
    try {
      await mail?.send(email, invitationLetter({ language, url, to, invitedBy }));
    } catch (error) {
      await withdrawLink(context.database, linkId);
      const { message } = error as Error;
      return refused('mail_unavailable', `The mail server did not take the letter: ${message}`);
    }
  }
  const shown = wanted.isMailed ? null : url;
  return answered(
    { link_id: linkId, email, url: shown, expires_at: formatInstant(expiresAt) },
    201,
  );
}

/** The refusal of letters where none can go out. */
export function noMailServer(): ReturnType<typeof refused> {
  return refused('mail_unavailable', 'No mail server is set up: copy the link instead.');
}
