import { credits } from '@fuelgauge/core';
import type { Item } from '@fuelgauge/sdk';
import { sum } from './rounding.ts';

/** What items of one currency and period cost together. */
export interface ItemSum {
  readonly currency: string;
  readonly period: Item['period'];
  readonly amount: bigint;
}

/** Sums of what is not taken away; different currencies and periods are never added. */
export function itemSums(items: readonly Item[]): readonly ItemSum[] {
  const open = items.filter(({ removed_at }) => removed_at === null);
  const groups = Map.groupBy(open, (item) => `${item.unit_price.currency} ${item.period}`);
  return [...groups].map(([name, group]) => {
    const [currency = ''] = name.split(' ');
    const period = group[0]?.period ?? 'month';
    return { currency, period, amount: sum(group.map(({ amount }) => credits(amount))) };
  });
}
