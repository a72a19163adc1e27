// credit_grant: credits given, and what became of them.

import { type Grant, type Instant, nano } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, sinceText, timestamp, timestampOrNull } from './rows.ts';

/** What a grant was given for. It never changes and no rule reads it. */
export interface GrantNote {
  readonly pricePaid: { readonly amount: bigint; readonly currency: string } | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

export interface GrantRecord {
  readonly grant: Grant;
  readonly note: GrantNote;
}

interface GrantRow {
  readonly grant_id: bigint;
  readonly kind: string;
  readonly category: Grant['category'];
  readonly amount: bigint;
  readonly remaining: bigint;
  readonly expired: bigint;
  readonly repaid: bigint;
  readonly carried: bigint;
  readonly voided: bigint;
  readonly is_issued: boolean;
  readonly is_void: boolean;
  readonly priority: number;
  readonly effective_at: number;
  readonly expires_at: number | null;
  readonly source: Grant['source'];
  readonly carries: number;
  readonly applies_to: string[] | null;
  readonly price_paid: bigint | null;
  readonly price_currency: string | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

const COLUMNS = `grant_id, kind, category, amount, remaining, expired, repaid, carried, voided, is_issued, is_void, priority,
  effective_at, expires_at, source, carries, applies_to, price_paid, price_currency, reference, reason`;

/**
 * Grants that have not ended, and those that could have paid for use since `since`. A spent one counts until it ends: what is
 * given back to it depends on when that is.
 */
export async function listLiveGrants(
  tx: Queries,
  customerId: bigint,
  since: Instant | null,
): Promise<GrantRecord[]> {
  const rows = await tx.query<GrantRow>(
    `select ${COLUMNS} from credit_grant
      where customer_id = $1 and (remaining > 0 or not is_issued or expires_at is null
        or expires_at > least($2::timestamptz, (select advanced_to from ledger where customer_id = $1)))`,
    [customerId, sinceText(since)],
  );
  return rows.map(grantOf);
}

/** All grants there ever were, oldest first. */
export async function listGrants(tx: Queries, customerId: bigint): Promise<GrantRecord[]> {
  const rows = await tx.query<GrantRow>(
    `select ${COLUMNS} from credit_grant where customer_id = $1 order by grant_id`,
    [customerId],
  );
  return rows.map(grantOf);
}

function grantOf(row: GrantRow): GrantRecord {
  const grant: Grant = {
    id: Number(row.grant_id),
    kind: row.kind,
    category: row.category,
    amount: nano(row.amount),
    remaining: nano(row.remaining),
    expired: nano(row.expired),
    repaid: nano(row.repaid),
    carried: nano(row.carried),
    voided: nano(row.voided),
    issued: row.is_issued,
    isVoid: row.is_void,
    priority: row.priority,
    effectiveAt: instantOf(row.effective_at),
    expiresAt: instantOrNull(row.expires_at),
    source: row.source,
    carries: row.carries,
    appliesTo: row.applies_to,
  };
  const pricePaid =
    row.price_paid === null ? null : { amount: row.price_paid, currency: row.price_currency ?? '' };
  return { grant, note: { pricePaid, reference: row.reference, reason: row.reason } };
}

/** Writes grants that are new or have changed. A note is written with a new grant and stays. */
export async function upsertGrants(
  tx: Queries,
  customerId: bigint,
  records: readonly GrantRecord[],
): Promise<void> {
  await Promise.all(records.map((record) => upsertGrant(tx, customerId, record)));
}

async function upsertGrant(
  tx: Queries,
  customerId: bigint,
  { grant, note }: GrantRecord,
): Promise<void> {
  await tx.query(
    `insert into credit_grant (customer_id, ${COLUMNS})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
       on conflict (customer_id, grant_id) do update set remaining = excluded.remaining, expired = excluded.expired,
         repaid = excluded.repaid, carried = excluded.carried, voided = excluded.voided, is_issued = excluded.is_issued,
         is_void = excluded.is_void, expires_at = excluded.expires_at`,
    [
      customerId,
      BigInt(grant.id),
      grant.kind,
      grant.category,
      grant.amount,
      grant.remaining,
      grant.expired,
      grant.repaid,
      grant.carried,
      grant.voided,
      grant.issued,
      grant.isVoid,
      grant.priority,
      timestamp(grant.effectiveAt),
      timestampOrNull(grant.expiresAt),
      grant.source,
      grant.carries,
      grant.appliesTo,
      note.pricePaid?.amount ?? null,
      note.pricePaid?.currency ?? null,
      note.reference,
      note.reason,
    ],
  );
}
