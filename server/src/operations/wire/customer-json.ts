import { formatCredits, formatInstant, type Instant, valueAt } from '@fuelgauge/core';
import type { CustomerRecord, ReadOnly } from '../../store/customers.ts';

/** A customer as the wire shows it, with the terms in force and those to come. */
export interface CustomerJson {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly time_zone: string;
  readonly billing_mode: string | null;
  readonly price_per_credit: { readonly amount: string; readonly currency: string } | null;
  readonly anchor_at: string;
  readonly started_at: string;
  readonly contract_ends_at: string | null;
  readonly test: boolean;
  /** The clock of a test customer. */
  readonly clock_at: string | null;
  /** Plans that become effective later. */
  readonly scheduled_plans: readonly { readonly plan: string; readonly effective_at: string }[];
  readonly created_at: string;
  readonly read_only: ReadOnlyJson | null;
}

/** Since when and why nothing of a customer may be written. */
export interface ReadOnlyJson {
  readonly since: string;
  readonly reason: string;
}

export function readOnlyJson(mark: ReadOnly | null, zone: string): ReadOnlyJson | null {
  return mark && { since: formatInstant(mark.since, zone), reason: mark.reason };
}

/** A customer at a moment. What a credit costs is for some readers only. */
export function customerJson(
  record: CustomerRecord,
  at: Instant,
  hidesMoney = false,
): CustomerJson {
  const { terms } = record;
  const zone = valueAt(terms.zones, at);
  const price = hidesMoney ? null : valueAt(terms.pricesPerCredit, at);
  return {
    customer: record.key,
    name: record.name,
    catalog: record.catalogKey,
    plan: valueAt(terms.plans, at),
    time_zone: zone,
    billing_mode: valueAt(terms.billingModes, at),
    price_per_credit: price && { amount: formatCredits(price.amount), currency: price.currency },
    anchor_at: formatInstant(terms.anchorAt, zone),
    started_at: formatInstant(terms.startedAt, zone),
    contract_ends_at:
      terms.contractEndsAt === null ? null : formatInstant(terms.contractEndsAt, zone),
    test: record.isTest,
    clock_at: record.clockAt === null ? null : formatInstant(record.clockAt, zone),
    scheduled_plans: terms.plans
      .filter(({ from }) => from > at)
      .map(({ from, value }) => ({ plan: value, effective_at: formatInstant(from, zone) })),
    created_at: formatInstant(record.createdAt, zone),
    read_only: readOnlyJson(record.readOnly, zone),
  };
}
