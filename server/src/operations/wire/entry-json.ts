import { type Account, type Entry, formatCredits, formatInstant, grantIdOf } from '@fuelgauge/core';
import { grantIdJson } from './balance-json.ts';

/** One transfer of the ledger: from the debited account to the credited one. */
export interface EntryJson {
  readonly seq: number;
  /** Counts the transfers of one operation, from 0. */
  readonly part: number;
  readonly kind: Entry['kind'];
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly unit: string;
  readonly booked_at: string;
  readonly recorded_at: string;
  /** What grants had left, less open overdraft, after this transfer; null for whom that is not shown. */
  readonly balance_after: string | null;
  /** The event it belongs to. */
  readonly event: { readonly source: string; readonly id: string } | null;
}

export interface EntryContext {
  readonly customerId: bigint;
  readonly zone: string;
  readonly seesBalance: boolean;
  readonly event: EntryJson['event'];
}

export function entryJson(
  entry: Entry,
  { customerId, zone, seesBalance, event }: EntryContext,
): EntryJson {
  return {
    seq: entry.seq,
    part: entry.part,
    kind: entry.kind,
    debit: accountJson(customerId, entry.debit),
    credit: accountJson(customerId, entry.credit),
    amount: formatCredits(entry.amount),
    unit: entry.unit,
    booked_at: formatInstant(entry.bookedAt, zone),
    recorded_at: formatInstant(entry.recordedAt, zone),
    balance_after: seesBalance ? formatCredits(entry.balanceAfter) : null,
    event,
  };
}

/** An account by the name the wire has for it: a grant's is its id. */
export function accountJson(customerId: bigint, account: Account): string {
  const grant = grantIdOf(account);
  return grant === undefined ? account : grantIdJson(customerId, grant);
}
