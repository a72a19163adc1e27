// operation, audit, operator_audit and idempotency: what was done, in order, by whom, and what was answered.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

/** The kinds of locked transaction. Each is replayed by the function of the same name in core's `operate`. */
export type OperationKind =
  | 'create'
  | 'advance'
  | 'record'
  | 'void'
  | 'amend'
  | 'price'
  | 'grant'
  | 'void_grant'
  | 'change_terms';

/** One locked transaction: enough, with the events and corrections it refers to, to do it again. */
export interface OperationRecord {
  readonly number: bigint;
  readonly kind: OperationKind;
  readonly asOf: Instant;
  /** The sequence numbers it took: `(seqFrom, seqTo]`. */
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly catalogVersion: number;
  /** The rules it was decided by. */
  readonly rules: number;
  readonly input: unknown;
}

export async function insertOperation(
  tx: Queries,
  customerId: bigint,
  operation: OperationRecord,
): Promise<void> {
  await tx.query(
    `insert into operation (customer_id, number, kind, as_of, seq_from, seq_to, catalog_version, rules, input)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    [
      customerId,
      operation.number,
      operation.kind,
      timestamp(operation.asOf),
      BigInt(operation.seqFrom),
      BigInt(operation.seqTo),
      operation.catalogVersion,
      operation.rules,
      JSON.stringify(operation.input),
    ],
  );
}

interface OperationRow {
  readonly number: bigint;
  readonly kind: OperationKind;
  readonly as_of: number;
  readonly seq_from: bigint;
  readonly seq_to: bigint;
  readonly catalog_version: number;
  readonly rules: number;
  readonly input: unknown;
}

/** Operations after a number, in order: what the proof replays and consumers follow. */
export async function listOperations(
  tx: Queries,
  customerId: bigint,
  { after, limit }: { after: bigint; limit: number },
): Promise<OperationRecord[]> {
  const rows = await tx.query<OperationRow>(
    `select number, kind, as_of, seq_from, seq_to, catalog_version, rules, input from operation
      where customer_id = $1 and number > $2 order by number limit $3`,
    [customerId, after, limit],
  );
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    asOf: instantOf(row.as_of),
    seqFrom: Number(row.seq_from),
    seqTo: Number(row.seq_to),
    catalogVersion: row.catalog_version,
    rules: row.rules,
    input: row.input,
  }));
}

/** One administrative act: who did what to which thing, and what it was before and after. */
export interface AuditRecord {
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

export async function insertAudit(
  tx: Queries,
  customerId: bigint,
  { number, record }: { number: bigint; record: AuditRecord },
): Promise<void> {
  await tx.query(
    `insert into audit (customer_id, number, at, actor, act, subject, before, after, reason)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9)`,
    [
      customerId,
      number,
      timestamp(record.at),
      record.actor,
      record.act,
      record.subject,
      jsonText(record.before),
      jsonText(record.after),
      record.reason,
    ],
  );
}

export async function insertOperatorAudit(queries: Queries, record: AuditRecord): Promise<void> {
  await queries.query(
    `insert into operator_audit (at, actor, act, subject, before, after, reason) values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)`,
    [
      timestamp(record.at),
      record.actor,
      record.act,
      record.subject,
      jsonText(record.before),
      jsonText(record.after),
      record.reason,
    ],
  );
}

function jsonText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

interface AuditRow {
  readonly number: bigint;
  readonly at: number;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** Which acts, newest first: before a number, and of those all that is given must hold. */
export interface AuditPage {
  readonly before: bigint;
  readonly limit: number;
  readonly actor: string | null;
  /** An act, or with a dot at its end all that begin so: `directory.`. */
  readonly act: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
}

const ASKED = `($3::text is null or actor = $3)
        and ($4::text is null or act = $4 or (right($4, 1) = '.' and starts_with(act, $4)))
        and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)`;

function askedValues({ before, limit, actor, act, from, to }: AuditPage) {
  return [before, limit, actor, act, from && timestamp(from), to && timestamp(to)];
}

export type NumberedAudit = AuditRecord & { readonly number: bigint };

/** Newest first, before a number. */
export async function listAudit(
  tx: Queries,
  customerId: bigint,
  page: AuditPage,
): Promise<NumberedAudit[]> {
  const rows = await tx.query<AuditRow>(
    `select number, at, actor, act, subject, before, after, reason from audit
      where customer_id = $7 and number < $1 and ${ASKED} order by number desc limit $2`,
    [...askedValues(page), customerId],
  );
  return rows.map(auditOf);
}

export async function listOperatorAudit(
  queries: Queries,
  page: AuditPage,
): Promise<NumberedAudit[]> {
  const rows = await queries.query<AuditRow>(
    `select number, at, actor, act, subject, before, after, reason from operator_audit
      where number < $1 and ${ASKED} order by number desc limit $2`,
    askedValues(page),
  );
  return rows.map(auditOf);
}

function auditOf(row: AuditRow): NumberedAudit {
  return { ...row, at: instantOf(row.at) };
}

/** The stored answer to a request that carried an Idempotency-Key. */
export interface StoredAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly response: unknown;
}

export async function findAnswer(
  tx: Queries,
  customerId: bigint,
  { route, key }: { route: string; key: string },
): Promise<StoredAnswer | undefined> {
  const [row] = await tx.query<StoredAnswer>(
    'select fingerprint, status, response from idempotency where customer_id = $1 and route = $2 and key = $3',
    [customerId, route, key],
  );
  return row;
}

export async function insertAnswer(
  tx: Queries,
  customerId: bigint,
  { route, key, at, answer }: { route: string; key: string; at: Instant; answer: StoredAnswer },
): Promise<void> {
  await tx.query(
    `insert into idempotency (customer_id, route, key, fingerprint, status, response, created_at)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6::jsonb, $7)`,
    [
      customerId,
      route,
      key,
      answer.fingerprint,
      answer.status,
      JSON.stringify(answer.response),
      timestamp(at),
    ],
  );
}

/** Forgets answers older than their promise. */
export async function deleteAnswers(
  tx: Queries,
  customerId: bigint,
  before: Instant,
): Promise<void> {
  await tx.query('delete from idempotency where customer_id = $1 and created_at < $2', [
    customerId,
    timestamp(before),
  ]);
}
