// Looks for breaches of the invariants in the stored rows.

import type { Checkpoint, NewRows } from './checkpoints.ts';
import type { Queries } from './database.ts';
import { CUSTOMER_TABLES } from './invariants/of-schema.ts';
import {
  NEW_BALANCES_IN_ORDER,
  NEW_OPERATIONS_IN_ORDER,
  NEW_TAKEN_ONCE,
  STATE_RULES,
} from './invariants/of-stretch.ts';
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
    const values = isOfSchema ? [] : [about.customerId];
    const each = await breachesOf(tx, { text, values, limit: about.limit });
    count += each.count;
    found.push(...each.breaches);
  }
  return { count, breaches: found };
}

interface Statement {
  readonly text: string;
  readonly values: readonly bigint[];
  readonly limit: number;
}

async function breachesOf(tx: Queries, { text, values, limit }: Statement): Promise<Breaches> {
  const rows = await tx.query<Breach & { total: bigint }>(
    `select seq, subject, coalesce(expected, 'none') as expected, found, count(*) over () as total
       from (${text}) as breach order by seq nulls last, subject limit ${limit}`,
    values,
  );
  return {
    count: Number(rows[0]?.total ?? 0n),
    breaches: rows.map(({ total: _total, ...breach }) => breach),
  };
}

export type NamedBreach = Breach & { readonly invariant: string };

/** The first breach in the rows after a checkpoint, none of which may be missing. */
export async function findBreachOfRows(
  tx: Queries,
  customerId: bigint,
  { from, to, operations }: { from: Checkpoint } & Pick<NewRows, 'to' | 'operations'>,
): Promise<NamedBreach | undefined> {
  const stretch = [customerId, from.seq, to];
  return firstOf(tx, [
    { id: 'I1', text: NEW_TAKEN_ONCE, values: stretch },
    {
      id: 'I1',
      text: NEW_OPERATIONS_IN_ORDER,
      values: [...stretch, from.operations, operations],
    },
    { id: 'I2', text: NEW_BALANCES_IN_ORDER, values: [...stretch, from.posted] },
  ]);
}

/** The first breach in what changes in place, against what the entries up to the checkpoint, the ledger's end, came to. */
export function findBreachOfState(
  tx: Queries,
  customerId: bigint,
): Promise<NamedBreach | undefined> {
  return firstOf(
    tx,
    STATE_RULES.map((rule) => ({ ...rule, values: [customerId] })),
  );
}

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly values: readonly bigint[];
}

async function firstOf(tx: Queries, rules: readonly Rule[]): Promise<NamedBreach | undefined> {
  const found = await Promise.all(
    rules.map(async ({ id, text, values }) => {
      const { breaches } = await breachesOf(tx, { text, values, limit: 1 });
      return breaches.map((breach) => ({ ...breach, invariant: id }));
    }),
  );
  return found.flat()[0];
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
