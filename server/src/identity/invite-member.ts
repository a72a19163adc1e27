import { formatInstant } from '@fuelgauge/core';
import { invitationLetter, type Language } from '../mail/letters.ts';
import { type Answer, answered } from '../operations/answer.ts';
import type { Caller } from '../operations/context.ts';
import {
  type InvitationBody,
  type InvitationJson,
  keepInvitation,
  mayInvite,
} from '../operations/manage-invitations.ts';
import { markLinkMailed, withdrawLink } from '../store/one-time-links.ts';
import { type LinkDesk, noMailServer } from './invite.ts';
import { linkUrl, makeLink } from './make-link.ts';

/** What `POST …/invitations` takes. */
export interface InviteMember extends InvitationBody {
  /** Sends the link instead of answering it. */
  readonly mail?: boolean | undefined;
  readonly language?: Language | undefined;
}

/** An invitation with its link, which is shown this once. */
export type MadeInvitationJson = InvitationJson & {
  /** Null when it was sent to the mailbox alone. */
  readonly url: string | null;
  /** What kept a letter that was asked for from being sent: the link is there for copying. */
  readonly mail_fault: string | null;
};

interface Asked {
  readonly customer: string;
  readonly body: InviteMember;
  /** Who invites, as the letter calls them. */
  readonly invitedBy: string | null;
}

/**
 * Invites somebody to a customer: makes a link that works once within a week, keeps what it is an invitation to, and only then
 * sends it. A letter that the mail server does not take leaves the invitation as it is, and its link for copying.
 */
export async function inviteMember(
  desk: LinkDesk,
  caller: Caller,
  { customer, body, invitedBy }: Asked,
): Promise<Answer<MadeInvitationJson>> {
  const { context, origin } = desk;
  const allowed = await mayInvite(context, caller, { customer, body });
  if (!allowed.ok) return allowed;
  if (body.mail && !desk.mail) return noMailServer();
  const made = await makeLink(context, {
    purpose: 'member',
    email: body.email,
    isMailed: false,
    createdBy: caller.actor,
  });
  const { linkId, email, expiresAt } = made.link;
  const kept = await keepInvitation(context, caller, {
    customer,
    body,
    link: { linkId, expiresAt: formatInstant(expiresAt) },
  });
  if (!kept.ok) {
    await withdrawLink(context.database, linkId);
    return kept;
  }
  const url = linkUrl(origin, made);
  if (!body.mail) return answered({ ...kept.body, url, mail_fault: null }, 201);
  const to = allowed.body.name;
  const letter = invitationLetter({ language: body.language ?? 'en', url, to, invitedBy });
  try {
    await desk.mail?.send(email, letter);
  } catch (error) {
    return answered({ ...kept.body, url, mail_fault: (error as Error).message }, 201);
  }
  // Only a link that nobody else was shown proves whose the mailbox is.
  await markLinkMailed(context.database, linkId);
  return answered({ ...kept.body, url: null, mail_fault: null }, 201);
}
