import type { Answer } from '../operations/answer.ts';
import type { Caller, Context } from '../operations/context.ts';
import { type InvitationJson, withdrawInvitation } from '../operations/manage-invitations.ts';
import { withdrawLink } from '../store/one-time-links.ts';

/** Withdraws an invitation to a customer, and ends its link with it: nobody is invited by its address any more. */
export async function withdrawMemberInvitation(
  context: Context,
  caller: Caller,
  asked: { readonly customer: string; readonly id: string; readonly reason: string | null },
): Promise<Answer<InvitationJson>> {
  const withdrawn = await withdrawInvitation(context, caller, asked);
  // In this order a link never outlives what it stands for, wherever the server stops.
  if (withdrawn.ok) await withdrawLink(context.database, asked.id);
  return withdrawn;
}
