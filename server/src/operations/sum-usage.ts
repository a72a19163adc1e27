import {
  type Catalog,
  formatCredits,
  formatQuantity,
  NANO,
  nano,
  rational,
  roundHalfEven,
} from '@fuelgauge/core';
import type { UsageItem } from './load-usage.ts';

/** Usage added up: amounts of one unit, events of all, and quantities by meter, which only some may be added across. */
export interface UsageSums {
  credits: bigint;
  listCredits: bigint;
  /** Credits times price per credit, each in nano-units: 1e-18 of the currency. */
  worth: bigint;
  events: number;
  readonly quantities: Map<string, bigint>;
}

export interface UsageGroup {
  /** Null for usage without a value. */
  readonly key: string | null;
  /** One for each cell asked for. */
  readonly cells: readonly UsageSums[];
}

/** How items become groups and cells. */
export interface Summing {
  /** Amounts of other units are left out; their quantities and events count. */
  readonly amountUnit: string;
  readonly cells: number;
  readonly cellOf: (tile: number) => number;
  readonly keyOf: (item: UsageItem) => string | null;
  /** Nano-units of the currency for one credit in this tile; 0 when amounts are not valued. */
  readonly priceOf: (tile: number) => bigint;
}

export function noUsage(): UsageSums {
  return { credits: 0n, listCredits: 0n, worth: 0n, events: 0, quantities: new Map() };
}

/** Groups in no particular order; a group has usage in at least one cell. */
export function groupUsage(items: readonly UsageItem[], summing: Summing): UsageGroup[] {
  const groups = new Map<string | null, UsageGroup>();
  for (const item of items) {
    const key = summing.keyOf(item);
    const group = groups.get(key) ?? { key, cells: Array.from({ length: summing.cells }, noUsage) };
    groups.set(key, group);
    const cell = group.cells[summing.cellOf(item.tile)];
    if (cell) addItem(cell, item, summing);
  }
  return [...groups.values()].filter(({ cells }) => cells.some(isSomething));
}

function isSomething({ credits, listCredits, events, quantities }: UsageSums): boolean {
  const isAmount = credits !== 0n || listCredits !== 0n || events !== 0;
  return isAmount || [...quantities.values()].some((quantity) => quantity !== 0n);
}

function addItem(sums: UsageSums, item: UsageItem, { amountUnit, priceOf }: Summing): void {
  if (item.unit === amountUnit) {
    sums.credits += item.credits;
    sums.listCredits += item.listCredits;
    sums.worth += item.credits * priceOf(item.tile);
  }
  sums.events += item.events;
  const { quantities } = sums;
  quantities.set(item.meter, (quantities.get(item.meter) ?? 0n) + item.quantity);
}

/** Adds sums up. */
export function totalOf(all: readonly UsageSums[]): UsageSums {
  const total = noUsage();
  for (const each of all) addTo(total, each);
  return total;
}

export function addTo(total: UsageSums, added: UsageSums): void {
  total.credits += added.credits;
  total.listCredits += added.listCredits;
  total.worth += added.worth;
  total.events += added.events;
  for (const [meter, quantity] of added.quantities) {
    total.quantities.set(meter, (total.quantities.get(meter) ?? 0n) + quantity);
  }
}

/** Running totals that start again in each cell that `isStart` names. */
export function accumulated(
  cells: readonly UsageSums[],
  isStart: (cell: number) => boolean,
): UsageSums[] {
  let running = noUsage();
  return cells.map((cell, index) => {
    if (isStart(index)) running = noUsage();
    addTo(running, cell);
    return { ...running, quantities: new Map(running.quantities) };
  });
}

/**
 * The unit in which quantities of these meters may be added; null when they have different ones, or when one of several
 * counts distinct values, which may be the same ones.
 */
export function quantityUnitOf({ meters }: Catalog, ids: readonly string[]): string | null {
  const units = new Set(ids.map((id) => meters.get(id)?.unit ?? null));
  const [unit = null] = units;
  const isDistinct = ids.some((id) => meters.get(id)?.aggregation === 'unique');
  return units.size === 1 && !(isDistinct && ids.length > 1) ? unit : null;
}

/** The sum of quantities that may be added. */
export function quantityOf({ quantities }: UsageSums): string {
  return formatQuantity([...quantities.values()].reduce((sum, each) => sum + each, 0n));
}

/** The quantity of the meter that counts requests; events where none does, null for distinct values, which do not add up. */
export function requestsIn(
  { meters }: Catalog,
  requestsMeter: string | null,
  { events, quantities }: UsageSums,
): string | null {
  if (requestsMeter === null) return String(events);
  if (meters.get(requestsMeter)?.aggregation === 'unique') return null;
  return formatQuantity(quantities.get(requestsMeter) ?? 0n);
}

/** Money rounded once, half to even, to 1e-9. */
export function worthOf({ worth }: UsageSums): string {
  return formatCredits(nano(roundHalfEven(rational(worth, NANO))));
}

/** Orders by credits, most first, then by key with usage that has none last. */
export function byCredits(
  a: { readonly key: string | null; readonly credits: bigint },
  b: { readonly key: string | null; readonly credits: bigint },
): number {
  if (a.credits !== b.credits) return a.credits > b.credits ? -1 : 1;
  if (a.key === b.key) return 0;
  if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
  return a.key < b.key ? -1 : 1;
}
