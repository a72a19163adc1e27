import { formatInstant, type Instant, operate, shift } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { appendBook, type BookRequest, loadBook, type OpenBook } from '../store/books.ts';
import type { ReadOnly } from '../store/customers.ts';
import type { Queries } from '../store/database.ts';
import {
  type AuditRecord,
  deleteAnswers,
  findAnswer,
  insertAnswer,
  insertAudit,
  insertOperation,
  type OperationKind,
} from '../store/operations.ts';
import { type Answer, refused } from './answer.ts';
import type { Context, CustomerRef } from './context.ts';
import { repeatLost } from './repeat-lost.ts';
import { type Bounds, boundsOf, type Sight } from './sight.ts';

/** The content of a request's Idempotency-Key, for the answer that is stored with the effect. */
export interface IdempotencyKey {
  readonly route: string;
  readonly key: string;
  /** SHA-256 of the body, in hex. */
  readonly fingerprint: string;
}

export interface LockRequest extends Omit<BookRequest, 'catalog' | 'lock'> {
  readonly catalogKey: string;
  readonly kind: OperationKind;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** What was done under the lock. Nothing is written for a refusal. */
export interface Done<Body> {
  readonly answer: Answer<Body>;
  /** What it takes, with the rows written, to do it again. */
  readonly input?: unknown;
  readonly audit?: readonly Omit<AuditRecord, 'at'>[];
  /** The moment the operation took, where it is not that of the work. */
  readonly asOf?: Instant;
}

export interface Work {
  readonly open: OpenBook;
  readonly tx: Queries;
  /** The moment of the operation: one for all it does. */
  readonly asOf: Instant;
}

/** A reading, within what whoever asks may see. */
export interface ReadWork extends Work {
  readonly sight: Sight | null;
  /** What of the customer's usage and directory is shown; null: everything. */
  readonly bounds: Bounds | null;
}

/** A book opened to be read for somebody. */
export interface Reading {
  readonly context: Context;
  readonly work: ReadWork;
  readonly ref: CustomerRef;
}

/**
 * The shape of every write: lock → load → decide → append, in one transaction that is run again when it lost to another.
 * A failed COMMIT may have happened; callers repeat with the same id or key and get the first answer.
 */
export async function withBook<Body>(
  context: Context,
  request: LockRequest,
  decide: (work: Work) => Promise<Done<Body>>,
): Promise<Answer<Body>> {
  return repeatLost(context, () =>
    context.database.transaction({ customer: request.customerId }, (tx) =>
      attemptOnce(context, { request, decide, tx }),
    ),
  );
}

interface Attempt<Body> {
  readonly request: LockRequest;
  readonly decide: (work: Work) => Promise<Done<Body>>;
  readonly tx: Queries;
}

async function attemptOnce<Body>(
  context: Context,
  { request, decide, tx }: Attempt<Body>,
): Promise<Answer<Body>> {
  const { idempotency, customerId } = request;
  const open = await openBook(context, tx, { ...request, lock: true });
  // After the lock, so that of two requests with one key the second sees what the first has answered.
  const before = idempotency && (await findAnswer(tx, customerId, idempotency));
  if (!open)
    return refused(
      'customer_unknown',
      'There is no such customer. Create it with PUT /v1/customers/{customer}.',
    );
  if (idempotency && before) {
    if (before.fingerprint === idempotency.fingerprint)
      return { ok: true, status: before.status as 200 | 201, body: before.response as Body };
    return refused(
      'idempotency_mismatch',
      'This Idempotency-Key was used before with another body. Use a key of its own for each request.',
    );
  }
  if (open.customer.readOnly) return readOnlyRefusal(open.customer.readOnly);
  const asOf = moment(context, open);
  const seqFrom = open.book.ledger.head.seq;
  const done = await decide({ open, tx, asOf });
  if (!done.answer.ok || isUnchanged(open, done)) return done.answer;
  await write(tx, open, { done, request, asOf: done.asOf ?? asOf, seqFrom });
  if (idempotency) {
    const { status, body } = done.answer;
    await insertAnswer(tx, customerId, {
      ...idempotency,
      at: asOf,
      answer: { fingerprint: idempotency.fingerprint, status, response: body },
    });
    await deleteAnswers(tx, customerId, shift(asOf, -bounds.idempotencyUs));
  }
  return done.answer;
}

/** Nothing is added to a ledger that drifts: what would be charged on top of it could not be trusted. */
export function readOnlyRefusal({ since, reason }: ReadOnly): ReturnType<typeof refused> {
  return refused(
    'customer_read_only',
    `Since ${formatInstant(since)} the customer can only be read: ${reason} Send it again once an operator has released the customer.`,
  );
}

/** Repetitions change nothing: writing that they came would make a storm of retries a storm of writes. */
function isUnchanged({ book, ledger }: OpenBook, { audit = [] }: Done<unknown>): boolean {
  const { head } = book.ledger;
  const isQuiet = head.seq === ledger.head.seq && head.advancedTo === ledger.head.advancedTo;
  return isQuiet && audit.length === 0 && !book.changed.terms;
}

/** Reads a book with the newest catalog. A version published since this process last looked is read here. */
export async function openBook(
  context: Context,
  tx: Queries,
  request: Omit<BookRequest, 'catalog'> & { catalogKey: string },
): Promise<OpenBook | undefined> {
  const catalog = await context.catalogs.latest(tx, request.catalogKey);
  if (!catalog) return undefined;
  const open = await loadBook(tx, { ...request, catalog });
  if (!open || open.catalogVersion === catalog.version) return open;
  const newest = await context.catalogs.version(tx, request.catalogKey, open.catalogVersion);
  return { ...open, book: { ...open.book, catalog: newest } };
}

/** The clock an operation follows: the test customer's own, the context's, or the database's. */
export function moment(context: Context, { customer, ledger }: OpenBook): Instant {
  return customer.clockAt ?? context.clock?.() ?? ledger.clock;
}

interface Write<Body> {
  readonly done: Done<Body>;
  readonly request: LockRequest;
  readonly asOf: Instant;
  readonly seqFrom: number;
}

async function write<Body>(
  tx: Queries,
  open: OpenBook,
  { done, request, asOf, seqFrom }: Write<Body>,
): Promise<void> {
  const { ledger, customer, book } = open;
  const operations = ledger.operations + 1n;
  const audit = done.audit ?? [];
  const acts = ledger.acts + BigInt(audit.length);
  const { customerId } = customer;
  await Promise.all([
    appendBook(tx, open, { operations, acts }),
    insertOperation(tx, customerId, {
      number: operations,
      kind: request.kind,
      asOf,
      seqFrom,
      seqTo: book.ledger.head.seq,
      catalogVersion: book.catalog.version,
      rules: book.rules,
      input: done.input ?? null,
    }),
    ...audit.map((record, index) =>
      insertAudit(tx, customerId, {
        number: ledger.acts + BigInt(index + 1),
        record: { ...record, at: book.ledger.head.at },
      }),
    ),
  ]);
}

/** Whose book is read, and for whom. */
export type ReadRequest = Omit<BookRequest, 'catalog' | 'lock'> & {
  readonly catalogKey: string;
  readonly sight: Sight | null;
};

/**
 * Reads a book without locking and books in memory what has fallen due, so that readers see what the next writer will. All
 * that is read beside it is of the same moment, and what is read of usage and directory stays within the bounds of who asks.
 */
export async function readBook<T>(
  context: Context,
  request: ReadRequest,
  read: (work: ReadWork) => Promise<T>,
): Promise<T | undefined> {
  return context.database.transaction(
    { customer: request.customerId, readOnly: true, isSnapshot: true },
    async (tx) => {
      const open = await openBook(context, tx, { ...request, lock: false });
      if (!open) return undefined;
      const asOf = moment(context, open);
      operate.advance(open.book, asOf);
      const { customerId, sight } = request;
      const bounds = await boundsOf(tx, customerId, { catalog: open.book.catalog, sight });
      return read({ open, tx, asOf, sight, bounds });
    },
  );
}
