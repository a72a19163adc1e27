// quota: how many of something are in use, and limits that replace the plan's.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { timestamp } from './rows.ts';

/** What is told of one quota. */
export interface QuotaRecord {
  readonly key: string;
  /** Null when nobody says. */
  readonly used: bigint | null;
  /** Undefined: the plan's; null: unlimited. */
  readonly limit: bigint | null | undefined;
}

/** All that is told of a customer's quotas. There are at most as many as catalogs ever had. */
export async function listQuotas(tx: Queries, customerId: bigint): Promise<QuotaRecord[]> {
  const rows = await tx.query<{
    key: string;
    used: bigint | null;
    has_limit: boolean;
    limit_amount: bigint | null;
  }>('select key, used, has_limit, limit_amount from quota where customer_id = $1 order by key', [
    customerId,
  ]);
  return rows.map(({ key, used, has_limit, limit_amount }) => ({
    key,
    used,
    limit: has_limit ? limit_amount : undefined,
  }));
}

/** Tells of one quota, whatever was told before. */
export async function upsertQuota(
  tx: Queries,
  customerId: bigint,
  { key, used, limit, at }: QuotaRecord & { readonly at: Instant },
): Promise<void> {
  await tx.query(
    `insert into quota (customer_id, key, used, has_limit, limit_amount, updated_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (customer_id, key) do update set used = excluded.used, has_limit = excluded.has_limit,
       limit_amount = excluded.limit_amount, updated_at = excluded.updated_at`,
    [customerId, key, used, limit !== undefined, limit ?? null, timestamp(at)],
  );
}
