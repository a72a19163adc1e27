// customer and customer_key: who there is, and what was agreed.

import {
  credits,
  type Dated,
  formatCredits,
  type Instant,
  type PricePerCredit,
  type Terms,
  writtenInstant,
} from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, instantOrNull, timestamp, timestampOrNull } from './rows.ts';

/** A customer as stored. `clockAt` is set for test customers alone. */
export interface CustomerRecord {
  readonly customerId: bigint;
  readonly key: string;
  readonly name: string;
  readonly catalogKey: string;
  readonly isTest: boolean;
  readonly clockAt: Instant | null;
  readonly terms: Terms;
  readonly createdAt: Instant;
  /** Why nothing of it may be written; null when it may. */
  readonly readOnly: ReadOnly | null;
}

/** The mark of a customer whose ledger was found to drift. */
export interface ReadOnly {
  readonly since: Instant;
  readonly reason: string;
}

/** Takes the key for a number. Undefined when another writer took it first. */
export async function insertCustomerKey(
  tx: Queries,
  key: string,
  isTest: boolean,
): Promise<bigint | undefined> {
  const [row] = await tx.query<{ customer_id: bigint }>(
    `insert into customer_key (key, customer_id, is_test) values ($1, nextval('customer_number'), $2)
     on conflict do nothing returning customer_id`,
    [key, isTest],
  );
  return row?.customer_id;
}

export async function findCustomerKey(
  queries: Queries,
  key: string,
): Promise<{ customerId: bigint; isTest: boolean } | undefined> {
  const [row] = await queries.query<{ customer_id: bigint; is_test: boolean }>(
    'select customer_id, is_test from customer_key where key = $1',
    [key],
  );
  return row && { customerId: row.customer_id, isTest: row.is_test };
}

/** Keys in order, a page at a time, of live or of test customers; of those named only, when some are. */
export async function listCustomerKeys(
  queries: Queries,
  page: { after: string; limit: number; isTest: boolean; only: readonly string[] | null },
): Promise<{ key: string; customerId: bigint }[]> {
  const rows = await queries.query<{ key: string; customer_id: bigint }>(
    `select key, customer_id from customer_key
      where key > $1 and is_test = $2 and ($4::text[] is null or key = any($4::text[])) order by key limit $3`,
    [page.after, page.isTest, page.limit, page.only],
  );
  return rows.map((row) => ({ key: row.key, customerId: row.customer_id }));
}

/** False when another writer has created it meanwhile. */
export async function insertCustomer(tx: Queries, customer: CustomerRecord): Promise<boolean> {
  const created = await tx.query(
    `insert into customer (customer_id, key, name, catalog_key, is_test, clock_at, terms, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $8)
     on conflict do nothing returning 1`,
    [
      customer.customerId,
      customer.key,
      customer.name,
      customer.catalogKey,
      customer.isTest,
      timestampOrNull(customer.clockAt),
      termsText(customer.terms),
      timestamp(customer.createdAt),
    ],
  );
  return created.length > 0;
}

interface CustomerRow {
  readonly customer_id: bigint;
  readonly key: string;
  readonly name: string;
  readonly catalog_key: string;
  readonly is_test: boolean;
  readonly clock_at: number | null;
  readonly terms: TermsJson;
  readonly created_at: number;
  readonly read_only_since: number | null;
  readonly read_only_reason: string | null;
}

const COLUMNS = `customer_id, key, name, catalog_key, is_test, clock_at, terms, created_at, read_only_since,
  read_only_reason`;

export async function findCustomer(
  tx: Queries,
  customerId: bigint,
): Promise<CustomerRecord | undefined> {
  const [row] = await tx.query<CustomerRow>(
    `select ${COLUMNS} from customer where customer_id = $1`,
    [customerId],
  );
  return row && customerOf(row);
}

