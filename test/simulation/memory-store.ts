import {
  appendedNothing,
  type Book,
  type Catalog,
  type Correction,
  type Cycle,
  type CycleTotals,
  changedNothing,
  type Entry,
  type Grant,
  type Head,
  newBook,
  noTotals,
  operate,
  type RecordedEvent,
} from '@fuelgauge/core';
import { eventKey } from '../../server/src/store/books.ts';
import { at } from '../model/model-catalog.ts';
import { STARTED_AT } from './simulated-catalog.ts';
import type { Said } from './world.ts';

/**
 * The rows of one customer, in memory. As the product's store it reads what an operation asks for into a book of its own,
 * and writes what that book says it has appended and changed, and nothing else.
 */
export interface Rows {
  head: Head;
  readonly grants: Map<number, Grant>;
  cycles: Cycle[];
  readonly totals: Map<string, CycleTotals>;
  /** As first recorded, and as they stand. */
  readonly first: Map<string, RecordedEvent>;
  readonly current: Map<string, RecordedEvent>;
  readonly events: RecordedEvent[];
  readonly entries: Entry[];
  readonly corrections: Correction[];
  /** By idempotency key. */
  readonly answers: Map<string, { readonly fingerprint: string; readonly said: Said }>;
}

/** The rows of a customer that has just been created: their ledger has begun, as creating them does. */
export function newRows(catalog: Catalog): Rows {
  const book = emptyBook(catalog);
  const rows: Rows = {
    head: book.ledger.head,
    grants: new Map(),
    cycles: [],
    totals: new Map(),
    first: new Map(),
    current: new Map(),
    events: [],
    entries: [],
    corrections: [],
    answers: new Map(),
  };
  operate.advance(book, book.terms.startedAt);
  appendRows(rows, book);
  return rows;
}

/** Reads a book: everything that changes in place, and the events asked for, as first recorded or as they stand. */
export function loadRows(
  rows: Rows,
  catalog: Catalog,
  { eventKeys, corrected }: { eventKeys: readonly string[]; corrected: boolean },
): Book {
  const empty = emptyBook(catalog);
  const events = corrected ? rows.current : rows.first;
  const found = eventKeys.flatMap((key) => events.get(key) ?? []);
  return {
    ...empty,
    ledger: {
      ...empty.ledger,
      head: { ...rows.head },
      grants: new Map([...rows.grants].map(([id, grant]) => [id, { ...grant }])),
      cycles: rows.cycles.map((cycle) => ({ ...cycle })),
      totals: new Map(rows.totals),
    },
    events: new Map(found.map((event) => [event.key, event])),
  };
}

/** Writes what a book has appended and changed, all at once. */
export function appendRows(rows: Rows, { ledger, changed }: Book): void {
  const { appended } = ledger;
  rows.head = { ...ledger.head };
  for (const id of appended.grants) {
    const grant = ledger.grants.get(id);
    if (grant) rows.grants.set(id, { ...grant });
  }
  const written = [...appended.cycles].map((cycle) => ({ ...cycle }));
  const isWritten = ({ series, start }: Cycle) =>
    written.some((cycle) => cycle.series === series && cycle.start === start);
  rows.cycles = [...rows.cycles.filter((cycle) => !isWritten(cycle)), ...written].sort(
    (a, b) => a.series.localeCompare(b.series) || a.start - b.start,
  );
  for (const [key, added] of appended.totals)
    rows.totals.set(key, plus(rows.totals.get(key), added));
  rows.entries.push(...appended.entries);
  for (const event of changed.events) {
    rows.events.push(event);
    rows.first.set(event.key, event);
    rows.current.set(event.key, event);
  }
  for (const correction of changed.corrections) {
    rows.corrections.push(correction);
    rows.current.set(correction.eventKey, correction.event);
  }
}

/** One book of all that was ever written, as if one operation had done everything. */
export function wholeBook(rows: Rows, catalog: Catalog): Book {
  const book = loadRows(rows, catalog, { eventKeys: [...rows.current.keys()], corrected: true });
  const { ledger } = book;
  const appended = { ...appendedNothing(), entries: rows.entries, totals: rows.totals };
  const changed = { ...changedNothing(), events: rows.events, corrections: rows.corrections };
  return { ...book, ledger: { ...ledger, totals: new Map(), appended }, changed };
}

function emptyBook(catalog: Catalog): Book {
  const startedAt = at(STARTED_AT);
  const since = <T>(value: T) => [{ from: startedAt, value }];
  return newBook({
    catalog,
    keyOf: eventKey,
    terms: {
      startedAt,
      anchorAt: startedAt,
      contractEndsAt: null,
      plans: since('basic'),
      zones: since('UTC'),
      billingModes: since(null),
      pricesPerCredit: since(null),
    },
  });
}

function plus(before: CycleTotals | undefined, added: CycleTotals): CycleTotals {
  const sum = { ...noTotals(), ...before };
  for (const field of Object.keys(added) as (keyof CycleTotals)[]) sum[field] += added[field];
  return sum;
}
