import { type Book, formatInstant, formatQuantity, instant, rollUp } from '@fuelgauge/core';
import type { RollupRow } from '../../store/replay-rows.ts';
import type { Findings } from './findings.ts';

/** Stored rollups, from which replayed operations take away what they add: nothing may be left. */
export interface RollupRest {
  takeAway(book: Book): void;
  compare(to: Findings): void;
}

interface Rest {
  readonly found: Sums | null;
  readonly left: Sums;
}

interface Sums {
  credits: bigint;
  listCredits: bigint;
  quantity: bigint;
  events: bigint;
}

export function openRollups(stored: readonly RollupRow[]): RollupRest {
  const rest = new Map<string, Rest>();
  for (const { key, credits, listCredits, quantity, events } of stored) {
    const found = { credits, listCredits, quantity: partsOf(quantity), events };
    rest.set(JSON.stringify(key), { found, left: { ...found } });
  }
  const subtract = (key: RollupRow['key'], added: Sums) => {
    const text = JSON.stringify(key);
    let row = rest.get(text);
    if (!row) {
      row = { found: null, left: { credits: 0n, listCredits: 0n, quantity: 0n, events: 0n } };
      rest.set(text, row);
    }
    for (const name of SUMS) row.left[name] -= added[name];
  };
  return {
    takeAway: (book) => takeAway(book, subtract),
    compare(to) {
      for (const [key, { found, left }] of rest) if (!isZero(left)) note(to, key, { found, left });
    },
  };
}

const SUMS = ['credits', 'listCredits', 'quantity', 'events'] as const;

function isZero(sums: Sums): boolean {
  return SUMS.every((name) => sums[name] === 0n);
}

function takeAway(book: Book, subtract: (key: RollupRow['key'], added: Sums) => void): void {
  const { totals, dimensions, cycles, draws, distinct } = rollUp(book, book.changed.usage);
  for (const row of totals) {
    subtract(['total', row.bucketAt, row.meter, row.unit], { ...row, events: BigInt(row.events) });
  }
  for (const [table, rows] of [['dimension', dimensions] as const, ['cycle', cycles] as const]) {
    for (const row of rows) {
      const { bucketAt, meter, unit, dimension, value } = row;
      const key = [table, bucketAt, meter, unit, dimension, value] as const;
      subtract(key, { ...row, events: BigInt(row.events) });
    }
  }
  for (const { bucketAt, grantId, drawn } of draws) {
    const nothing = { listCredits: 0n, quantity: 0n, events: 0n };
    subtract(['draw', bucketAt, String(grantId)], { ...nothing, credits: drawn });
  }
  for (const { bucketAt, meter, value, count } of distinct) {
    const nothing = { credits: 0n, listCredits: 0n, quantity: 0n };
    subtract(['distinct', bucketAt, meter, value], { ...nothing, events: BigInt(count) });
  }
}

function note(to: Findings, key: string, { found, left }: Rest): void {
  const [table, bucketAt, ...parts] = JSON.parse(key) as RollupRow['key'];
  const at = formatInstant(instant(Number(bucketAt)));
  const expected = expectedOf(found, left);
  to.add({
    invariant: 'I11',
    seq: null,
    subject: `rollup_${table} ${parts.join(' ')} at ${at}`,
    expected: isZero(expected) ? 'none' : sumsText(expected),
    found: found ? sumsText(found) : 'none',
  });
}

function expectedOf(found: Sums | null, left: Sums): Sums {
  const expected = { ...left };
  for (const name of SUMS) expected[name] = (found?.[name] ?? 0n) - left[name];
  return expected;
}

function sumsText({ credits, listCredits, quantity, events }: Sums): string {
  return `${credits} credits, ${listCredits} listed, ${formatQuantity(quantity)} in ${events}`;
}

/** 1e-12 parts of a numeric, which has at most 12 decimals. */
function partsOf(numeric: string): bigint {
  const [whole = '', fraction = ''] = numeric.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}
