// customer with ledger, cycle and event: how customers stand, for lists across them.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOrNull, timestamp } from './rows.ts';

/** How a customer stands by what is booked. Amounts are nano-units. */
export interface CustomerState {
  readonly customerId: bigint;
  readonly posted: bigint;
  readonly held: bigint;
  readonly overdraft: bigint;
  /** Charged in the current plan cycle by unit. */
  readonly used: ReadonlyMap<string, bigint>;
  /** Of it, what no grant paid, billed or not. */
  readonly beyond: ReadonlyMap<string, bigint>;
  readonly lastEventAt: Instant | null;
}

/** The states of some customers, in no order. */
export async function findCustomerStates(
  queries: Queries,
  customerIds: readonly bigint[],
  at: Instant,
): Promise<CustomerState[]> {
  const rows = await queries.query<{
    customer_id: bigint;
    posted: bigint;
    held: bigint;
    overdraft: bigint;
    used: Readonly<Record<string, string>> | null;
    beyond: Readonly<Record<string, string>> | null;
    last_event_at: number | null;
  }>(
    `select l.customer_id, l.posted, l.held, l.overdraft, t.used, t.beyond,
            (select e.recorded_at from event e where e.customer_id = l.customer_id order by e.booked_at desc limit 1) as last_event_at
       from ledger l
       left join lateral (
         select c.start_at from cycle c
          where c.customer_id = l.customer_id and c.series = 'plan' and c.start_at <= $2
          order by c.start_at desc limit 1) as current on true
       left join lateral (
         select jsonb_object_agg(x.unit, x.used::text) as used,
                jsonb_object_agg(x.unit, (x.overdrawn + x.overage + x.unlimited)::text) as beyond
           from cycle_total x
          where x.customer_id = l.customer_id and x.series = 'plan' and x.start_at = current.start_at) as t on true
      where l.customer_id = any($1::bigint[])`,
    [[...customerIds], timestamp(at)],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    posted: row.posted,
    held: row.held,
    overdraft: row.overdraft,
    used: amountsByUnit(row.used),
    beyond: amountsByUnit(row.beyond),
    lastEventAt: instantOrNull(row.last_event_at),
  }));
}

function amountsByUnit(amounts: Readonly<Record<string, string>> | null): Map<string, bigint> {
  return new Map(Object.entries(amounts ?? {}).map(([unit, amount]) => [unit, BigInt(amount)]));
}

/** Keys of customers after one, by key, whose key or name has a text in any case. */
export async function searchCustomerKeys(
  queries: Queries,
  page: {
    readonly after: string;
    readonly limit: number;
    readonly isTest: boolean;
    readonly only: readonly string[] | null;
    readonly text: string;
  },
): Promise<{ key: string; customerId: bigint }[]> {
  const rows = await queries.query<{ key: string; customer_id: bigint }>(
    `select k.key, k.customer_id from customer_key k
       join customer c on c.customer_id = k.customer_id
      where k.key > $1 and k.is_test = $2 and ($4::text[] is null or k.key = any($4::text[]))
        and (position(lower($5) in lower(k.key)) > 0 or position(lower($5) in lower(c.name)) > 0)
      order by k.key limit $3`,
    [page.after, page.isTest, page.limit, page.only, page.text],
  );
  return rows.map((row) => ({ key: row.key, customerId: row.customer_id }));
}
