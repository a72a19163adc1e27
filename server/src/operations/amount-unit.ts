import type { Catalog } from '@fuelgauge/core';
import { refused } from './answer.ts';

/** What amounts a question is about: the unit whose amounts count, and whether credits are valued in money beside them. */
export interface AmountUnit {
  readonly name: string;
  readonly unit: string;
  readonly isMoney: boolean;
}

/** Reads `unit`: `credits` (the default), `money`, `quantity`, or the id of one of the catalog's units. */
export function readAmountUnit(
  { units, creditUnit, key }: Catalog,
  text = 'credits',
): AmountUnit | ReturnType<typeof refused> {
  if (text === 'credits' || text === 'money' || text === 'quantity') {
    return { name: text, unit: creditUnit, isMoney: text === 'money' };
  }
  const ids = units.map(({ id }) => id);
  if (ids.includes(text)) return { name: text, unit: text, isMoney: false };
  const known = ['credits', 'money', 'quantity', ...ids].join(', ');
  const detail = `The catalog ${key} has no unit "${text}". unit is one of: ${known}.`;
  return refused('query_invalid', detail, '/unit');
}
