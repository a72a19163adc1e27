// A customer's book: read from its tables and written back in as few round trips as the lock allows.

import { hash } from 'node:crypto';
import {
  appendedNothing,
  type Book,
  type Catalog,
  changedNothing,
  type Instant,
  instant,
  type Level,
  nextBoundary,
  RULES,
  rollUp,
} from '@fuelgauge/core';
import {
  deleteClaims,
  deleteLevels,
  findAccumulators,
  findClaims,
  insertClaims,
  insertLevels,
  listAccumulatorsOf,
  listLevels,
  upsertAccumulators,
} from './accumulators.ts';
import { latestCatalogVersion } from './catalogs.ts';
import { findCorrections, insertCorrections } from './corrections.ts';
import { type CustomerRecord, findCustomer, updateCustomer } from './customers.ts';
import type { Queries } from './database.ts';
import { findEntries, insertEntries } from './entries.ts';
import { findEvents, insertEvents, placeEntries } from './events.ts';
import {
  type GrantNote,
  type GrantRecord,
  listGrants,
  listLiveGrants,
  upsertGrants,
} from './grants.ts';
import {
  addCycleTotals,
  findLedger,
  type LockedLedger,
  listCycles,
  listCycleTotals,
  lockLedger,
  updateLedger,
  upsertCycles,
} from './ledgers.ts';
import { addRollups } from './rollups.ts';

/** A book with what only the store knows about it. */
export interface OpenBook {
  readonly book: Book;
  /** Replaced by an operation that changes more of it than the book's terms. */
  customer: CustomerRecord;
  readonly ledger: LockedLedger;
  readonly notes: Map<number, GrantNote>;
  /** The newest published version of the customer's catalog. */
  readonly catalogVersion: number;
}

export interface BookRequest {
  readonly customerId: bigint;
  /** The newest version known; {@link OpenBook.catalogVersion} says whether there is a newer one. */
  readonly catalog: Catalog;
  /** Whether to hold the customer for writing. */
  readonly lock: boolean;
  /** The earliest moment the operation may book: ended grants and cycles are read from there on. Absent: none of them. */
  readonly since?: Instant;
  /** Every grant there ever was, as corrections need, not only those that can still pay. */
  readonly allGrants?: boolean;
  /** Every cycle there ever was, with what was booked in it. */
  readonly allCycles?: boolean;
  /** Events to know, by key. */
  readonly eventKeys?: readonly string[];
  /** Know them as they stand after corrections, not as first recorded. */
  readonly corrected?: boolean;
}

/** The key of an event: the first 128 bits of SHA-256 of its source, a zero byte and its id, in hex. */
export function eventKey(source: string, id: string): string {
  return hash('sha256', `${source}\0${id}`, 'hex').slice(0, 32);
}

/**
 * Reads a customer's book; undefined when there is no such customer. All statements travel together: the lock is the first
 * and alone, so each later one sees what it waited for.
 */
export async function loadBook(tx: Queries, request: BookRequest): Promise<OpenBook | undefined> {
  const { customerId: id, catalog, since = null, eventKeys = [] } = request;
  const cyclesSince = request.allCycles ? instant(0) : since;
  const [ledger, customer, catalogVersion, records, cycles, totals, events, levels, accumulators] =
    await Promise.all([
      request.lock ? lockLedger(tx, id) : findLedger(tx, id),
      findCustomer(tx, id),
      latestCatalogVersion(tx, catalog.key),
      request.allGrants ? listGrants(tx, id) : listLiveGrants(tx, id, since),
      listCycles(tx, id, cyclesSince),
      listCycleTotals(tx, id, cyclesSince),
      findEvents(tx, id, eventKeys),
      hasLevelMeters(catalog) ? listLevels(tx, id, since) : new Map<string, Level[]>(),
      listAccumulatorsOf(tx, id, levelMetersInTotals(catalog)),
    ]);
  if (!ledger || !customer) return undefined;
  const book: Book = {
    rules: RULES,
    catalog,
    terms: customer.terms,
    keyOf: eventKey,
    ledger: {
      head: { ...ledger.head },
      grants: new Map(records.map(({ grant }) => [grant.id, grant])),
      cycles,
      totals,
      creditUnit: catalog.creditUnit,
      appended: appendedNothing(),
    },
    events: new Map(events.map((event) => [event.key, event])),
    accumulators: new Map(accumulators.map((each) => [each.key, each])),
    claims: new Map(),
    levels,
    changed: changedNothing(),
  };
  if (request.corrected) await applyCorrections(tx, book, id);
  const notes = new Map(records.map(({ grant, note }) => [grant.id, note]));
  return { book, customer, ledger, notes, catalogVersion };
}

/** Level meters whose daily accruals are priced together: whatever advances the book moves their running totals. */
function levelMetersInTotals({ meters, cards }: Catalog): string[] {
  const isTogether = (meter: string) =>
    cards.some(({ prices }) => {
      const price = prices.get(meter);
      return price !== undefined && (price.scope === 'cycle' || price.cap !== null);
    });
  return [...meters.values()]
    .filter(({ id, aggregation }) => aggregation === 'time_weighted' && isTogether(id))
    .map(({ id }) => id);
}

