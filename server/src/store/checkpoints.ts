// checkpoint and checkpoint_flow: how far a ledger has been checked while it runs, and what its entries came to by then.

import { assert, type Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { CHANGE } from './invariants/of-entries.ts';
import { NEW_ROWS } from './invariants/of-stretch.ts';
import { usageOf } from './invariants/of-usage.ts';
import { timestamp, timestampOrNull } from './rows.ts';

/** A customer with how far its ledger goes and how far it has been checked. */
export interface CheckedCustomer {
  readonly customerId: bigint;
  readonly key: string;
  readonly seq: number;
  readonly checkedSeq: number;
  /** Whether anything came after the checkpoint. */
  readonly isBehind: boolean;
  readonly isReadOnly: boolean;
}

interface CheckedRow {
  readonly customer_id: bigint;
  readonly key: string;
  readonly seq: bigint;
  readonly checked_seq: bigint;
  readonly is_behind: boolean;
  readonly is_read_only: boolean;
}

/** Customers by number, a page at a time, without a lock on any. */
export async function listCheckedCustomers(
  all: Queries,
  page: { after: bigint; limit: number },
): Promise<CheckedCustomer[]> {
  const rows = await all.query<CheckedRow>(
    `select l.customer_id, c.key, l.seq, coalesce(p.seq, 0) as checked_seq,
            c.read_only_since is not null as is_read_only,
            p.seq is null or p.seq <> l.seq or p.operations <> l.operations as is_behind
       from ledger l join customer c on c.customer_id = l.customer_id
            left join checkpoint p on p.customer_id = l.customer_id
      where l.customer_id > $1 order by l.customer_id limit $2`,
    [page.after, page.limit],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    key: row.key,
    seq: Number(row.seq),
    checkedSeq: Number(row.checked_seq),
    isBehind: row.is_behind,
    isReadOnly: row.is_read_only,
  }));
}

/** Up to where everything is as it must be. */
export interface Checkpoint {
  readonly seq: bigint;
  readonly operations: bigint;
  /** The balance after `seq`. */
  readonly posted: bigint;
}

/** Begins at nothing; a checkpoint that is there stays. */
export async function insertCheckpoint(
  tx: Queries,
  customerId: bigint,
  proofBegunAt: Instant,
): Promise<void> {
  await tx.query(
    `insert into checkpoint (customer_id, seq, operations, posted, used, proof_begun_at) values ($1, 0, 0, 0, '{}', $2)
     on conflict do nothing`,
    [customerId, timestamp(proofBegunAt)],
  );
}

/**
 * Has new rows found by their place in the sequence, and every statement planned for its values: what is new is a few rows
 * of a table that grows, and a plan from when the table was small reads all of it.
 */
export async function planForNewRows(tx: Queries): Promise<void> {
  await Promise.all([
    tx.query('set local plan_cache_mode = force_custom_plan'),
    tx.query('set local enable_sort = off'),
    tx.query('set local enable_bitmapscan = off'),
  ]);
}

/** Keeps others from moving it. In a snapshot it fails with a serialization error when another has. */
export async function lockCheckpoint(tx: Queries, customerId: bigint): Promise<Checkpoint> {
  const [row] = await tx.query<Checkpoint>(
    'select seq, operations, posted from checkpoint where customer_id = $1 for update',
    [customerId],
  );
  assert(row, 'a checkpoint was begun before');
  return row;
}

/** The new rows that one step takes, and whether they are all there are. */
export interface NewRows {
  readonly to: bigint;
  readonly operations: bigint;
  readonly isAtEnd: boolean;
}

/** Whole operations after a checkpoint, up to about `seqs` sequence numbers. */
export async function findNewRows(
  tx: Queries,
  customerId: bigint,
  { from, seqs }: { from: Checkpoint; seqs: number },
): Promise<NewRows> {
  const [[end], listed] = await Promise.all([
    tx.query<{ seq: bigint; operations: bigint }>(
      'select seq, operations from ledger where customer_id = $1',
      [customerId],
    ),
    tx.query<{ number: bigint; seq_to: bigint }>(
      'select number, seq_to from operation where customer_id = $1 and number > $2 order by number limit $3',
      [customerId, from.operations, OPERATIONS],
    ),
  ]);
  assert(end, 'a customer has a ledger');
  const most = from.seq + BigInt(seqs);
  const fitting = listed.filter((each, index) => index === 0 || each.seq_to <= most);
  const last = fitting.at(-1);
  const isAtEnd = fitting.length === listed.length && listed.length < OPERATIONS;
  if (isAtEnd || !last) return { to: end.seq, operations: end.operations, isAtEnd: true };
  return { to: last.seq_to, operations: last.number, isAtEnd: false };
}

const OPERATIONS = 1000;

