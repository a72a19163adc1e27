import { type Book, type CycleTotals, nextBoundary, noTotals } from '@fuelgauge/core';
import type { StoredState } from '../../store/replay-rows.ts';
import { hashKey } from '../../store/rows.ts';
import { type Findings, isSame } from './findings.ts';

/** What a replay of everything has arrived at. */
export interface Replayed {
  readonly book: Book;
  readonly totals: ReadonlyMap<string, CycleTotals>;
}

/** Compares what changes in place, as it was under the lock, with what replaying has arrived at. */
export function compareState({ book, totals }: Replayed, stored: StoredState, to: Findings): void {
  const { ledger } = book;
  const at = 'ledger';
  compareAll(to, 'I1', {
    expected: { ...ledger.head, nextBoundaryAt: nextBoundary(book) },
    found: { ...stored.ledger.head, nextBoundaryAt: stored.nextBoundaryAt },
    subject: at,
  });
  compareMaps(to, 'I3', {
    expected: new Map([...ledger.grants].map(([id, grant]) => [`grant/${id}`, { ...grant }])),
    found: new Map(stored.grants.map((grant) => [`grant/${grant.id}`, grant])),
  });
  compareMaps(to, 'I29', {
    expected: new Map(
      ledger.cycles.map((cycle) => [`cycle ${cycle.series} ${cycle.start}`, cycle]),
    ),
    found: new Map(stored.cycles.map((cycle) => [`cycle ${cycle.series} ${cycle.start}`, cycle])),
  });
  compareMaps(to, 'I29', { expected: totals, found: stored.totals, absent: noTotals() });
  compareMaps(to, 'I31', {
    expected: book.accumulators,
    found: new Map(stored.accumulators.map((each) => [each.key, each])),
  });
  compareMaps(to, 'I31', {
    expected: new Map([...book.claims].map(([key, event]) => [`claim ${hashKey(key)}`, { event }])),
    found: new Map([...stored.claims].map(([hash, event]) => [`claim ${hash}`, { event }])),
  });
  compareMaps(to, 'I31', { expected: book.levels, found: stored.levels, absent: [] });
  compareAll(to, 'I23', { expected: book.terms, found: stored.customer.terms, subject: 'terms' });
}

interface Comparison<Row> {
  readonly expected: Row;
  readonly found: Row;
  readonly subject: string;
}

/** Compares every part of one row under one rule. */
function compareAll<Row extends object>(
  to: Findings,
  invariant: string,
  { expected, found, subject }: Comparison<Row>,
): void {
  const parts = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  const rules = Object.fromEntries(parts.map((part) => [part, invariant]));
  to.compare({ seq: null, subject, rules: rules as Record<keyof Row, string> }, expected, found);
}

interface MapComparison<Row> {
  readonly expected: ReadonlyMap<string, Row>;
  readonly found: ReadonlyMap<string, Row>;
  /** What a row that is not there stands for. */
  readonly absent?: Row;
}

function compareMaps<Row extends object>(
  to: Findings,
  invariant: string,
  { expected, found, absent }: MapComparison<Row>,
): void {
  for (const subject of new Set([...expected.keys(), ...found.keys()])) {
    const [one, other] = [expected.get(subject) ?? absent, found.get(subject) ?? absent];
    if (isSame(one, other)) continue;
    if (one && other) compareAll(to, invariant, { expected: one, found: other, subject });
    else {
      const values = one
        ? { expected: 'stored', found: 'missing' }
        : { expected: 'nothing', found: 'stored' };
      to.add({ invariant, seq: null, subject, ...values });
    }
  }
}
