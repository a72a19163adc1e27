import {
  type Balance,
  formatCredits,
  formatInstant,
  type Grant,
  type Instant,
} from '@fuelgauge/core';
import type { ReadOnly } from '../../store/customers.ts';
import type { GrantNote } from '../../store/grants.ts';
import { type ReadOnlyJson, readOnlyJson } from './customer-json.ts';

/** A balance as the wire shows it: amounts as decimal strings, instants in the customer's zone. */
export interface BalanceJson {
  readonly customer: string;
  readonly unit: string;
  readonly opening: string;
  readonly granted: string;
  readonly expired: string;
  readonly voided: string;
  readonly total: string;
  readonly used: string;
  readonly overdrawn: string;
  readonly overage: string;
  readonly unlimited: string;
  readonly remaining: string;
  readonly held: string;
  /** Null when nothing limits it. */
  readonly available: string | null;
  readonly cycle: { readonly series: string; readonly start: string; readonly end: string };
  readonly resets_at: string;
  readonly grants: readonly GrantJson[];
  readonly state: Balance['state'];
  readonly read_only: ReadOnlyJson | null;
  readonly seq: number;
  readonly as_of: string;
}

export function balanceJson(
  balance: Balance,
  about: { customer: CustomerName; zone: string; asOf: Instant; readOnly: ReadOnly | null },
): BalanceJson {
  const { zone, asOf, customer, readOnly } = about;
  const { cycle, available } = balance;
  return {
    customer: customer.key,
    unit: 'credits',
    opening: formatCredits(balance.opening),
    granted: formatCredits(balance.granted),
    expired: formatCredits(balance.expired),
    voided: formatCredits(balance.voided),
    total: formatCredits(balance.total),
    used: formatCredits(balance.used),
    overdrawn: formatCredits(balance.overdrawn),
    overage: formatCredits(balance.overage),
    unlimited: formatCredits(balance.unlimited),
    remaining: formatCredits(balance.remaining),
    held: formatCredits(balance.held),
    available: available === null ? null : formatCredits(available),
    cycle: {
      series: cycle.series,
      start: formatInstant(cycle.start, zone),
      end: formatInstant(cycle.end, zone),
    },
    resets_at: formatInstant(cycle.end, zone),
    grants: balance.grants.map((grant) => grantJson(grant, { customer, zone, note: null })),
    state: balance.state,
    read_only: readOnlyJson(readOnly, zone),
    seq: balance.seq,
    as_of: formatInstant(asOf),
  };
}

export interface CustomerName {
  readonly key: string;
  readonly customerId: bigint;
}

export interface GrantJson {
  readonly id: string;
  readonly kind: string;
  readonly category: Grant['category'];
  readonly amount: string;
  readonly remaining: string;
  readonly drawn: string;
  readonly expired: string;
  readonly repaid: string;
  readonly carried: string;
  readonly voided: string;
  readonly status: 'scheduled' | 'active' | 'used' | 'expired' | 'voided';
  readonly priority: number;
  readonly effective_at: string;
  readonly expires_at: string | null;
  readonly source: Grant['source'];
  readonly applies_to: readonly string[] | null;
  readonly price_paid: { readonly amount: string; readonly currency: string } | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

export function grantJson(
  grant: Grant,
  about: {
    customer: CustomerName;
    zone: string;
    note: GrantNote | null;
    /** What was paid is for some readers only; shown when absent. */
    hidesMoney?: boolean;
  },
): GrantJson {
  const { zone, note, customer, hidesMoney = false } = about;
  const drawn =
    grant.amount - grant.remaining - grant.expired - grant.repaid - grant.carried - grant.voided;
  return {
    id: grantIdJson(customer.customerId, grant.id),
    kind: grant.kind,
    category: grant.category,
    amount: formatCredits(grant.amount),
    remaining: formatCredits(grant.remaining),
    drawn: formatCredits(grant.issued ? drawn : 0n),
    expired: formatCredits(grant.expired),
    repaid: formatCredits(grant.repaid),
    carried: formatCredits(grant.carried),
    voided: formatCredits(grant.voided),
    status: statusOf(grant),
    priority: grant.priority,
    effective_at: formatInstant(grant.effectiveAt, zone),
    expires_at: grant.expiresAt === null ? null : formatInstant(grant.expiresAt, zone),
    source: grant.source,
    applies_to: grant.appliesTo,
    price_paid:
      note?.pricePaid && !hidesMoney
        ? { amount: formatCredits(note.pricePaid.amount), currency: note.pricePaid.currency }
        : null,
    reference: note?.reference ?? null,
    reason: note?.reason ?? null,
  };
}

function statusOf(grant: Grant): GrantJson['status'] {
  if (grant.isVoid) return 'voided';
  if (!grant.issued) return 'scheduled';
  if (grant.remaining > 0n) return 'active';
  return grant.expired > 0n ? 'expired' : 'used';
}

/** Ids we mint name their customer, so that an id alone finds its row: `grt_<customer>_<number>`, in base 36. */
export function grantIdJson(customerId: bigint, grantId: number): string {
  return `grt_${customerId.toString(36)}_${grantId.toString(36)}`;
}

/** The number of a grant of this customer; undefined when the id is malformed or another customer's. */
export function grantIdOf(customerId: bigint, id: string): number | undefined {
  const match = /^grt_([0-9a-z]{1,13})_([0-9a-z]{1,10})$/.exec(id);
  if (!match || match[1] !== customerId.toString(36)) return undefined;
  const grantId = Number.parseInt(match[2] ?? '', 36);
  return Number.isSafeInteger(grantId) ? grantId : undefined;
}
