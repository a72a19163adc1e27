// Looks for breaches of the invariants in the stored rows.

import type { Queries } from './database.ts';
import { CUSTOMER_TABLES } from './invariants/of-schema.ts';
import type { Invariant, RowKind } from './invariants.ts';

/** One row, or group of rows, that is not as it must be. */
export interface Breach {
  readonly seq: bigint | null;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

export interface Breaches {
  readonly count: number;
  /** The first of them. */
  readonly breaches: readonly Breach[];
}

/** Looks for breaches of one rule and answers at most `limit` of each statement; `customerId` is not read by rules of the schema. */
export async function findBreaches(
  tx: Queries,
  { breaches, isOfSchema }: Invariant,
  about: { customerId: bigint; limit: number },
): Promise<Breaches> {
  const found: Breach[] = [];
  let count = 0;
  for (const text of breaches) {
    const rows = await tx.query<Breach & { total: bigint }>(
      `select seq, subject, coalesce(expected, 'none') as expected, found, count(*) over () as total
         from (${text}) as breach order by seq nulls last, subject limit ${about.limit}`,
      isOfSchema ? [] : [about.customerId],
    );
    count += Number(rows[0]?.total ?? 0n);
    found.push(...rows.map(({ total: _total, ...breach }) => breach));
  }
  return { count, breaches: found };
}

/** How many rows of each kind a customer has. */
export async function countRows(tx: Queries, customerId: bigint): Promise<Record<RowKind, number>> {
  const [row] = await tx.query<Record<RowKind, bigint>>(
    `select (select seq from ledger where customer_id = $1) as "sequence numbers",
            (select count(*) from ledger_entry where customer_id = $1) as entries,
            (select count(*) from credit_grant where customer_id = $1) as grants,
            (select count(*) from event where customer_id = $1) as events,
            (select count(*) from correction where customer_id = $1) as corrections,
            (select count(*) from rollup_total where customer_id = $1)
              + (select count(*) from rollup_dimension where customer_id = $1)
              + (select count(*) from rollup_distinct where customer_id = $1) as rollups,
            (select count(*) from cycle where customer_id = $1) as cycles,
            (select count(*) from accumulator where customer_id = $1) as accumulators,
            (select count(*) from (${CUSTOMER_TABLES}) as tables) as tables`,
    [customerId],
  );
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([kind, count]) => [kind, Number(count ?? 0n)]),
  ) as Record<RowKind, number>;
}
