import { type Instant, shift } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import {
  type CheckedCustomer,
  findNewRows,
  insertCheckpoint,
  listCheckedCustomers,
  lockCheckpoint,
  moveCheckpoint,
  planForNewRows,
} from '../store/checkpoints.ts';
import { isRetryable, type Queries, type TransactionScope } from '../store/database.ts';
import { findBreachOfRows, findBreachOfState, type NamedBreach } from '../store/find-breaches.ts';
import { lockLedger, readClock } from '../store/ledgers.ts';
import type { Context } from './context.ts';
import { stopCustomer } from './stop-customer.ts';

export interface CheckRequest {
  /** Ends the round early. */
  readonly signal?: AbortSignal;
  /** Sequence numbers that one transaction reads; {@link bounds.checkSeqs} when absent. */
  readonly stepSeqs?: number;
  /** Hears of each customer that was made read-only. */
  readonly onDrift?: (drift: Drift) => void;
}

/** A customer whose ledger is not as it must be. */
export interface Drift {
  readonly customer: string;
  readonly reason: string;
}

/**
 * One round over all ledgers: proves what was recorded since the last one, against sums kept at a checkpoint, and makes a
 * customer whose ledger drifts read-only. It reads what is new, the customer's grants and the sums of its entries, never its
 * history. A customer that fails does not hold up the others; all failures are thrown together at the end.
 *
 * No writer waits: a step reads one snapshot, in which the rows and the state of the ledger belong to the same moment. Only
 * what looks like drift is looked at once more under the customer's lock.
 */
export async function checkLedgers(context: Context, request: CheckRequest = {}): Promise<void> {
  const start = performance.now();
  const { check } = context;
  const round = { drifting: 0, behind: 0, failures: [] as unknown[] };
  for await (const customer of eachCustomer(context, request)) {
    let reached = customer.checkedSeq;
    if (customer.isBehind && !customer.isReadOnly) {
      try {
        const outcome = await checkCustomer(context, customer, request);
        reached = Math.max(reached, outcome.seq);
        if (outcome.isDrifting) round.drifting += 1;
      } catch (error) {
        round.failures.push(error);
      }
    }
    if (customer.isReadOnly) round.drifting += 1;
    check.checked += reached - customer.checkedSeq;
    round.behind += Math.max(0, customer.seq - reached);
  }
  if (request.signal?.aborted) return;
  const { failures, ...sums } = round;
  Object.assign(check, sums);
  check.endedAtMs = performance.now();
  check.seconds = (check.endedAtMs - start) / 1000;
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} customers could not be checked`);
}

async function* eachCustomer(
  { database }: Context,
  { signal }: CheckRequest,
): AsyncGenerator<CheckedCustomer> {
  for (let after = 0n; ; ) {
    const page = { after, limit: bounds.checkCustomers };
    const customers = await database.transaction({ customer: 'all' }, (tx) =>
      listCheckedCustomers(tx, page),
    );
    for (const customer of customers) {
      if (signal?.aborted) return;
      yield customer;
    }
    const last = customers.at(-1);
    if (!last || customers.length < page.limit) return;
    after = last.customerId;
  }
}

interface Outcome {
  /** Up to where the ledger is as it must be. */
  readonly seq: number;
  readonly isDrifting: boolean;
}

async function checkCustomer(
  context: Context,
  customer: CheckedCustomer,
  { signal, onDrift, stepSeqs: seqs = bounds.checkSeqs }: CheckRequest,
): Promise<Outcome> {
  let seq = customer.checkedSeq;
  for (let step = 0; step < bounds.checkSteps && !signal?.aborted; step += 1) {
    const checked = await checkNewRows(context, customer, { seqs, isLocked: false });
    if (checked.kind === 'busy') break;
    if (checked.kind === 'drift') {
      const again = await checkNewRows(context, customer, { seqs, isLocked: true });
      if (again.kind !== 'drift') break;
      const { customerId, key } = customer;
      const reason = reasonOf(again.breach);
      await stopCustomer(context, { customerId, key, actor: 'check', reason });
      onDrift?.({ customer: key, reason });
      return { seq, isDrifting: true };
    }
    seq = Number(checked.to);
    // What came while it was checked is for the next round, so that one customer cannot keep it for itself.
    if (checked.isAtEnd || seq >= customer.seq) break;
  }
  return { seq, isDrifting: false };
}

type Checked =
  | { readonly kind: 'checked'; readonly to: bigint; readonly isAtEnd: boolean }
  | { readonly kind: 'drift'; readonly breach: NamedBreach }
  /** Another server is at it. */
  | { readonly kind: 'busy' };

async function checkNewRows(
  context: Context,
  { customerId }: Pick<CheckedCustomer, 'customerId'>,
  { seqs, isLocked }: { seqs: number; isLocked: boolean },
): Promise<Checked> {
  const scope: TransactionScope = { customer: customerId, isSnapshot: !isLocked };
  try {
    return await context.database.transaction(scope, async (tx) => {
      await planForNewRows(tx);
      if (isLocked) await lockLedger(tx, customerId);
      return checkIn(tx, customerId, { seqs, proofBegunAt: await firstProofAt(tx) });
    });
  } catch (error) {
    if (error instanceof Undone) return { kind: 'drift', breach: error.breach };
    if (isRetryable(error)) return { kind: 'busy' };
    throw error;
  }
}

/** Undoes what a transaction has written: sums of rows that are not as they must be are not kept. */
export class Undone extends Error {
  readonly breach: NamedBreach;

  constructor(breach: NamedBreach) {
    super(reasonOf(breach));
    this.breach = breach;
  }
}

async function checkIn(
  tx: Queries,
  customerId: bigint,
  { seqs, proofBegunAt }: { seqs: number; proofBegunAt: Instant },
): Promise<Checked> {
  await insertCheckpoint(tx, customerId, proofBegunAt);
  const from = await lockCheckpoint(tx, customerId);
  const rows = await findNewRows(tx, customerId, { from, seqs });
  const ofRows = await findBreachOfRows(tx, customerId, { from, ...rows });
  if (ofRows) throw new Undone(ofRows);
  await moveCheckpoint(tx, customerId, { from, ...rows });
  const ofState = rows.isAtEnd ? await findBreachOfState(tx, customerId) : undefined;
  if (ofState) throw new Undone(ofState);
  return { kind: 'checked', to: rows.to, isAtEnd: rows.isAtEnd };
}

/** As if it lay at any time of the last day, so that the proofs of many customers are spread over the next. */
async function firstProofAt(tx: Queries): Promise<Instant> {
  return shift(await readClock(tx), -Math.floor(Math.random() * bounds.proofIntervalUs));
}

function reasonOf({ invariant, seq, subject, expected, found }: NamedBreach): string {
  const place = seq === null ? '' : ` at sequence number ${seq}`;
  return `${invariant} does not hold${place}: ${subject} is ${found}, not ${expected}.`;
}