function hasLevelMeters(catalog: Catalog): boolean {
  return [...catalog.meters.values()].some((meter) => meter.aggregation === 'time_weighted');
}

/** Brings events to where their corrections have left them, and adds the parts of draws that several accounts paid. */
async function applyCorrections(tx: Queries, book: Book, customerId: bigint): Promise<void> {
  const events = [...book.events.values()];
  const [corrections, entries] = await Promise.all([
    findCorrections(
      tx,
      customerId,
      events.map((event) => event.key),
    ),
    findEntries(
      tx,
      customerId,
      events.filter((event) => event.parts.length === 0).map((event) => event.seq),
    ),
  ]);
  for (const event of events) {
    if (event.parts.length > 0) continue;
    const drawn = entries.filter((entry) => entry.seq === event.seq && entry.kind === 'draw');
    book.events.set(event.key, {
      ...event,
      parts: drawn.map(({ debit, amount }) => ({ account: debit, amount })),
    });
  }
  for (const correction of corrections)
    book.events.set(correction.eventKey, { ...correction.event, denial: null });
}

/** Reads running totals and claims that the operation turned out to need. */
export async function loadTotals(
  tx: Queries,
  { book, customer }: OpenBook,
  needed: { accumulators: readonly string[]; claims: readonly string[] },
): Promise<void> {
  const [accumulators, claims] = await Promise.all([
    findAccumulators(tx, customer.customerId, unread(needed.accumulators, book.accumulators)),
    findClaims(tx, customer.customerId, unread(needed.claims, book.claims)),
  ]);
  for (const accumulator of accumulators) book.accumulators.set(accumulator.key, accumulator);
  for (const [key, event] of claims) book.claims.set(key, event);
}

/** Keys not in the book: what is there may have changed since it was read. */
function unread(keys: readonly string[], known: ReadonlyMap<string, unknown>): string[] {
  return [...new Set(keys)].filter((key) => !known.has(key));
}

/** Reads further events that the operation turned out to need, as they stand. */
export async function loadEvents(
  tx: Queries,
  open: OpenBook,
  eventKeys: readonly string[],
): Promise<void> {
  const missing = [...new Set(eventKeys)].filter((key) => !open.book.events.has(key));
  if (missing.length === 0) return;
  const known = new Map(open.book.events);
  open.book.events.clear();
  for (const event of await findEvents(tx, open.customer.customerId, missing))
    open.book.events.set(event.key, event);
  await applyCorrections(tx, open.book, open.customer.customerId);
  for (const [key, event] of known) open.book.events.set(key, event);
}

export interface BookCounts {
  readonly operations: bigint;
  readonly acts: bigint;
}

/** Writes all that changed. The statements travel together, in an order that respects what they refer to. */
export async function appendBook(
  tx: Queries,
  { book, customer, notes }: OpenBook,
  counts: BookCounts,
): Promise<void> {
  const id = customer.customerId;
  const { appended, head, cycles } = book.ledger;
  const { changed } = book;
  const { rows, rest } = placeEntries(changed.events, appended.entries);
  const claims = [...changed.claims].map((key) => [key, book.claims.get(key)] as const);
  await Promise.all([
    insertEvents(tx, id, rows),
    insertEntries(tx, id, rest),
    insertCorrections(tx, id, changed.corrections),
    upsertGrants(tx, id, changedGrants(book, notes)),
    upsertCycles(
      tx,
      id,
      cycles.filter((cycle) => appended.cycles.has(cycle)),
    ),
    addCycleTotals(tx, id, appended.totals),
    upsertAccumulators(
      tx,
      id,
      [...changed.accumulators].flatMap((key) => book.accumulators.get(key) ?? []),
    ),
    // A correction may give a claim up and make it again: what stood there goes first.
    deleteClaims(tx, id, changed.corrections.length > 0 ? claims.map(([key]) => key) : []),
    insertClaims(
      tx,
      id,
      claims.flatMap(([key, event]) => (event === undefined ? [] : [[key, event] as const])),
    ),
    deleteLevels(tx, id, changed.removedLevels),
    insertLevels(tx, id, changed.levels),
    addRollups(tx, id, rollUp(book, changed.usage)),
    changed.terms ? updateCustomer(tx, { ...customer, terms: book.terms }, head.at) : undefined,
    updateLedger(tx, id, { head, ...counts, nextBoundaryAt: nextBoundary(book) }),
  ]);
}

const NO_NOTE: GrantNote = { pricePaid: null, reference: null, reason: null };

function changedGrants(book: Book, notes: ReadonlyMap<number, GrantNote>): GrantRecord[] {
  const ids = [...book.ledger.appended.grants].sort((a, b) => a - b);
  return ids.flatMap((id) => {
    const grant = book.ledger.grants.get(id);
    return grant ? [{ grant, note: notes.get(id) ?? NO_NOTE }] : [];
  });
}