/** Adds the rows up to `to` to what the checkpoint holds, and moves it there. */
export async function moveCheckpoint(
  tx: Queries,
  customerId: bigint,
  { from, to, operations }: { from: Checkpoint } & NewRows,
): Promise<void> {
  const stretch = [customerId, from.seq, to] as const;
  await tx.query(
    `insert into checkpoint_flow (customer_id, kind, debit_account, credit_account, unit, amount)
     select $1, kind, debit_account, credit_account, unit, sum(amount) from ${NEW_ROWS.ledger_entry} as fresh
      group by kind, debit_account, credit_account, unit
     on conflict (customer_id, kind, debit_account, credit_account, unit)
       do update set amount = checkpoint_flow.amount + excluded.amount`,
    stretch,
  );
  const used = await tx.query<{ unit: string; credits: string }>(
    `select unit, sum(credits)::text as credits from (
       select unit, credits from (${usageOf(NEW_ROWS)}) as fresh
       union all
       select key, value::numeric from checkpoint p, jsonb_each_text(p.used) where p.customer_id = $1) as u
      group by unit`,
    stretch,
  );
  const [sum] = await tx.query<{ posted: bigint }>(
    `select coalesce(sum(${CHANGE}), 0)::bigint as posted from checkpoint_flow where customer_id = $1`,
    [customerId],
  );
  await updateCheckpoint(tx, customerId, {
    checkpoint: { seq: to, operations, posted: sum?.posted ?? 0n },
    used: Object.fromEntries(used.map(({ unit, credits }) => [unit, credits])),
  });
}

async function updateCheckpoint(
  tx: Queries,
  customerId: bigint,
  { checkpoint, used }: { checkpoint: Checkpoint; used: Readonly<Record<string, string>> },
): Promise<void> {
  await tx.query(
    'update checkpoint set seq = $2, operations = $3, posted = $4, used = $5::jsonb where customer_id = $1',
    [customerId, checkpoint.seq, checkpoint.operations, checkpoint.posted, JSON.stringify(used)],
  );
}

/**
 * Puts the checkpoint at the end of the ledger and takes the customer's grants and overdraft as they stand for what its
 * entries came to: what lies before is not looked at again. `acceptedAt` says that somebody knows of a difference in it.
 */
export async function restartCheckpoint(
  tx: Queries,
  customerId: bigint,
  { unit, acceptedAt }: { unit: string; acceptedAt: Instant | null },
): Promise<void> {
  await tx.query('delete from checkpoint_flow where customer_id = $1', [customerId]);
  await tx.query(
    `insert into checkpoint_flow (customer_id, kind, debit_account, credit_account, unit, amount)
     select $1, kind, debit_account, credit_account, $2, sum(amount) from (${FLOWS_OF_STATE}) as flow
      where amount <> 0 group by kind, debit_account, credit_account`,
    [customerId, unit],
  );
  await tx.query(
    `update checkpoint p set seq = l.seq, operations = l.operations, posted = l.posted, accepted_at = $3,
            used = jsonb_build_object($2::text, (
              select coalesce(sum(case 'used' when credit_account then amount when debit_account then -amount else 0 end), 0)
                from checkpoint_flow f where f.customer_id = $1)::text)
       from ledger l where l.customer_id = $1 and p.customer_id = $1`,
    [customerId, unit, timestampOrNull(acceptedAt)],
  );
}

/** The flows that leave each grant with the parts it has, and the overdraft that is open; `kept` stands for other grants. */
const FLOWS_OF_STATE = `
  select part.kind, part.debit_account, part.credit_account, part.amount
    from credit_grant g cross join lateral (values
           (case when g.source = 'rollover' then 'roll_over' else 'grant' end,
            case when g.source = 'rollover' then 'kept' else 'issued' end, 'grant/' || g.grant_id,
            case when g.is_issued then g.amount else 0 end),
           ('expire', 'grant/' || g.grant_id, 'expired', g.expired),
           ('repay', 'grant/' || g.grant_id, 'overdraft', g.repaid),
           ('roll_over', 'grant/' || g.grant_id, 'kept', g.carried),
           ('void', 'grant/' || g.grant_id, 'issued', g.voided),
           ('draw', 'grant/' || g.grant_id, 'used',
            case when g.is_issued
                 then g.amount - g.remaining - g.expired - g.repaid - g.carried - g.voided else 0 end),
           ('draw', 'overdraft', 'used', g.repaid)
         ) as part (kind, debit_account, credit_account, amount)
   where g.customer_id = $1
  union all
  select 'draw', 'overdraft', 'used', overdraft from ledger where customer_id = $1`;

/** The customer whose last full proof began longest ago, when that was before a moment. */
export async function findOldestProof(
  all: Queries,
  before: Instant,
): Promise<{ customerId: bigint; key: string; isAccepted: boolean } | undefined> {
  const [row] = await all.query<{ customer_id: bigint; key: string; is_accepted: boolean }>(
    `select p.customer_id, c.key, p.accepted_at is not null as is_accepted
       from checkpoint p join customer c on c.customer_id = p.customer_id
      where p.proof_begun_at < $1 and c.read_only_since is null order by p.proof_begun_at limit 1`,
    [timestamp(before)],
  );
  return row && { customerId: row.customer_id, key: row.key, isAccepted: row.is_accepted };
}

/** Takes the proof of a customer for this process; false when another has begun it since `before`. */
export async function beginProof(
  tx: Queries,
  customerId: bigint,
  { at, before }: { at: Instant; before: Instant },
): Promise<boolean> {
  const rows = await tx.query(
    'update checkpoint set proof_begun_at = $2 where customer_id = $1 and proof_begun_at < $3 returning customer_id',
    [customerId, timestamp(at), timestamp(before)],
  );
  return rows.length > 0;
}