export async function findCustomers(
  tx: Queries,
  customerIds: readonly bigint[],
): Promise<CustomerRecord[]> {
  const rows = await tx.query<CustomerRow>(
    `select ${COLUMNS} from customer where customer_id = any($1::bigint[]) order by key collate "C"`,
    [customerIds],
  );
  return rows.map(customerOf);
}

/** Keeps name, terms and clock; key, catalog and kind never change. */
export async function updateCustomer(
  tx: Queries,
  customer: CustomerRecord,
  at: Instant,
): Promise<void> {
  await tx.query(
    'update customer set name = $2, terms = $3::jsonb, clock_at = $4, updated_at = $5 where customer_id = $1',
    [
      customer.customerId,
      customer.name,
      termsText(customer.terms),
      timestampOrNull(customer.clockAt),
      timestamp(at),
    ],
  );
}

/** Stops or allows writes. Asserts nothing: whoever calls holds the customer's lock. */
export async function markReadOnly(
  tx: Queries,
  customerId: bigint,
  mark: ReadOnly | null,
): Promise<void> {
  await tx.query(
    'update customer set read_only_since = $2, read_only_reason = $3 where customer_id = $1',
    [customerId, timestampOrNull(mark?.since ?? null), mark?.reason ?? null],
  );
}

function customerOf(row: CustomerRow): CustomerRecord {
  return {
    customerId: row.customer_id,
    key: row.key,
    name: row.name,
    catalogKey: row.catalog_key,
    isTest: row.is_test,
    clockAt: instantOrNull(row.clock_at),
    terms: termsOf(row.terms),
    createdAt: instantOf(row.created_at),
    readOnly:
      row.read_only_since === null
        ? null
        : { since: instantOf(row.read_only_since), reason: row.read_only_reason ?? '' },
  };
}

interface DatedJson<T> {
  readonly from: string;
  readonly value: T;
}

interface TermsJson {
  readonly started_at: string;
  readonly anchor_at: string;
  readonly contract_ends_at: string | null;
  readonly plans: readonly DatedJson<string>[];
  readonly zones: readonly DatedJson<string>[];
  readonly billing_modes: readonly DatedJson<string | null>[];
  readonly prices_per_credit: readonly DatedJson<{ amount: string; currency: string } | null>[];
}

/** Terms as jsonb, readable without the product: RFC 3339 instants and decimal amounts. */
export function termsText(terms: Terms): string {
  const json: TermsJson = {
    started_at: timestamp(terms.startedAt),
    anchor_at: timestamp(terms.anchorAt),
    contract_ends_at: timestampOrNull(terms.contractEndsAt),
    plans: terms.plans.map(datedJson),
    zones: terms.zones.map(datedJson),
    billing_modes: terms.billingModes.map(datedJson),
    prices_per_credit: terms.pricesPerCredit.map(({ from, value }) => ({
      from: timestamp(from),
      value: value && { amount: formatCredits(value.amount), currency: value.currency },
    })),
  };
  return JSON.stringify(json);
}

export function termsOf(json: TermsJson): Terms {
  return {
    startedAt: writtenInstant(json.started_at),
    anchorAt: writtenInstant(json.anchor_at),
    contractEndsAt: json.contract_ends_at === null ? null : writtenInstant(json.contract_ends_at),
    plans: json.plans.map(datedOf),
    zones: json.zones.map(datedOf),
    billingModes: json.billing_modes.map(datedOf),
    pricesPerCredit: json.prices_per_credit.map(({ from, value }) => ({
      from: writtenInstant(from),
      value: value && priceOf(value),
    })),
  };
}

function datedJson<T>({ from, value }: Dated<T>): DatedJson<T> {
  return { from: timestamp(from), value };
}

function datedOf<T>({ from, value }: DatedJson<T>): Dated<T> {
  return { from: writtenInstant(from), value };
}

function priceOf(value: { amount: string; currency: string }): PricePerCredit {
  return { amount: credits(value.amount), currency: value.currency };
}
