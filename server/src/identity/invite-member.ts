import type { Language } from '../mail/letters.ts';
import { type Answer, answered } from '../operations/answer.ts';
import type { Caller } from '../operations/context.ts';
import {
  type InvitationBody,
  type InvitationJson,
  keepInvitation,
  mayInvite,
} from '../operations/manage-invitations.ts';
import { withdrawLink } from '../store/one-time-links.ts';
import { invite, type LinkDesk } from './invite.ts';

/** What `POST …/invitations` takes. */
export interface InviteMember extends InvitationBody {
  /** Sends the link instead of answering it. */
  readonly mail?: boolean | undefined;
  readonly language?: Language | undefined;
}

/** An invitation with its link, which is shown this once; null when it was sent to the mailbox alone. */
export type MadeInvitationJson = InvitationJson & { readonly url: string | null };

/** Invites somebody to a customer: makes a link that works once within a week, and keeps what it is an invitation to. */
export async function inviteMember(
  desk: LinkDesk,
  caller: Caller,
  asked: {
    readonly customer: string;
    readonly body: InviteMember;
    /** Who invites, as the letter calls them. */
    readonly invitedBy: string | null;
  },
): Promise<Answer<MadeInvitationJson>> {
  const { customer, body, invitedBy } = asked;
  const { context } = desk;
  const allowed = await mayInvite(context, caller, { customer, body });
  if (!allowed.ok) return allowed;
  const made = await invite(desk, {
    purpose: 'member',
    email: body.email,
    isMailed: body.mail ?? false,
    createdBy: caller.actor,
    language: body.language ?? 'en',
    to: allowed.body.name,
    invitedBy,
  });
  if (!made.ok) return made;
  const { link_id: linkId, expires_at: expiresAt, url } = made.body;
  const kept = await keepInvitation(context, caller, {
    customer,
    body,
    link: { linkId, expiresAt },
  });
  if (kept.ok) return answered({ ...kept.body, url }, 201);
  await withdrawLink(context.database, linkId);
  return kept;
}
