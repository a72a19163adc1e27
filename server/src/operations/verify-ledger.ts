import { createHash } from 'node:crypto';
import { formatInstant } from '@fuelgauge/core';
import { type Breaches, countRows, findBreaches } from '../store/find-breaches.ts';
import { type Invariant, invariants, notInForce, type RowKind } from '../store/invariants.ts';
import { type RollupRow, readRollups, readState, type StoredState } from '../store/replay-rows.ts';
import type { Context } from './context.ts';
import { namedCustomers } from './named-customers.ts';
import { customerLine } from './verify/digest-lines.ts';
import {
  DIFFERENCES_SHOWN,
  type Difference,
  type Findings,
  openFindings,
} from './verify/findings.ts';
import { replayCustomer } from './verify/replay-customer.ts';

export interface VerifyRequest {
  /** External keys, or all there are. */
  readonly customers: 'all' | readonly string[];
  /** Of all only test customers, or only live ones; both when absent. */
  readonly isTest?: boolean | null;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/** How far the replay of one customer has come. */
export interface VerifyProgress {
  readonly customer: string;
  /** The last sequence number proved, of `seqs`. */
  readonly seq: number;
  readonly seqs: number;
}

/** What came of one rule: for rules that the replay stopped short of `not reached`, for holds and the like `not in force`. */
export interface RuleProof {
  readonly invariant: string;
  readonly rule: string;
  readonly status: 'ok' | 'broken' | 'not reached' | 'not in force';
  /** How much was looked at; null where there is nothing to look at. */
  readonly rows: number | null;
  readonly looksAt: RowKind | null;
  /** Whether replaying all operations said so too, not the stored rows alone. */
  readonly isReplayed: boolean;
  readonly differences: number;
}

/** The proof of one customer, as of one moment. */
export interface CustomerProof {
  readonly kind: 'customer';
  readonly customer: string;
  readonly events: number;
  readonly entries: number;
  readonly operations: number;
  /** The last sequence number proved; the first is 1. */
  readonly seq: number;
  /** What it is about: everything recorded from the customer's creation up to here, RFC 3339 in UTC. */
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly seconds: number;
  readonly rules: readonly RuleProof[];
  readonly differenceCount: number;
  /** The first differences of each rule. */
  readonly differences: readonly Difference[];
  /** SHA-256, in hex, over all entries in order; null when the replay could not reach the end. */
  readonly digest: string | null;
}

/** What all proofs come to: the last item. */
export interface LedgerProof {
  readonly kind: 'ledger';
  /** Whether every customer asked about was there and is without a difference. */
  readonly isProved: boolean;
  readonly customers: number;
  /** Keys asked about that no customer has. */
  readonly unknown: readonly string[];
  readonly events: number;
  readonly entries: number;
  readonly differences: number;
  readonly seconds: number;
  /** SHA-256 over the digests of the customers in order of their keys; null when one has none. */
  readonly digest: string | null;
}

/**
 * Proves the ledger: each rule on the stored rows of each customer, and everything that was ever computed again from the
 * events up, by replaying all operations on an empty book. Yields the proof of each customer, and last what they come to.
 *
 * Everything is compared as of one moment: the rows are checked and what changes in place is read in one snapshot; the replay
 * runs after that and reads only history up to then, which never changes. Nobody waits for it on PostgreSQL; the embedded
 * database answers others when the snapshot has been read.
 */
export async function* verifyLedger(
  context: Context,
  request: VerifyRequest,
): AsyncGenerator<CustomerProof | LedgerProof> {
  const start = performance.now();
  const digest = createHash('sha256');
  const unknown: string[] = [];
  const total = { customers: 0, events: 0, entries: 0, differences: 0, isDigested: true };
  for await (const { key, customerId } of namedCustomers(context, request)) {
    const proof =
      customerId === null ? null : await verifyCustomer(context, { key, customerId, request });
    if (!proof) {
      // Of all there are, a number without a customer is a creation that was cut short: there is nothing to prove.
      if (request.customers !== 'all') unknown.push(key);
      continue;
    }
    yield proof;
    total.customers += 1;
    total.events += proof.events;
    total.entries += proof.entries;
    total.differences += proof.differenceCount;
    total.isDigested &&= proof.digest !== null;
    digest.update(customerLine(key, proof.digest));
  }
  const { isDigested, ...sums } = total;
  yield {
    kind: 'ledger',
    isProved: sums.differences === 0 && unknown.length === 0,
    ...sums,
    unknown,
    seconds: secondsSince(start),
    digest: isDigested ? digest.digest('hex') : null,
  };
}

interface CustomerRequest {
  readonly key: string;
  readonly customerId: bigint;
  readonly request: VerifyRequest;
}

/** Null when there is a key but no customer: a creation that was cut short. */
async function verifyCustomer(
  context: Context,
  { key, customerId, request }: CustomerRequest,
): Promise<CustomerProof | null> {
  const start = performance.now();
  const found = openFindings(key);
  const scope = {
    customer: customerId,
    readOnly: true,
    isSnapshot: true,
    statementTimeoutMs: 0,
  };
  const read = await context.database.transaction(scope, async (tx) => {
    const state = await readState(tx, customerId);
    if (!state) return null;
    const rows = await countRows(tx, customerId);
    for (const invariant of invariants) {
      noteBreaches(
        found,
        invariant,
        await findBreaches(tx, invariant, { customerId, limit: DIFFERENCES_SHOWN }),
      );
    }
    return { state, rows, rollups: await readRollups(tx, customerId) };
  });
  if (!read) return null;
  const { rows, state } = read;
  const digest = await replay(context, { ...read, key, found, request });
  const isReached = digest !== null;
  return {
    kind: 'customer',
    customer: key,
    events: rows.events,
    entries: rows.entries,
    operations: Number(state.ledger.operations),
    seq: state.ledger.head.seq,
    recordedFrom: formatInstant(state.customer.createdAt),
    recordedTo: formatInstant(state.ledger.head.at),
    seconds: secondsSince(start),
    rules: ruleProofs(found, rows, isReached),
    differenceCount: found.count,
    differences: [...found.kept].sort(byRuleAndPlace),
    digest,
  };
}

interface Snapshot {
  readonly key: string;
  readonly state: StoredState;
  readonly rollups: readonly RollupRow[];
  readonly found: Findings;
  readonly request: VerifyRequest;
}

function replay(
  context: Context,
  { key, state, rollups, found, request }: Snapshot,
): Promise<string | null> {
  const seqs = state.ledger.head.seq;
  const onProgress = (seq: number) => request.onProgress?.({ customer: key, seq, seqs });
  return replayCustomer(context, { state, rollups, to: found, onProgress });
}

function noteBreaches(to: Findings, { id }: Invariant, { count, breaches }: Breaches): void {
  const [first, ...others] = breaches;
  if (!first) return;
  for (const { seq, ...breach } of others) {
    to.add({ invariant: id, seq: seq === null ? null : Number(seq), ...breach });
  }
  const seq = first.seq === null ? null : Number(first.seq);
  to.add({ ...first, invariant: id, seq }, count - others.length);
}

function ruleProofs(
  found: Findings,
  rows: Readonly<Record<RowKind, number>>,
  isReached: boolean,
): RuleProof[] {
  const checked = invariants.map(({ id, rule, looksAt, isReplayed = false }): RuleProof => {
    const differences = found.countOf(id);
    const unbroken = isReplayed && !isReached ? 'not reached' : 'ok';
    const status = differences > 0 ? 'broken' : unbroken;
    return { invariant: id, rule, status, rows: rows[looksAt], looksAt, isReplayed, differences };
  });
  const others = [...notInForce].map(([invariant, rule]): RuleProof => {
    const nothing = { rows: null, looksAt: null, isReplayed: false, differences: 0 };
    return { invariant, rule, status: 'not in force', ...nothing };
  });
  return [...checked, ...others].sort((a, b) => numberOf(a.invariant) - numberOf(b.invariant));
}

function byRuleAndPlace(a: Difference, b: Difference): number {
  return (
    numberOf(a.invariant) - numberOf(b.invariant) || (a.seq ?? Infinity) - (b.seq ?? Infinity) || 0
  );
}

function numberOf(invariant: string): number {
  return Number(invariant.slice(1));
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
