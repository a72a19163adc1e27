import { credits, formatCredits, formatQuantity, nano, parseQuantity } from '@fuelgauge/core';
import type { Breakdown } from '@fuelgauge/sdk';
import { sum } from './rounding.ts';

/** The first rows of an answer, and everyone else: both together are the whole, as before. */
export function topRows(breakdown: Breakdown, count: number): Breakdown {
  const { rows, rest } = breakdown;
  const below = rows.slice(count);
  if (below.length === 0) return breakdown;
  const all = [...below, ...(rest ? [rest] : [])];
  const inAll = (amount: 'credits' | 'list_credits') =>
    formatCredits(nano(sum(all.map((row) => credits(row[amount])))));
  return {
    ...breakdown,
    rows: rows.slice(0, count),
    rest: {
      credits: inAll('credits'),
      list_credits: inAll('list_credits'),
      events: all.reduce((events, row) => events + row.events, 0),
      rows: below.length + (rest?.rows ?? 0),
      requests: requestsOf(all.map((row) => row.requests)),
    },
  };
}

/** Null where one of them is not known. */
function requestsOf(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length < amounts.length) return null;
  return formatQuantity(sum(known.map((amount) => parseQuantity(amount) ?? 0n)) as never);
}
