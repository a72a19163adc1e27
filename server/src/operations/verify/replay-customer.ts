import { createHash } from 'node:crypto';
import {
  ACCRUAL_SOURCE,
  appendedNothing,
  type Book,
  type Catalog,
  type CycleTotals,
  changedNothing,
  newBook,
  noTotals,
} from '@fuelgauge/core';
import { eventKey } from '../../store/books.ts';
import { termsOf } from '../../store/customers.ts';
import { listOperations, type OperationRecord } from '../../store/operations.ts';
import {
  type HistoryPage,
  listCorrectedEvents,
  type RollupRow,
  readHistory,
  type StoredState,
} from '../../store/replay-rows.ts';
import type { Context } from '../context.ts';
import { openRollups, type RollupRest } from './compare-rollups.ts';
import { compareRows } from './compare-rows.ts';
import { compareState } from './compare-state.ts';
import { entryLine } from './digest-lines.ts';
import type { Findings } from './findings.ts';
import { replayOperation } from './replay-operation.ts';

export interface ReplayRequest {
  readonly state: StoredState;
  readonly rollups: readonly RollupRow[];
  readonly to: Findings;
  readonly onProgress: (seq: number) => void;
}

/**
 * Runs every operation of a customer again on an empty book, in order, and compares what each appends with its rows,
 * and in the end what changes in place with `state`. Answers the digest of all entries, SHA-256 in hex; null when an
 * operation cannot be repeated, after which nothing could be compared.
 *
 * Holds the grants, cycles, running totals, samples and rollups of the customer in memory, its accruals and the events
 * that were ever corrected; of the rest of its history one page at a time.
 */
export async function replayCustomer(
  context: Context,
  { state, rollups, to, onProgress }: ReplayRequest,
): Promise<string | null> {
  const { customerId } = state.customer;
  const corrected = await context.database.transaction(pageScope(customerId), (tx) =>
    listCorrectedEvents(tx, customerId),
  );
  const digest = createHash('sha256');
  const replay: Replay = {
    book: null,
    number: 0n,
    totals: new Map(),
    rollups: openRollups(rollups),
    corrected,
  };
  for await (const page of pagesOf(context, state)) {
    for (const entry of page.history.entries) digest.update(entryLine(entry));
    for (const operation of page.operations) {
      const why = replayNext(replay, { operation, page, to });
      if (why === null) continue;
      to.add({
        invariant: 'I1',
        seq: operation.seqFrom,
        subject: `operation ${operation.number} (${operation.kind})`,
        expected: 'repeated',
        found: why,
      });
      return null;
    }
    onProgress(page.operations.at(-1)?.seqTo ?? 0);
  }
  if (!replay.book || replay.number !== state.ledger.operations) {
    const [expected, found] = [`${state.ledger.operations} operations`, String(replay.number)];
    to.add({ invariant: 'I1', seq: null, subject: 'history', expected, found });
    return null;
  }
  addTotals(replay.totals, replay.book.ledger.appended.totals);
  compareState({ book: replay.book, totals: replay.totals }, state, to);
  replay.rollups.compare(to);
  return digest.digest('hex');
}

interface Replay {
  book: Book | null;
  /** Of the last operation. */
  number: bigint;
  /** The ledger's own totals, which each operation's are added to. */
  readonly totals: Map<string, CycleTotals>;
  readonly rollups: RollupRest;
  readonly corrected: ReadonlySet<string>;
}

interface Page {
  readonly operations: readonly OperationRecord[];
  readonly history: HistoryPage;
  readonly catalogs: ReadonlyMap<number, Catalog>;
}

/** Sequence numbers on a page: few, so that a server which proves goes on serving. */
const PAGE_SEQS = 1000;
const PAGE_OPERATIONS = 200;

function pageScope(customer: bigint) {
  return { customer, readOnly: true, statementTimeoutMs: 0 } as const;
}

