import type { GrantCategory } from '../catalog.ts';
import { type Credits, nano, ZERO } from '../credits.ts';
import type { Instant } from '../time.ts';
import type { Account } from './account.ts';

/** Where a grant came from. */
export type GrantSource =
  | 'allotment'
  | 'plan_change'
  | 'rollover'
  | 'purchase'
  | 'operator'
  | 'correction'
  | 'referral';

/** Credits given to a customer. `amount = remaining + drawn + expired + repaid + carried + voided`, each ≥ 0 (I3). */
export interface Grant {
  /** The sequence number of the operation that made it: unique within the customer. */
  readonly id: number;
  readonly kind: string;
  readonly category: GrantCategory;
  readonly amount: Credits;
  remaining: Credits;
  expired: Credits;
  /** Spent on overdraft that was open when the grant came. */
  repaid: Credits;
  /** Moved into a grant of the next cycle. */
  carried: Credits;
  voided: Credits;
  /** False until it becomes effective: it has no credits yet. */
  issued: boolean;
  isVoid: boolean;
  readonly priority: number;
  readonly effectiveAt: Instant;
  /** Null when it never expires. Moves earlier when a plan change forfeits it. */
  expiresAt: Instant | null;
  readonly source: GrantSource;
  /** How many resets it has been carried over. */
  readonly carries: number;
  /** Meters or categories it may pay for; null: all. */
  readonly appliesTo: readonly string[] | null;
}

/** What charges have taken and not been given back; a scheduled grant has nothing to take yet. */
export function drawnFrom(grant: Grant): Credits {
  if (!grant.issued) return ZERO;
  return nano(
    grant.amount - grant.remaining - grant.expired - grant.repaid - grant.carried - grant.voided,
  );
}

export function accountOf(grant: Grant): Account {
  return `grant/${grant.id}`;
}
