// item: add-ons, seats, domains and the like, in money.

import { type Credits, type Instant, nano } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp, timestampOrNull } from './rows.ts';

/** Something paid for in money. `quantities` holds since when there were how many, oldest first. */
export interface ItemRecord {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly quantities: readonly { readonly from: Instant; readonly value: bigint }[];
  /** Of one for a period, in nano-units of the currency. */
  readonly unitAmount: Credits;
  readonly currency: string;
  readonly period: 'month' | 'year';
  readonly nextChargeAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly autoRenew: boolean;
  readonly inUse: bigint | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

interface ItemRow {
  readonly item_id: string;
  readonly kind: string;
  readonly label: string;
  readonly quantities: readonly { readonly from: number; readonly value: number }[];
  readonly unit_amount: bigint;
  readonly currency: string;
  readonly period: 'month' | 'year';
  readonly next_charge_at: number | null;
  readonly expires_at: number | null;
  readonly auto_renew: boolean;
  readonly in_use: bigint | null;
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = `item_id, kind, label, quantities, unit_amount, currency, period, next_charge_at, expires_at, auto_renew,
  in_use, created_at, updated_at`;

export async function findItem(
  tx: Queries,
  customerId: bigint,
  id: string,
): Promise<ItemRecord | undefined> {
  const [row] = await tx.query<ItemRow>(
    `select ${COLUMNS} from item where customer_id = $1 and item_id = $2`,
    [customerId, id],
  );
  return row && itemOf(row);
}

/** Every item of a customer by id, those of which none is left too. Writers keep their number within bounds. */
export async function listItems(tx: Queries, customerId: bigint): Promise<ItemRecord[]> {
  const rows = await tx.query<ItemRow>(
    `select ${COLUMNS} from item where customer_id = $1 order by item_id`,
    [customerId],
  );
  return rows.map(itemOf);
}

/** How many items a customer has, or had. */
export async function countItems(tx: Queries, customerId: bigint): Promise<number> {
  const [row] = await tx.query<{ items: bigint }>(
    'select count(*) as items from item where customer_id = $1',
    [customerId],
  );
  return Number(row?.items ?? 0n);
}

/** Creates or replaces one item. */
export async function upsertItem(
  tx: Queries,
  customerId: bigint,
  record: ItemRecord,
): Promise<void> {
  const quantities = record.quantities.map(({ from, value }) => ({ from, value: Number(value) }));
  await tx.query(
    `insert into item (customer_id, ${COLUMNS})
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (customer_id, item_id) do update set kind = excluded.kind, label = excluded.label,
       quantities = excluded.quantities, unit_amount = excluded.unit_amount, currency = excluded.currency,
       period = excluded.period, next_charge_at = excluded.next_charge_at, expires_at = excluded.expires_at,
       auto_renew = excluded.auto_renew, in_use = excluded.in_use, updated_at = excluded.updated_at`,
    [
      customerId,
      record.id,
      record.kind,
      record.label,
      JSON.stringify(quantities),
      record.unitAmount,
      record.currency,
      record.period,
      timestampOrNull(record.nextChargeAt),
      timestampOrNull(record.expiresAt),
      record.autoRenew,
      record.inUse,
      timestamp(record.createdAt),
      timestamp(record.updatedAt),
    ],
  );
}

function itemOf(row: ItemRow): ItemRecord {
  return {
    id: row.item_id,
    kind: row.kind,
    label: row.label,
    quantities: row.quantities.map(({ from, value }) => ({
      from: instantOf(from),
      value: BigInt(value),
    })),
    unitAmount: nano(row.unit_amount),
    currency: row.currency,
    period: row.period,
    nextChargeAt: instantOrNull(row.next_charge_at),
    expiresAt: instantOrNull(row.expires_at),
    autoRenew: row.auto_renew,
    inUse: row.in_use,
    createdAt: instantOf(row.created_at),
    updatedAt: instantOf(row.updated_at),
  };
}
