import type { Catalog } from '@fuelgauge/core';
import { refused } from './answer.ts';
import { type Sight, seesMoney } from './sight.ts';

/** What amounts a question is about: the unit whose amounts count, and whether credits are valued in money beside them. */
export interface AmountUnit {
  readonly name: string;
  readonly unit: string;
  readonly isMoney: boolean;
}

/**
 * Reads `unit`: `credits` (the default), `money`, `quantity`, or the id of one of the catalog's units. Credits are valued in
 * money only for whom prices are shown.
 */
export function readAmountUnit(
  { units, creditUnit, key }: Catalog,
  { text = 'credits', sight }: { readonly text: string | undefined; readonly sight: Sight | null },
): AmountUnit | ReturnType<typeof refused> {
  if (text === 'money' && !seesMoney(sight)) {
    return refused('role_gate', 'What credits cost is shown to roles with billing.read.', '/unit');
  }
  if (text === 'credits' || text === 'money' || text === 'quantity') {
    return { name: text, unit: creditUnit, isMoney: text === 'money' };
  }
  const ids = units.map(({ id }) => id);
  if (ids.includes(text)) return { name: text, unit: text, isMoney: false };
  const known = ['credits', 'money', 'quantity', ...ids].join(', ');
  const detail = `The catalog ${key} has no unit "${text}". unit is one of: ${known}.`;
  return refused('query_invalid', detail, '/unit');
}
