import { assert } from '../assert.ts';
import type { GrantCategory } from '../catalog.ts';
import { type Credits, minCredits, nano, ZERO } from '../credits.ts';
import { type Instant, MICROSECOND, shift } from '../time.ts';
import { accountOf, type Grant, type GrantSource } from './grant.ts';
import { type Ledger, nextSeq, transfer } from './ledger.ts';

/** What is asked of {@link addGrant}; `expiresAt` and `priority` are settled by then. */
export interface GrantTerms {
  readonly kind: string;
  readonly category: GrantCategory;
  readonly amount: Credits;
  readonly priority: number;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
  readonly source: GrantSource;
  readonly appliesTo?: readonly string[] | null;
  readonly carries?: number;
}

/** Adds a grant: issued at once when it is effective by `at`, otherwise scheduled with an entry of amount 0. */
export function addGrant(ledger: Ledger, terms: GrantTerms, at: Instant): Grant {
  const seq = nextSeq(ledger);
  const grant: Grant = {
    id: seq,
    kind: terms.kind,
    category: terms.category,
    amount: terms.amount,
    remaining: ZERO,
    expired: ZERO,
    repaid: ZERO,
    carried: ZERO,
    voided: ZERO,
    issued: false,
    isVoid: false,
    priority: terms.priority,
    effectiveAt: terms.effectiveAt,
    expiresAt: terms.expiresAt,
    source: terms.source,
    carries: terms.carries ?? 0,
    appliesTo: terms.appliesTo ?? null,
  };
  ledger.grants.set(grant.id, grant);
  ledger.appended.grants.add(grant.id);
  if (terms.effectiveAt <= at) issue(ledger, grant, { seq, bookedAt: at });
  else {
    const account = accountOf(grant);
    transfer(ledger, {
      seq,
      kind: 'schedule',
      debit: 'issued',
      credit: account,
      amount: ZERO,
      bookedAt: at,
    });
  }
  return grant;
}

/** Books a scheduled grant as its moment comes. */
export function issueScheduled(ledger: Ledger, grant: Grant): void {
  issue(ledger, grant, { seq: nextSeq(ledger), bookedAt: grant.effectiveAt });
}

function issue(
  ledger: Ledger,
  grant: Grant,
  { seq, bookedAt }: { seq: number; bookedAt: Instant },
): void {
  assert(!grant.issued, 'a grant is issued once');
  grant.issued = true;
  grant.remaining = grant.amount;
  ledger.appended.grants.add(grant.id);
  transfer(ledger, {
    seq,
    kind: 'grant',
    debit: 'issued',
    credit: accountOf(grant),
    amount: grant.amount,
    bookedAt,
  });
}

/**
 * Uses a grant that came as payment for what is already overdrawn. Goodwill, corrections and renewals repay nothing:
 * their overdraft was written off, or is a debt they were not given for. Nor does a grant for some meters only: overdraft
 * does not know its meters.
 */
export function repay(ledger: Ledger, grant: Grant, at: Instant): Credits {
  const amount = minCredits(grant.remaining, ledger.head.overdraft);
  const pays =
    grant.category !== 'goodwill' &&
    grant.category !== 'correction' &&
    grant.source !== 'allotment';
  if (!pays || grant.source === 'rollover' || grant.appliesTo !== null || amount === 0n)
    return ZERO;
  grant.remaining = nano(grant.remaining - amount);
  grant.repaid = nano(grant.repaid + amount);
  ledger.appended.grants.add(grant.id);
  const seq = nextSeq(ledger);
  transfer(ledger, {
    seq,
    kind: 'repay',
    debit: accountOf(grant),
    credit: 'overdraft',
    amount,
    bookedAt: at,
  });
  return amount;
}

/** Ends a grant at `at`: what is left expires, booked at the last microsecond in which it could be drawn. */
export function expire(ledger: Ledger, grant: Grant, at: Instant): void {
  if (grant.remaining === 0n) return;
  const amount = grant.remaining;
  grant.remaining = ZERO;
  grant.expired = nano(grant.expired + amount);
  ledger.appended.grants.add(grant.id);
  transfer(ledger, {
    seq: nextSeq(ledger),
    kind: 'expire',
    debit: accountOf(grant),
    credit: 'expired',
    amount,
    bookedAt: shift(at, -MICROSECOND),
  });
}

/** Takes back what is left of a grant. What was drawn stays drawn. */
export function voidGrant(ledger: Ledger, grant: Grant, at: Instant): Credits {
  assert(!grant.isVoid, 'a grant is voided once');
  const amount = grant.remaining;
  grant.isVoid = true;
  grant.voided = nano(grant.voided + amount);
  grant.remaining = ZERO;
  ledger.appended.grants.add(grant.id);
  const seq = nextSeq(ledger);
  transfer(ledger, {
    seq,
    kind: 'void_grant',
    debit: accountOf(grant),
    credit: 'issued',
    amount,
    bookedAt: at,
  });
  return amount;
}