async function* pagesOf(context: Context, { customer, ledger }: StoredState): AsyncGenerator<Page> {
  const { customerId, catalogKey } = customer;
  for (let after = 0n; after < ledger.operations; ) {
    const page = await context.database.transaction(pageScope(customerId), async (tx) => {
      const rest = Number(ledger.operations - after);
      const limit = Math.min(rest, PAGE_OPERATIONS);
      const listed = await listOperations(tx, customerId, { after, limit });
      const [first] = listed;
      if (!first) return undefined;
      const from = first.seqFrom + 1;
      const fitting = listed.filter((each) => each === first || each.seqTo < from + PAGE_SEQS);
      const last = fitting.at(-1) ?? first;
      const history = await readHistory(tx, customerId, { from, to: last.seqTo });
      const catalogs = new Map<number, Catalog>();
      for (const { catalogVersion: version } of fitting) {
        if (catalogs.has(version)) continue;
        catalogs.set(version, await context.catalogs.version(tx, catalogKey, version));
      }
      return { operations: fitting, history, catalogs };
    });
    if (!page) return;
    yield page;
    after = page.operations.at(-1)?.number ?? ledger.operations;
  }
}

interface Next {
  readonly operation: OperationRecord;
  readonly page: Page;
  readonly to: Findings;
}

/** Answers why the operation cannot be repeated; null when it was. */
function replayNext(replay: Replay, { operation, page, to }: Next): string | null {
  const { number, seqFrom, seqTo } = operation;
  if (number !== replay.number + 1n) return `it follows operation ${replay.number}`;
  replay.number = number;
  const catalog = page.catalogs.get(operation.catalogVersion);
  if (!catalog) return `version ${operation.catalogVersion} of the catalog is not there`;
  const book = replay.book
    ? settled(replay, replay.book, { catalog, rules: operation.rules })
    : opened(replay, operation, catalog);
  if (!book) return 'the first operation does not create the customer';
  if (book.ledger.head.seq !== seqFrom) {
    return `it begins at sequence number ${seqFrom}, the one before ended at ${book.ledger.head.seq}`;
  }
  const history = within(page.history, seqFrom, seqTo);
  try {
    const refused = replayOperation(book, operation, history);
    if (refused !== null) return refused;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  replay.book = book;
  compareRows(book, history, to);
  replay.rollups.takeAway(book);
  if (book.ledger.head.seq === seqTo) return null;
  return `it ends at sequence number ${book.ledger.head.seq}, not at ${seqTo}`;
}

function opened(replay: Replay, { kind, input }: OperationRecord, catalog: Catalog): Book | null {
  if (kind !== 'create') return null;
  const { terms } = input as { terms: Parameters<typeof termsOf>[0] };
  const book = newBook({ catalog, terms: termsOf(terms), keyOf: eventKey });
  return { ...book, ledger: { ...book.ledger, totals: replay.totals } };
}

/** The book as the next operation would load it: what was appended has been stored, what cannot matter is gone. */
function settled(
  { totals, corrected }: Replay,
  book: Book,
  by: Pick<Book, 'catalog' | 'rules'>,
): Book {
  const { events, levels, ledger } = book;
  for (const { key, source } of book.changed.events) {
    if (!corrected.has(key) && source !== ACCRUAL_SOURCE) events.delete(key);
  }
  for (const [series, samples] of levels) if (samples.length === 0) levels.delete(series);
  addTotals(totals, ledger.appended.totals);
  return {
    ...book,
    ...by,
    ledger: { ...ledger, appended: appendedNothing() },
    changed: changedNothing(),
  };
}

function addTotals(
  totals: Map<string, CycleTotals>,
  added: ReadonlyMap<string, CycleTotals>,
): void {
  for (const [key, each] of added) {
    const sum = totals.get(key) ?? noTotals();
    for (const name of Object.keys(sum) as (keyof CycleTotals)[]) sum[name] += each[name];
    totals.set(key, sum);
  }
}

function within(
  { events, corrections, entries }: HistoryPage,
  from: number,
  to: number,
): HistoryPage {
  const isWithin = ({ seq }: { readonly seq: number }) => seq > from && seq <= to;
  return {
    events: events.filter(isWithin),
    corrections: corrections.filter(isWithin),
    entries: entries.filter(isWithin),
  };
}
