/** What a customer's invitation is to. */
export interface MemberInvitation {
  readonly customer: string;
  readonly customerName: string;
  /** Who invites, as it may be shown. */
  readonly invitedBy: string | null;
}

/** Who joins. */
export interface JoiningPerson {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/**
 * The invitations of customers, which belong with their members: each stands for one link of the purpose `member`. Here people
 * become known; what they may see is decided there.
 */
export interface MemberInvitations {
  /** Undefined when it was withdrawn. */
  find(linkId: string): Promise<MemberInvitation | undefined>;
  /** Makes somebody a member; a second time it answers as the first. False when it was withdrawn, or is somebody else's by now. */
  accept(linkId: string, person: JoiningPerson): Promise<boolean>;
}
